"""Two people at the desk change settings of one petition at the same moment: neither undoes the other's."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.database import Database
from petitions.access import petition_for_reader
from petitions.actions.keeping import keep_shorter
from petitions.actions.safety import allow_signing_from, stop_signing_from
from petitions.models.petition import Petition
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.petitions import an_open_petition


@pytest.fixture
def owner(database: Database) -> SignedIn:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: nobody reads a setting that another one is changing")
    with database.writing() as session:
        organisation = an_organisation(session)
        user = an_organiser(session, organisation)
        petition = an_open_petition(session, organisation)
        stop_signing_from(session, user=user, slug=petition.slug, country="TR")
    return user


def at_once(database: Database, first: Callable[[Session], object], second: Callable[[Session], object]) -> Petition:
    """The second has looked at the petition before the first ends."""
    has_looked, has_ended = threading.Event(), threading.Event()

    def come_second() -> None:
        with database.writing() as session:
            petition_for_reader(session, "free-ada")
            has_looked.set()
            has_ended.wait(0.5)
            second(session)

    with ThreadPoolExecutor(1) as pool:
        with database.writing() as session:
            first(session)
            session.flush()
            coming = pool.submit(come_second)
            assert has_looked.wait(10)
        has_ended.set()
        coming.result(10)
    with database.reading() as session:
        return session.exec(select(Petition)).one()


def test_two_countries_are_stopped_at_once(database: Database, owner: SignedIn) -> None:
    petition = at_once(
        database,
        lambda session: stop_signing_from(session, user=owner, slug="free-ada", country="KZ"),
        lambda session: stop_signing_from(session, user=owner, slug="free-ada", country="UZ"),
    )
    assert petition.no_signing_from == ["KZ", "TR", "UZ"]


def test_one_is_stopped_while_another_is_let_go(database: Database, owner: SignedIn) -> None:
    petition = at_once(
        database,
        lambda session: stop_signing_from(session, user=owner, slug="free-ada", country="KZ"),
        lambda session: allow_signing_from(session, user=owner, slug="free-ada", country="TR"),
    )
    assert petition.no_signing_from == ["KZ"]


def test_what_was_made_shorter_is_never_made_longer(database: Database, owner: SignedIn) -> None:
    def keep_longer(session: Session) -> None:
        with pytest.raises(Exception, match="shorter"):
            keep_shorter(session, user=owner, slug="free-ada", days=60)

    petition = at_once(
        database, lambda session: keep_shorter(session, user=owner, slug="free-ada", days=10), keep_longer
    )
    assert petition.kept_days == 10
