"""Settings, keys and database of a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session, select

from campaigns.actions.push_again import push_again
from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from foundation.database import Database, open_database
from foundation.errors import NotFound
from foundation.job_worker import migrate_jobs
from foundation.migrating import migrate, newest_schema, schema_of
from foundation.security import keys
from foundation.settings import Settings, SettingsError, load_settings


@contextmanager
def opened(*, migrating: bool = False) -> Iterator[tuple[Settings, Database]]:
    """The embedded database is brought up to date by itself; an installation's only by `migrate`."""
    settings = load_settings()
    keys.unlock(settings.secret())
    database = open_database(settings)
    try:
        if settings.embedded or migrating:
            migrate(settings, database)
            migrate_jobs(settings.effective_database_url)
            push_again(database)
        elif schema_of(database) != newest_schema():
            raise SettingsError("The database does not have this program's schema. Run ./solidarity migrate first.")
        yield settings, database
    finally:
        database.engine.dispose()


def where_called(name: str) -> Path:
    """The launcher works in the project's folder; a file is meant from where the person stood."""
    return Path(os.environ.get("SOLIDARITY_CALLED_FROM", "")) / name


def organisation_named(session: Session, name: str | None) -> Organisation:
    """The one with this name, or the only one there is."""
    organisations = session.exec(select(Organisation).order_by(Organisation.name)).all()
    found = [one for one in organisations if name is None or one.name == name]
    if len(found) == 1:
        return found[0]
    if not organisations:
        raise NotFound("There is no organisation yet. Make one with ./solidarity create-organiser.")
    names = ", ".join(f"“{one.name}”" for one in organisations)
    raise NotFound("Say which organisation with --organisation: %(names)s.", names=names)


def campaign_called(session: Session, slug: str) -> Campaign | None:
    return session.exec(select(Campaign).where(Campaign.slug == slug)).first()


def campaign_named(session: Session, slug: str) -> Campaign:
    campaign = campaign_called(session, slug)
    if campaign is None:
        raise NotFound("There is no campaign %(slug)s.", slug=slug)
    return campaign
