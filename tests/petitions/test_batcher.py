"""Many at once: the same as one after another, and what goes wrong for one goes wrong for nobody else."""

import asyncio
import random
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, select

from foundation.database import Database
from foundation.errors import AppError, Busy, Gone, NotFound
from foundation.mail.models import OutboxMail
from foundation.settings import Settings
from petitions import batcher as batching
from petitions.actions.confirm import LinkState, Presented
from petitions.actions.push import close_all
from petitions.actions.sign import AT_FIRST, Signing, make_ready, sign, sign_many
from petitions.batcher import Batcher
from petitions.group_commit import NOT_KEPT, Entry, Written, write_together
from petitions.models.consent import Consent, ConsentKind
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.models.typed import Typed
from petitions.queries.counting import count_again, kept_counts
from petitions.turns import A_FEW, TURN
from tests.factories.petitions import an_open_petition, confirm_token, typed

NOON = "2026-05-01 12:00:00Z"
WINDOW = timedelta(minutes=10)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


@pytest.fixture
def batcher(database: Database) -> Iterator[Batcher]:
    own = Batcher(database)
    yield own
    own.stop()


async def all_at_once(batcher: Batcher, signings: list[Signing]) -> list[BaseException | None]:
    return await asyncio.gather(*(batcher.sign(signing) for signing in signings), return_exceptions=True)


def signatures(database: Database) -> list[Signature]:
    with database.reading() as session:
        return list(session.exec(select(Signature).order_by(Signature.id)))  # type: ignore[arg-type]  # a column


def look(database: Database, petition: Petition) -> tuple[int, int, int]:
    """Waiting, confirmed, mails; and the counters are right."""
    with database.reading() as session:
        kept = kept_counts(session, petition.id)
        assert kept == count_again(session, petition.id)
        return kept.waiting, kept.confirmed, len(session.exec(select(OutboxMail)).all())


def test_the_same_person_fifty_times_at_once_is_one_signature_and_one_mail(
    database: Database, petition: Petition, batcher: Batcher
) -> None:
    what = typed("ann@example.org")
    answers = asyncio.run(all_at_once(batcher, [make_ready(petition, what) for _ in range(50)]))
    assert answers == [None] * 50
    assert look(database, petition) == (1, 0, 1)


def test_every_column_of_a_signature_is_begun_with(petition: Petition) -> None:
    begun = {*AT_FIRST, *make_ready(petition, typed()).row}
    assert begun == {column.name for column in Signature.__table__.columns} - {"id"}  # type: ignore[attr-defined]  # SQLModel sets it


@pytest.mark.parametrize("seed", range(12))
def test_many_at_once_are_the_same_as_one_after_another(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    with time_machine.travel(NOON, tick=False) as clock:
        together, apart = an_open_petition(session), an_open_petition(session, slug="apart")
        for _ in range(3):
            several = [some_typing(chance) for _ in range(chance.randrange(1, 12))]
            assert sign_many(session, [make_ready(together, what) for what in several]) == [None] * len(several)
            for what in several:
                sign(session, petition=apart, typed=what)
            assert told(session, together) == told(session, apart)
            clock.shift(chance.choice([timedelta(0), timedelta(minutes=11), timedelta(days=1, minutes=1)]))
        assert kept_counts(session, together.id) == count_again(session, together.id)


def some_typing(chance: random.Random) -> Typed:
    return typed(
        chance.choice(["ann@example.org", "bob@example.org", "eve@example.org"]),
        name=chance.choice(["Ann Example", "Bob Example"]),
        web=chance.choice([WebVisibility.NONE, WebVisibility.FULL]),
        also=chance.choice([(), (ConsentKind.UPDATES,)]),
    )


def told(session: Session, petition: Petition) -> list[Any]:
    """What there is of each address, whatever its order."""
    session.flush()
    found: list[Any] = []
    for signature in session.exec(select(Signature).where(Signature.petition_id == petition.id)):
        mails = session.exec(select(OutboxMail.kind).where(OutboxMail.subject_id == signature.reference)).all()
        consents = session.exec(select(Consent).where(Consent.signature_id == signature.row_id)).all()
        ledger = sorted((c.kind.value, c.text_version, c.withdrawn_at is None) for c in consents)
        entries = session.exec(select(Retyping).where(Retyping.signature_id == signature.row_id)).all()
        beside = sorted((r.web_visibility.value, str(sorted(r.consents.items()))) for r in entries)
        found.append((signature.round, signature.mails, signature.web_visibility.value, sorted(mails), ledger, beside))
    return sorted(found)


def test_one_row_that_cannot_be_kept_fails_alone(database: Database, petition: Petition, batcher: Batcher) -> None:
    signings = [make_ready(petition, typed()) for _ in range(8)]
    signings[3].row["country"] = None
    answers = asyncio.run(all_at_once(batcher, signings))
    assert [place for place, answer in enumerate(answers) if answer is not None] == [3]
    assert isinstance(answers[3], sa.exc.IntegrityError)
    assert look(database, petition) == (7, 0, 7)


def test_what_the_disk_refuses_is_answered_with_words_and_nothing_is_there(
    database: Database, petition: Petition, batcher: Batcher
) -> None:
    def full(_connection: sa.Connection) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("database or disk is full"))

    sa.event.listen(database.engine, "commit", full)
    answers = asyncio.run(all_at_once(batcher, [make_ready(petition, typed()) for _ in range(5)]))
    sa.event.remove(database.engine, "commit", full)
    assert [type(answer) for answer in answers] == [Busy] * 5
    assert look(database, petition) == (0, 0, 0)
    assert asyncio.run(all_at_once(batcher, [make_ready(petition, typed())])) == [None]


class Undone(Exception):
    """As psycopg tells of a deadlock."""

    sqlstate = "40P01"


@pytest.mark.parametrize(("times", "answered"), [(1, type(None)), (3, type(None)), (50, Busy)])
def test_who_was_in_another_ones_way_is_tried_again_and_asked_to_come_back_at_last(
    database: Database, petition: Petition, batcher: Batcher, times: int, answered: type
) -> None:
    left = [times]

    def undo(_connection: sa.Connection) -> None:
        if left[0]:
            left[0] -= 1
            raise sa.exc.OperationalError("COMMIT", {}, Undone())

    sa.event.listen(database.engine, "commit", undo)
    (answer,) = asyncio.run(all_at_once(batcher, [make_ready(petition, typed())]))
    sa.event.remove(database.engine, "commit", undo)
    assert type(answer) is answered
    assert look(database, petition)[0] == (answered is not Busy)


def test_a_petition_that_was_closed_a_moment_ago_takes_nothing(
    database: Database, petition: Petition, batcher: Batcher
) -> None:
    ready = make_ready(petition, typed())
    with database.writing() as session:
        close_all(session, campaign_id=petition.campaign_id)
    (answer,) = asyncio.run(all_at_once(batcher, [ready]))
    assert isinstance(answer, Gone)
    assert signatures(database) == []


def test_what_moved_leaves_the_pages_at_once_and_who_only_confirms_waits_for_the_minute(
    database: Database, petition: Petition, batcher: Batcher
) -> None:
    """Pages that were rendered before are thrown away when somebody is not to be seen on them any more."""
    asyncio.run(all_at_once(batcher, [make_ready(petition, typed()) for _ in range(2)]))
    old, new = signatures(database)
    before = database.changes.latest
    asyncio.run(batcher.confirm(Presented(confirm_token(old))))
    assert database.changes.latest is before
    with database.writing(shows=False) as session:
        session.get_one(Signature, new.id).replaces = old.reference
    asyncio.run(batcher.confirm(Presented(confirm_token(new))))
    assert database.changes.latest is not before
    assert [signature.state for signature in signatures(database)] == [
        SignatureState.WITHDRAWN,
        SignatureState.CONFIRMED,
    ]


def test_of_who_moved_nothing_stays_in_the_log_of_the_database(
    database: Database, settings: Settings, petition: Petition, batcher: Batcher
) -> None:
    """As after a withdrawal, which this is for the signature that was."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL recycles its log by itself")
    asyncio.run(all_at_once(batcher, [make_ready(petition, typed()) for _ in range(2)]))
    old, new = signatures(database)
    asyncio.run(batcher.confirm(Presented(confirm_token(old))))
    with database.writing(shows=False) as session:
        session.get_one(Signature, new.id).replaces = old.reference
    assert old.envelope is not None
    assert old.envelope in everything_in(settings)
    asyncio.run(batcher.confirm(Presented(confirm_token(new))))
    batcher.stop()
    assert old.envelope not in everything_in(settings)


def everything_in(settings: Settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data_dir.glob("solidarity.sqlite3*"))


def test_presses_on_links_come_together_with_signatures(
    database: Database, petition: Petition, batcher: Batcher
) -> None:
    asyncio.run(all_at_once(batcher, [make_ready(petition, typed()) for _ in range(5)]))
    tokens = [confirm_token(signature) for signature in signatures(database)]

    async def press() -> list[Any]:
        pressing = [batcher.confirm(Presented(token)) for token in [*tokens, tokens[0], "1-" + "a" * 26]]
        return await asyncio.gather(*pressing, batcher.sign(make_ready(petition, typed())), return_exceptions=True)

    *pressed, bad, signed = asyncio.run(press())
    assert [one.state for one in pressed] == [LinkState.CONFIRMED] * 6
    assert isinstance(bad, NotFound)
    assert signed is None
    assert look(database, petition) == (1, 5, 6)
    assert {s.state for s in signatures(database)[:5]} == {SignatureState.CONFIRMED}


def test_over_its_length_the_queue_asks_to_come_back(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "MOST_WAITING", 3)
    monkeypatch.setattr(batching, "GATHER", 0.3)
    own = Batcher(database)
    answers = asyncio.run(all_at_once(own, [make_ready(petition, typed()) for _ in range(5)]))
    own.stop()
    assert [type(answer) for answer in answers] == [type(None)] * 3 + [Busy] * 2
    assert look(database, petition) == (3, 0, 3)


def test_whoever_waits_when_it_is_stopped_is_still_written(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "GATHER", 0.2)
    own = Batcher(database)

    async def sign_and_stop() -> list[Any]:
        waiting = asyncio.gather(*(own.sign(make_ready(petition, typed())) for _ in range(3)))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(own.stop)
        return await waiting

    assert asyncio.run(sign_and_stop()) == [None] * 3
    assert look(database, petition) == (3, 0, 3)
    assert not [thread for thread in threading.enumerate() if thread.name == "signing-batcher"]


class Notes:
    """Writes nothing, at once, and remembers which batches there were."""

    def __init__(self) -> None:
        self.batches: list[Sequence[Entry]] = []

    def __call__(self, _database: Database, entries: Sequence[Entry]) -> Written:
        self.batches.append(entries)
        return Written([None for _entry in entries])


def test_whoever_sends_one_address_many_times_is_answered_by_the_clock(database: Database, petition: Petition) -> None:
    """How long the writing took adds up to nothing: of one address a few are in a batch, and each few have their time.
    Only lower bounds: how long the machine takes beyond them is no matter of ours."""
    own = Batcher(database, Notes())
    answered: list[float] = []

    async def sign_one(what: Typed) -> None:
        await own.sign(make_ready(petition, what))
        answered.append(time.monotonic() - began)

    async def all_sign() -> None:
        await asyncio.gather(*(sign_one(typed("ann@example.org", name=f"Ann {'abcdefgh'[n % 8]}")) for n in range(30)))

    began = time.monotonic()
    asyncio.run(all_sign())
    own.stop()
    first, *others = sorted(answered)
    assert first >= batching.AT_LEAST
    assert all(at >= (place // A_FEW + 1) * TURN for place, at in enumerate(others, 1))


@pytest.mark.parametrize("address", ["ann@example.org", "Ann+{}@example.org"])
def test_of_one_address_no_more_than_a_few_are_in_one_batch_and_others_do_not_wait_for_them(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(batching, "GATHER", 0.2)
    notes = Notes()
    own = Batcher(database, notes)
    with database.writing() as session:
        both = (petition, an_open_petition(session, slug="another"))
    flood = [make_ready(both[number % 2], typed(address.format(number))) for number in range(20)]
    others = [make_ready(petition, typed()) for _ in range(20)]
    assert asyncio.run(all_at_once(own, [*flood, *others])) == [None] * 40
    own.stop()
    of_one = [sum(any(entry is one for one in flood) for entry in batch) for batch in notes.batches]
    assert of_one == [3, 3, 3, 3, 3, 3, 2]
    assert len(notes.batches[0]) == 23


def test_one_alone_is_not_told_sooner_because_the_address_was_quickly_written(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lower bound only: how long the machine takes beyond it is no matter of ours."""
    monkeypatch.setattr(batching, "AT_LEAST", 0.4)
    own = Batcher(database, lambda _database, entries: Written([None for _entry in entries]))
    began = time.monotonic()
    assert asyncio.run(all_at_once(own, [make_ready(petition, typed())])) == [None]
    own.stop()
    assert time.monotonic() - began >= 0.4


def test_a_writing_that_fails_altogether_leaves_nobody_waiting(database: Database, petition: Petition) -> None:
    failing = [True]

    def write(database: Database, entries: Sequence[Entry]) -> Written:
        if failing.pop(0):
            raise ValueError
        return write_together(database, entries)

    own = Batcher(database, write)
    (answer,) = asyncio.run(all_at_once(own, [make_ready(petition, typed())]))
    assert isinstance(answer, ValueError)
    failing.append(False)
    assert asyncio.run(all_at_once(own, [make_ready(petition, typed())])) == [None]
    own.stop()


def test_who_has_waited_too_long_is_told_so_whatever_hangs(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "ANSWERED_WITHIN", 0.3)
    comes_back = threading.Event()

    def hang(database: Database, entries: Sequence[Entry]) -> Written:
        comes_back.wait(20)
        return write_together(database, entries)

    own = Batcher(database, hang)
    (answer,) = asyncio.run(all_at_once(own, [make_ready(petition, typed())]))
    assert isinstance(answer, Busy)
    comes_back.set()
    own.stop()
    assert look(database, petition) == (1, 0, 1)


def test_a_refusal_says_something_to_people() -> None:
    for refusal in (Busy(batching.TOO_BUSY), Busy(NOT_KEPT)):
        assert isinstance(refusal, AppError)
        assert "again in a minute" in str(refusal)
    # A connection that broke off at the very end of a commit says nothing of it.
    assert "probably" in NOT_KEPT
