"""The audit trail is a chain: whoever changes, removes or adds an entry past the program is found out."""

import threading

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.trail.chain import Break, verify_trail
from foundation.accounts.trail.forgetting import FORGOTTEN, forget_words
from foundation.accounts.trail.queries import Narrowed, trail_page
from foundation.database import Database
from tests.factories.accounts import an_organisation, an_organiser


@pytest.fixture
def union(database: Database) -> Organisation:
    with database.writing() as session:
        return an_organisation(session)


@pytest.fixture
def user(database: Database, union: Organisation) -> SignedIn:
    with database.writing() as session:
        return an_organiser(session, union)


def act(database: Database, user: SignedIn, name: str = "campaign.published", times: int = 1) -> None:
    for _time in range(times):
        with database.writing() as session:
            record(session, user=user, organisation_id=user.organisation_id, act=name, about="campaign:free-ada")


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))))


def verdict(database: Database, union: Organisation) -> tuple[Break, int] | None:
    with database.reading() as session:
        broken = verify_trail(session, union.id)
    return (broken.kind, broken.seq) if broken else None


def spoil(database: Database, statement: str, **values: object) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text(statement), values)


def test_an_untouched_trail_holds(database: Database, union: Organisation, user: SignedIn) -> None:
    assert verdict(database, union) is None
    act(database, user, times=5)
    assert [entry.seq for entry in entries(database)] == [1, 2, 3, 4, 5]
    assert verdict(database, union) is None


def test_several_acts_of_one_transaction_are_linked_in_their_order(
    database: Database, union: Organisation, user: SignedIn
) -> None:
    with database.writing() as session:
        for name in ("one", "two", "three"):
            record(session, user=user, organisation_id=union.id, act=name, about="")
    assert [entry.act for entry in entries(database)] == ["one", "two", "three"]
    assert verdict(database, union) is None


def test_what_is_rolled_back_leaves_no_hole(database: Database, union: Organisation, user: SignedIn) -> None:
    act(database, user)
    with database.writing() as session:
        record(session, user=user, organisation_id=union.id, act="lost", about="")
        session.rollback()
    with database.writing() as session:
        savepoint = session.begin_nested()
        record(session, user=user, organisation_id=union.id, act="lost with its savepoint", about="")
        session.flush()
        savepoint.rollback()
        record(session, user=user, organisation_id=union.id, act="kept", about="")
    assert [entry.act for entry in entries(database)] == ["campaign.published", "kept"]
    assert verdict(database, union) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET act = 'something else' WHERE seq = 3",
        "UPDATE audit_entry SET about = 'something else' WHERE seq = 3",
        "UPDATE audit_entry SET detail = 'something else' WHERE seq = 3",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000+00:00' WHERE seq = 3",
    ],
)
def test_a_changed_entry_is_named(database: Database, union: Organisation, user: SignedIn, change: str) -> None:
    act(database, user, times=5)
    spoil(database, change)
    assert verdict(database, union) == (Break.CHANGED, 3)


def test_a_changed_actor_is_named(database: Database, union: Organisation, user: SignedIn) -> None:
    act(database, user, times=3)
    spoil(database, "UPDATE audit_entry SET user_id = NULL WHERE seq = 2")
    assert verdict(database, union) == (Break.CHANGED, 2)


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_deleted_entry_is_named_wherever_it_stood(
    database: Database, union: Organisation, user: SignedIn, seq: int
) -> None:
    act(database, user, times=5)
    spoil(database, "DELETE FROM audit_entry WHERE seq = :seq", seq=seq)
    assert verdict(database, union) == (Break.MISSING, seq)


def test_closing_the_gap_does_not_help(database: Database, union: Organisation, user: SignedIn) -> None:
    act(database, user, times=3)
    spoil(database, "DELETE FROM audit_entry WHERE seq = 2")
    spoil(database, "UPDATE audit_entry SET seq = 2 WHERE seq = 3")
    assert verdict(database, union) == (Break.CHANGED, 2)


def test_an_entry_put_in_past_the_program_is_named(database: Database, union: Organisation, user: SignedIn) -> None:
    act(database, user, times=2)
    spoil(
        database,
        "INSERT INTO audit_entry (at, organisation_id, user_id, act, about, detail)"
        " SELECT at, organisation_id, user_id, 'forged', '', '' FROM audit_entry WHERE seq = 1",
    )
    found = verdict(database, union)
    assert found is not None
    assert found[0] is Break.ADDED
    act(database, user)
    assert verdict(database, union) == found


def test_what_was_recorded_before_there_was_a_chain_is_its_beginning(
    database: Database, union: Organisation, user: SignedIn
) -> None:
    act(database, user, times=3)
    spoil(database, "UPDATE audit_entry SET seq = NULL, hash = NULL")
    spoil(database, "DELETE FROM trail_head")
    assert verdict(database, union) is None
    act(database, user)
    assert [entry.seq for entry in entries(database)] == [1, 2, 3, 4]
    assert verdict(database, union) is None


def test_the_shown_page_marks_what_does_not_fit(database: Database, union: Organisation, user: SignedIn) -> None:
    act(database, user, times=120)
    spoil(database, "UPDATE audit_entry SET act = 'campaign.closed' WHERE seq = 100")
    with database.reading() as session:
        first = trail_page(session, union.id, Narrowed())
        second = trail_page(session, union.id, Narrowed(), before=first.next_before)
    assert [line.entry.seq for line in first.lines if not line.fits] == [100]
    assert all(line.fits for line in second.lines)


def test_many_writers_do_not_fork_it(database: Database, union: Organisation, user: SignedIn) -> None:
    """The locks of an act are taken before and after it is recorded, in either order, as rooms do."""
    with database.writing() as session:
        other = an_organisation(session, "Another Example Union")
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            for turn in range(8):
                with database.writing() as session:
                    for organisation in (union, other) if (number + turn) % 2 else (other, union):
                        record(session, user=user, organisation_id=organisation.id, act=f"act {number}", about="")
                    _touch(session, union if turn % 2 else other)
        except Exception as error:  # noqa: BLE001  # told to the test's own thread
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    for organisation in (union, other):
        assert verdict(database, organisation) is None
    with database.reading() as session:
        linked = session.exec(select(AuditEntry.seq).where(AuditEntry.organisation_id == union.id)).all()
    assert sorted(linked) == list(range(1, 33))  # type: ignore[type-var]  # all of them are linked


def _touch(session: Session, organisation: Organisation) -> None:
    session.execute(sa.update(Organisation).where(col(Organisation.id) == organisation.id).values(phone="1"))


def forget(database: Database, user: SignedIn, seq: int) -> None:
    with database.writing() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.seq == seq)).one()
        for numbers in forget_words(session, [(entry, "")]):
            record(
                session,
                user=None,
                organisation_id=user.organisation_id,
                act=FORGOTTEN,
                about="petition:free-ada",
                detail=numbers,
            )


def test_words_can_be_forgotten_and_the_chain_still_holds(
    database: Database, union: Organisation, user: SignedIn
) -> None:
    for reason in ("Ada wrote", "Jean rang", "nobody"):
        with database.writing() as session:
            record(
                session,
                user=user,
                organisation_id=user.organisation_id,
                act="signature.invalidated",
                about="petition:free-ada",
                detail=reason,
            )
    forget(database, user, 2)
    kept = entries(database)
    assert [entry.detail for entry in kept] == ["Ada wrote", "", "nobody", "2"]
    assert kept[1].detail_nonce is None
    assert verdict(database, union) is None
    with database.reading() as session:
        assert all(line.fits for line in trail_page(session, union.id, Narrowed()).lines)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET detail = 'another reason' WHERE seq = 2",
        "UPDATE audit_entry SET detail = '', detail_nonce = NULL WHERE seq = 2",
        "UPDATE audit_entry SET detail_digest = hash WHERE seq = 2",
    ],
)
def test_whoever_changes_or_deletes_words_past_the_program_is_found_out(
    database: Database, union: Organisation, user: SignedIn, statement: str
) -> None:
    act(database, user, times=3)
    forget(database, user, 1)
    assert verdict(database, union) is None
    spoil(database, statement)
    assert verdict(database, union) == (Break.CHANGED, 2)
