"""What one transaction for many does when something is in its way: the others are written, nobody waits for long, and
everybody is told what is true."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
import sqlalchemy as sa
from sqlmodel import select

from foundation.database import Database
from foundation.errors import Busy
from petitions import group_commit
from petitions.access import lock_petition, lock_signatures
from petitions.actions.sign import make_ready
from petitions.group_commit import write_together
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from petitions.queries.counting import count_again, kept_counts
from tests.factories.petitions import an_open_petition, typed


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


@contextmanager
def transactions(database: Database) -> Iterator[list[object]]:
    begun: list[object] = []

    def note(connection: sa.Connection) -> None:
        begun.append(connection)

    sa.event.listen(database.engine, "begin", note)
    yield begun
    sa.event.remove(database.engine, "begin", note)


def waiting(database: Database, petition: Petition) -> int:
    with database.reading() as session:
        kept = kept_counts(session, petition.id)
        assert kept == count_again(session, petition.id)
        return kept.waiting


@pytest.mark.parametrize("place", [0, 77, 199])
def test_one_bad_entry_among_many_is_found_by_halves(database: Database, petition: Petition, place: int) -> None:
    entries = [make_ready(petition, typed()) for _ in range(200)]
    entries[place].row["country"] = None
    with transactions(database) as begun:
        outcomes = write_together(database, entries).outcomes
    assert [number for number, outcome in enumerate(outcomes) if outcome is not None] == [place]
    assert isinstance(outcomes[place], sa.exc.IntegrityError)
    assert len(begun) <= 17
    assert waiting(database, petition) == 199


def test_after_some_seconds_nothing_is_tried_again(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "TRIES_FOR", 0.0)
    entries = [make_ready(petition, typed()) for _ in range(8)]
    entries[3].row["country"] = None
    with transactions(database) as begun:
        assert [type(outcome) for outcome in write_together(database, entries).outcomes] == [Busy] * 8
    assert len(begun) == 1


def only_on_postgresql(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no locks of rows, and waits five seconds for its one writer")


def test_a_signature_that_somebody_holds_keeps_nobody_else_from_signing(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As somebody does who looks at it in a database program and forgets to end."""
    only_on_postgresql(database)
    monkeypatch.setattr(group_commit, "LOCK_WAIT", 0.3)
    write_together(database, [make_ready(petition, typed("ann@example.org"))])
    entries = [make_ready(petition, typed("ann@example.org" if n == 5 else "", name="Ann Example")) for n in range(16)]
    with database.writing() as elsewhere:
        assert len(lock_signatures(elsewhere, Signature.petition_id, [petition.id])) == 1  # type: ignore[arg-type]  # all there are
        began = time.monotonic()
        outcomes = write_together(database, entries).outcomes
        assert time.monotonic() - began < 10
    assert [number for number, outcome in enumerate(outcomes) if outcome is not None] == [5]
    assert isinstance(outcomes[5], Busy)
    assert waiting(database, petition) == 16
    assert write_together(database, entries).outcomes == [None] * 16
    assert waiting(database, petition) == 16


def test_a_petition_that_somebody_holds_lets_nobody_wait_for_ever(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_on_postgresql(database)
    monkeypatch.setattr(group_commit, "LOCK_WAIT", 0.3)
    monkeypatch.setattr(group_commit, "TRIES_FOR", 1.0)
    entries = [make_ready(petition, typed()) for _ in range(40)]
    with database.writing() as elsewhere:
        lock_petition(elsewhere, petition.id)
        assert [type(outcome) for outcome in write_together(database, entries).outcomes] == [Busy] * 40
    assert waiting(database, petition) == 0
    # What people do who are told so: they press the button once more.
    assert write_together(database, entries).outcomes == [None] * 40
    assert waiting(database, petition) == 40


def test_what_a_batch_waits_for_is_no_matter_of_whoever_has_the_connection_next(
    database: Database, petition: Petition
) -> None:
    only_on_postgresql(database)
    write_together(database, [make_ready(petition, typed())])
    with database.engine.connect() as connection:
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            assert connection.exec_driver_sql(f"SHOW {name}").scalar() == "0"


def test_a_line_that_was_cut_is_noticed(database: Database) -> None:
    only_on_postgresql(database)
    with database.engine.connect() as connection:
        told = psycopg_of(connection).info.get_parameters()
    assert 0 < int(told["tcp_user_timeout"]) <= 10_000
    assert int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"]) <= 15


def psycopg_of(connection: sa.Connection) -> psycopg.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver


def test_a_batch_written_twice_is_there_once(database: Database, petition: Petition) -> None:
    """As when the connection broke off at its end, and nobody could say whether it was kept."""
    entries = [make_ready(petition, typed()) for _ in range(9)]
    assert write_together(database, entries).outcomes == [None] * 9
    assert write_together(database, entries).outcomes == [None] * 9
    assert waiting(database, petition) == 9
    with database.reading() as session:
        assert {signature.mails for signature in session.exec(select(Signature))} == {1}
