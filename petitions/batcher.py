"""Group commit: what people send while the disk is busy goes into one transaction, and all are answered after it.

The event loop goes on reading what others send meanwhile; each batch is as large as what came in while the last one was
written.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.database import Database
from foundation.errors import Busy
from foundation.web.language import mark
from petitions.actions.confirm import Presented, Pressed
from petitions.actions.sign import Signing
from petitions.group_commit import Entry, Outcome, Written, write_together

# Seconds in which more may come before the writing begins: a transaction costs as much as fifteen rows in it.
GATHER = 0.004
# An address that is known takes longer to write than a new one. Whoever sends one alone, to find out which it is, gets
# every answer after the same time; in a larger batch nobody can tell whose row took how long.
A_FEW = 3
SAME_FOR_A_FEW = 0.02
MOST_AT_ONCE = 200
MOST_WAITING = 4000
TOO_BUSY = mark(
    "Very many people are here at this moment. Please go back and press the button again in a minute: what you typed "
    "is still there."
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
            began = time.monotonic()
            time.sleep(GATHER)
            with self._came:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
            try:
                written = self._write(self._database, [waiting.entry for waiting in batch])
            except Exception as error:  # noqa: BLE001  # they wait for an answer, and others for this thread
                written = Written([error for _waiting in batch])
            if written.took_back:
                # Who signs or confirms is waited for; what is taken back leaves the pages at once.
                self._database.changes.note()
            left = began + SAME_FOR_A_FEW - time.monotonic() if len(batch) <= A_FEW else 0.0
            _answer(batch, written.outcomes, seconds=max(0.0, left))


def _answer(batch: Sequence[_Waiting], outcomes: Sequence[Outcome], *, seconds: float) -> None:
    """Once for each event loop, in so many seconds; who has gone away meanwhile is passed over."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Outcome]]] = {}
    for waiting, outcome in zip(batch, outcomes, strict=True):
        by_loop.setdefault(waiting.loop, []).append((waiting.answer, outcome))
    for loop, answers in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(loop.call_later, seconds, _set, answers)


def _set(answers: Sequence[tuple["asyncio.Future[Any]", Outcome]]) -> None:
    for answer, outcome in answers:
        if answer.done():
            continue
        if isinstance(outcome, BaseException):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
