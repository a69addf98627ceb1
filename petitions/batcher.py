"""Group commit: what people send while the disk is busy goes into one transaction, and all are answered after it.

The event loop goes on reading what others send meanwhile; each batch is as large as what came in while the last one was
written.
"""

import asyncio
import math
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from foundation.database import Database, shorten_log
from foundation.errors import Busy
from foundation.mail.addresses import canonical_address
from foundation.web.headers import log_without_words
from foundation.web.language import mark
from petitions.actions.confirm import Presented, Pressed
from petitions.actions.sign import Signing
from petitions.group_commit import NOT_KEPT, Entry, Outcome, Written, write_together
from petitions.turns import TURN, Turn, Turns

# Seconds in which more may come before the writing begins: a transaction costs as much as fifteen rows in it.
GATHER = 0.004
# Seconds that every answer takes at least. An address that is known takes longer to write than a new one, or less; both
# are written by then. One that has just been sent is answered when its next turn would begin.
AT_LEAST = 0.02
# Seconds after which somebody is told that it may not have been kept, whatever the machine is doing.
ANSWERED_WITHIN = 30.0
MOST_AT_ONCE = 200
MOST_WAITING = 4000
TOO_BUSY = mark(
    "Very many people are here at this moment. Please go back and press the button again in a minute. Most browsers "
    "still show what you typed."
)

Write = Callable[[Database, Sequence[Entry]], Written]


@dataclass(frozen=True)
class _Waiting:
    """A signature, or the token of a confirm link, and who waits for the answer."""

    entry: Entry
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[Any]"


class Batcher:
    """Its thread starts with the first that comes. `stop` writes what waits, and then ends it."""

    def __init__(self, database: Database, write: Write = write_together) -> None:
        self._database = database
        self._write = write
        self._turns: Turns[_Waiting] = Turns()
        self._came = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None

    async def sign(self, signing: Signing) -> None:
        """Returns when it is on the disk. Raises what refuses it, or Busy when nobody can say that it was kept."""
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
        key = _key(entry)
        with self._came:
            if len(self._turns) >= MOST_WAITING or not self._turns.has_room_for(key):
                raise Busy(TOO_BUSY)
            first = self._turns.next_at
            self._turns.come(key, waiting, now=time.monotonic())
            if self._thread is None:
                self._stopping = False
                self._thread = threading.Thread(target=self._serve, name="signing-batcher", daemon=True)
                self._thread.start()
            if first != self._turns.next_at:
                self._came.notify()
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                return await waiting.answer
        except TimeoutError:
            raise Busy(NOT_KEPT) from None

    def _serve(self) -> None:
        while True:
            if not self._wait_for_a_turn():
                return
            time.sleep(GATHER)
            with self._came:
                until = math.inf if self._stopping else time.monotonic()
                batch = self._turns.take(until=until, at_most=MOST_AT_ONCE)
            try:
                written = self._write(self._database, [turn.item.entry for turn in batch])
            except Exception as error:  # noqa: BLE001  # they wait for an answer, and others for this thread
                written = Written([error for _turn in batch])
            if written.took_back:
                # Who signs or confirms is waited for; what is taken back leaves the pages at once.
                self._database.changes.note()
            _answer(batch, written.outcomes)
            if written.took_back:
                self._shorten_log()

    def _shorten_log(self) -> None:
        """What was taken back is erased as by any other way of withdrawing."""
        try:
            shorten_log(self._database)
        except Exception as error:  # noqa: BLE001  # the next who withdraws does it; others wait for this thread
            log_without_words(error)

    def _wait_for_a_turn(self) -> bool:
        """False when it is to stop and nobody waits."""
        with self._came:
            while not self._stopping:
                next_at = self._turns.next_at
                seconds = None if next_at is None else next_at - time.monotonic()
                if seconds is not None and seconds <= 0:
                    break
                self._came.wait(seconds)
            return len(self._turns) > 0


def _key(entry: Entry) -> Hashable:
    """One mailbox, in whatever petition: who has signed one may have signed many. Links may be pressed as often as one
    likes: whoever has one knows what it is about."""
    return canonical_address(entry.typed.person.email) if isinstance(entry, Signing) else None


def _answer(batch: Sequence[Turn[_Waiting]], outcomes: Sequence[Outcome]) -> None:
    """Each at its own time, and each event loop is woken once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[float, asyncio.Future[Any], Outcome]]] = {}
    for turn, outcome in zip(batch, outcomes, strict=True):
        at = turn.at + (TURN if turn.is_repeated else AT_LEAST)
        by_loop.setdefault(turn.item.loop, []).append((at, turn.item.answer, outcome))
    for loop, answers in by_loop.items():
        with suppress(RuntimeError):  # it is closed, and nobody waits there any more
            loop.call_soon_threadsafe(_set_in_time, loop, answers)


def _set_in_time(
    loop: asyncio.AbstractEventLoop, answers: Sequence[tuple[float, "asyncio.Future[Any]", Outcome]]
) -> None:
    now = time.monotonic()
    for at, answer, outcome in answers:
        if at <= now:
            _set(answer, outcome)
        else:
            loop.call_later(at - now, _set, answer, outcome)


def _set(answer: "asyncio.Future[Any]", outcome: Outcome) -> None:
    """Who has gone away meanwhile is passed over."""
    if answer.done():
        return
    if isinstance(outcome, BaseException):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
