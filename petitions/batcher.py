"""Group commit: what people send while the disk is busy goes into one transaction, and all are answered after it.

One of the two places that may commit (the outbox is the other). A thread of its own writes, so that the event loop
goes on reading what others send; each batch is as large as what came in while the last one was written.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from foundation.database import Database
from foundation.errors import Busy
from foundation.web.headers import log_without_words
from foundation.web.language import mark
from petitions.actions.confirm import Presented, Pressed, confirm_many
from petitions.actions.follow import TOOK_BACK
from petitions.actions.sign import Signing, sign_many

# Seconds in which more may come before the writing begins: a transaction costs as much as fifteen rows in it.
GATHER = 0.008
MOST_AT_ONCE = 200
MOST_WAITING = 4000
# Seconds before one alone is tried again that another process was in the way of.
AGAIN_AFTER = (0.01, 0.05, 0.2)
TOO_BUSY = mark(
    "Very many people are here at this moment. Please go back and press the button again in a minute: what you typed "
    "is still there."
)
NOT_KEPT = mark(
    "This could not be kept just now, and nothing of it was. Please go back and press the button again in a minute: "
    "what you typed is still there."
)

Entry = Signing | Presented
Outcome = Pressed | BaseException | None


@dataclass(frozen=True)
class _Waiting:
    """A signature, or the token of a confirm link, and who waits for the answer."""

    entry: Entry
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"


class Batcher:
    """Its thread starts with the first that comes. `stop` writes what waits, and then ends it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Waiting] = deque()
        self._came = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None

    async def sign(self, signing: Signing) -> None:
        """Returns when it is on the disk. Raises what refuses it, or Busy when nothing could be kept."""
        await self._submit(signing)

    async def confirm(self, presented: Presented) -> Pressed:
        """As above; NotFound for a link that is not ours."""
        pressed: Pressed = await self._submit(presented)
        return pressed

    def stop(self) -> None:
        with self._came:
            self._stopping = True
            self._came.notify()
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(timeout=30)

    async def _submit(self, entry: Entry) -> Any:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(entry, loop, loop.create_future())
        with self._came:
            if len(self._waiting) >= MOST_WAITING:
                raise Busy(TOO_BUSY)
            self._waiting.append(waiting)
            if self._thread is None:
                self._stopping = False
                self._thread = threading.Thread(target=self._serve, name="signing-batcher", daemon=True)
                self._thread.start()
            if len(self._waiting) == 1:
                self._came.notify()
        return await waiting.answer

    def _serve(self) -> None:
        while True:
            with self._came:
                while not self._waiting and not self._stopping:
                    self._came.wait()
                if not self._waiting:
                    return
            time.sleep(GATHER)
            with self._came:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
            _answer(batch, self._write([waiting.entry for waiting in batch]))

    def _write(self, entries: Sequence[Entry]) -> list[Outcome]:
        """One transaction for all. Where one entry breaks it, each gets its own, so that only that one fails."""
        try:
            return self._in_one_transaction(entries)
        except _NotCommitted:
            return [Busy(NOT_KEPT) for _entry in entries]
        except _Deadlock:
            if len(entries) == 1:
                return [self._write_again(entries[0])]
        except Exception as error:  # noqa: BLE001  # whatever it is, somebody waits for an answer
            if len(entries) == 1:
                return [error]
        return [outcome for entry in entries for outcome in self._write([entry])]

    def _write_again(self, entry: Entry) -> Outcome:
        """Another process that locks the same rows is done within moments, or nothing was kept."""
        for seconds in AGAIN_AFTER:
            time.sleep(seconds)
            try:
                return self._in_one_transaction([entry])[0]
            except _Deadlock:
                continue
            except _NotCommitted:
                break
            except Exception as error:  # noqa: BLE001  # as above
                return error
        return Busy(NOT_KEPT)

    def _in_one_transaction(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Raises _NotCommitted when the database, and none of the entries, is at fault; _Deadlock when another
        transaction was in the way."""
        with Session(self._database.engine, expire_on_commit=False) as session:
            try:
                outcomes = _write_all(session, entries)
                session.commit()
                if TOOK_BACK in session.info:
                    # Who signs or confirms is waited for; what is taken back leaves the pages at once.
                    self._database.changes.note()
            except sa.exc.OperationalError as error:
                # A commit that failed may have left its transaction open; nobody may get that connection again.
                session.invalidate()
                if _is_deadlock(error):
                    raise _Deadlock from None
                log_without_words(error)
                raise _NotCommitted from None
        return outcomes


class _NotCommitted(Exception):
    """Nothing of the batch is there."""


class _Deadlock(Exception):
    """PostgreSQL undid the batch so that another one could go on."""


def _write_all(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    signings = [entry for entry in entries if isinstance(entry, Signing)]
    presented = [entry for entry in entries if isinstance(entry, Presented)]
    signed = iter(sign_many(session, signings) if signings else ())
    confirmed = iter(confirm_many(session, presented) if presented else ())
    return [next(signed) if isinstance(entry, Signing) else next(confirmed) for entry in entries]


def _is_deadlock(error: sa.exc.OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") in ("40P01", "40001")


def _answer(batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    """Once for each event loop; who has gone away meanwhile is passed over."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting.answer, outcome))
    for loop, answers in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_set, answers)


def _set(answers: Sequence[tuple["asyncio.Future[Any]", Outcome]]) -> None:
    for answer, outcome in answers:
        if answer.done():
            continue
        if isinstance(outcome, BaseException):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
