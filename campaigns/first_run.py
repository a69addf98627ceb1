"""What an empty database is given by `start`: an organisation, an organiser and a reviewer, and the example
campaigns.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.actions.load_examples import load_examples
from campaigns.actions.push import push_to_petition
from campaigns.dossiers.actions import order_public_editions
from campaigns.dossiers.jobs import build_edition
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.models.campaign import Campaign
from foundation.accounts.actions import create_organisation, create_organiser
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings

PEOPLE = (
    ("organiser", "organiser@example.org", "Example Organiser", Role.OWNER),
    ("reviewer", "reviewer@example.org", "Example Reviewer", Role.REVIEWER),
)


def fill_empty_database(settings: Settings, database: Database, say: Callable[[str], None]) -> None:
    """Fills all or nothing. Where there is an organisation already, only missing dossiers of examples are ordered; the
    worker makes them, and those that an earlier start was cut off from.
    """
    with database.writing() as session:
        if session.exec(select(Organisation.id)).first() is not None:
            _order_missing_dossiers(session)
            return
    passwords = {email: secrets.token_urlsafe(12) for _who, email, _name, _role in PEOPLE}
    say("First start: loading the example campaigns …")
    with database.writing() as session:
        _fill(session, passwords)
        # Kept before they are valid: a file that opens nothing does no harm, a lost password locks everybody out.
        _keep_passwords(first_login_of(settings), passwords)
    _build_dossiers(database, say)
    say("Sign in at the desk with:")
    for who, email, _name, _role in PEOPLE:
        say(f"  {who:<9} {email:<22} {passwords[email]}")


def first_login_of(settings: Settings) -> Path:
    """Holds a line for each account of the first start: who, e-mail address, password."""
    return settings.data_dir / "first-login"


def say_first_login(settings: Settings, say: Callable[[str], None]) -> None:
    """At every start while the file is there."""
    path = first_login_of(settings)
    if path.is_file():
        say(f"The first passwords are kept in {path}, which only you can read. Delete it when you have changed them.")


def _fill(session: Session, passwords: dict[str, str]) -> None:
    organisation = create_organisation(
        session,
        name="Example Federation of Trade Unions",
        country="CH",
        address="1 Example Street\n1200 Exampletown\nSWITZERLAND",
        email="office@example.org",
    )
    for _who, email, name, role in PEOPLE:
        create_organiser(
            session,
            organisation_id=organisation.id,
            name=name,
            email=email,
            password=passwords[email],
            role=role,
        )
    for report in load_examples(session, organisation_id=organisation.id):
        if not report.is_fine:
            raise RuntimeError(f"the example {report.slug} cannot be read")
        campaign = session.get_one(Campaign, report.campaign_id)
        push_to_petition(session, campaign)
        order_public_editions(session, campaign=campaign)


def _keep_passwords(path: Path, passwords: dict[str, str]) -> None:
    """Whole or not at all, under its name only when it has reached the disk."""
    unfinished = path.with_name(f".{path.name}")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        for who, email, _name, _role in PEOPLE:
            file.write(f"{who} {email} {passwords[email]}\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _order_missing_dossiers(session: Session) -> None:
    """Of examples whose edition was never ordered or could not be made."""
    for campaign in session.exec(select(Campaign).where(col(Campaign.is_example))).all():
        made = select(Dossier.id).where(Dossier.campaign_id == campaign.id, Dossier.state != DossierState.FAILED)
        if campaign.is_public and session.exec(made).first() is None:
            order_public_editions(session, campaign=campaign)


def _build_dossiers(database: Database, say: Callable[[str], None]) -> None:
    """Here and now, so that the pages are complete when somebody is let in. The worker finds them done."""
    with database.reading() as session:
        ordered = session.exec(select(Dossier.id).where(col(Dossier.state) == DossierState.ORDERED)).all()
    for number, dossier_id in enumerate(ordered, start=1):
        say(f"Making dossier {number} of {len(ordered)} …")
        build_edition(database, dossier_id=dossier_id)
