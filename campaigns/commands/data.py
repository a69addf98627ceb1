"""`create-organiser`, `import-campaign`, `export-campaign`, `import-partners`."""

import getpass
import secrets
import sys
from argparse import Namespace

from sqlmodel import select

from campaigns.actions.import_campaign import import_campaign as read_campaign
from campaigns.commands.opening import campaign_named, opened, organisation_named, where_called
from campaigns.files.export_campaign import export_campaign as write_campaign
from foundation.accounts.actions import create_organisation, record
from foundation.accounts.actions import create_organiser as make_organiser
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from outreach.actions.imports import import_partners as read_partners


class WrongFile(Exception):
    """A file could not be taken; the message names each place and what was expected there."""


def create_organiser(options: Namespace) -> None:
    """The password is typed twice at a terminal; without one it is made and printed."""
    password = _typed_password() if sys.stdin.isatty() else secrets.token_urlsafe(15)
    with opened() as (_settings, database), database.writing() as session:
        organisation = session.exec(
            select(Organisation).where(Organisation.name == options.organisation)
        ).first() or create_organisation(session, name=options.organisation)
        make_organiser(
            session,
            organisation_id=organisation.id,
            name=options.name,
            email=options.email,
            password=password,
            role=Role(options.role),
        )
        record(session, user=None, organisation_id=organisation.id, act="organiser.created", about=options.role)
    if not sys.stdin.isatty():
        print(password)


def _typed_password() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise WrongFile("The two passwords differ. Nothing was changed.")
    return first


def import_campaign(options: Namespace) -> None:
    """As a draft, since a second person publishes. A problem is named with line and column; then nothing is kept."""
    content = read_whole(options.file, largest=2_000_000)
    with opened() as (_settings, database), database.writing() as session:
        organisation = organisation_named(session, options.organisation)
        report = read_campaign(
            session, organisation_id=organisation.id, content=content, by=None, dry_run=options.dry_run
        )
    if not report.is_fine:
        raise WrongFile("\n".join(f"{options.file}, {problem}" for problem in report.problems))
    rows = sum(report.counts.values())
    print(f"{report.slug}: {rows} facts {'would be imported' if report.dry_run else 'imported, as a draft'}.")


def export_campaign(options: Namespace) -> None:
    with opened() as (_settings, database), database.reading() as session:
        text = write_campaign(session, campaign=campaign_named(session, options.slug), include_held=options.with_held)
    if options.output:
        where_called(options.output).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def import_partners(options: Namespace) -> None:
    """Takes every row that can be taken and names the others, each with its reason."""
    content = read_whole(options.file, largest=10_000_000)
    with opened() as (_settings, database), database.writing() as session:
        organisation = organisation_named(session, options.organisation)
        report = read_partners(session, organisation_id=organisation.id, content=content)
    print(
        f"{report.partners_added} partners and {report.contacts_added} contacts added, "
        f"{report.rows_known} rows known already, {len(report.refused)} refused."
    )
    for finding in report.refused:
        words = finding.words % finding.values if finding.values else finding.words
        print(f"  row {finding.number}: {words}")
    if report.refused:
        sys.exit(1)


def read_whole(name: str, largest: int) -> bytes:
    """A file of the caller's. Raises WrongFile for one that is larger than `largest` bytes."""
    path = where_called(name)
    if path.stat().st_size > largest:
        raise WrongFile(f"{name} is larger than {largest // 1_000_000} MB.")
    return path.read_bytes()
