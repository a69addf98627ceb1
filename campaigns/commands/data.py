"""`create-organiser`, `import-campaign`, `export-campaign`, `import-partners`."""

import getpass
import secrets
import sys
from argparse import Namespace
from pathlib import Path

from sqlmodel import select

from campaigns.commands.opening import opened
from foundation.accounts.actions import create_organisation, record
from foundation.accounts.actions import create_organiser as make_organiser
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role


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


def read_file(name: str, largest: int) -> bytes:
    path = Path(name)
    if path.stat().st_size > largest:
        raise WrongFile(f"{name} is larger than {largest // 1_000_000} MB.")
    return path.read_bytes()
