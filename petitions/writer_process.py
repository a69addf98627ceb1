"""A process of its own that writes signatures down, so that the one that answers people never waits for it.

Two threads of one Python process take turns, and a thread that writes rows asks for its turn once for each of them:
while many sign, it got a millisecond of work for a millisecond of waiting. What goes over the pipe is in memory only.
"""

import gc
import logging
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from foundation.database import Database, open_database
from foundation.errors import AppError
from foundation.job_wake import hand_wakes_to, wake
from foundation.security import keys
from foundation.settings import Settings
from foundation.web.headers import log_without_words
from petitions.batcher import Write
from petitions.group_commit import Entry, Outcome, Written, write_together

_log = logging.getLogger(__name__)
_fork = multiprocessing.get_context("fork")
# Seconds in which a batch is written there. What it waits for itself is over sooner.
WRITES_WITHIN = 15
ENDS_WITHIN = 10


@dataclass(frozen=True)
class _Answer:
    """`wakes`: jobs that have work now. The waker lives where the jobs run."""

    written: Written
    wakes: frozenset[str]


@contextmanager
def writing_apart() -> Iterator[Callable[[Settings], Write]]:
    """Enter it before a thread runs or a database is open: the process is a fork of this one. Call what it gives when
    the database is ready. The process ends when its pipe does, however this one ends."""
    ours, theirs = _fork.Pipe()
    process = _fork.Process(target=_serve, args=(theirs, ours), name="signing-writer", daemon=True)
    process.start()
    theirs.close()
    try:
        yield lambda settings: _over(ours, process, settings)
    finally:
        ours.close()
        process.join(timeout=ENDS_WITHIN)
        _kill(process)


def _over(pipe: Connection, process: BaseProcess, settings: Settings) -> Write:
    """Should the other process be gone, killed for its memory say, or not answer, the writing goes on in this one. A
    batch that was under way may be there already: written again, it is found, as when somebody presses a button
    twice."""
    is_there = True
    one_at_a_time = threading.Lock()
    _wait_no_longer_than(pipe, WRITES_WITHIN)
    with suppress(OSError):  # the first batch will notice
        _send(pipe, settings)

    def write_there(entries: Sequence[Entry]) -> Written | None:
        nonlocal is_there
        with one_at_a_time:
            if not is_there:
                return None
            try:
                _send(pipe, entries)
                answer: _Answer = _receive(pipe)
            except (EOFError, OSError) as error:
                is_there = False
                why = f"has not answered for {WRITES_WITHIN} seconds" if _is_late(error) else "has ended"
                _log.warning("The process that writes signatures %s. This one writes them from now on.", why)
                # An answer that came now would be taken for that of another batch.
                _kill(process)
                return None
        for name in answer.wakes:
            wake(name)
        return answer.written

    def write(database: Database, entries: Sequence[Entry]) -> Written:
        return write_there(entries) or write_together(database, entries)

    return write


def _serve(pipe: Connection, others_end: Connection) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        # Ctrl-C and a service manager reach every process of the group; what waits is written first.
        signal.signal(number, signal.SIG_IGN)
    others_end.close()
    wakes: set[str] = set()
    hand_wakes_to(wakes.add)
    try:
        settings: Settings = _receive(pipe)
        keys.unlock(settings.secret())
        database = open_database(settings)
        gc.collect()
        gc.freeze()
        while True:
            written = write_together(database, _receive(pipe))
            _send(pipe, _Answer(_portable(written), frozenset(wakes)))
            wakes.clear()
    except (EOFError, OSError):
        return
    except Exception as error:  # noqa: BLE001  # what ends a process is printed, with whatever it says
        log_without_words(error)


def _send(pipe: Connection, something: object) -> None:
    pipe.send_bytes(pickle.dumps(something, pickle.HIGHEST_PROTOCOL))


def _receive(pipe: Connection) -> Any:
    return pickle.loads(pipe.recv_bytes())  # noqa: S301  # the other end is a fork of ours


def _wait_no_longer_than(pipe: Connection, seconds: int) -> None:
    """For the other end to read or to write. Also within a message: a process may stop anywhere."""
    with socket.socket(fileno=os.dup(pipe.fileno())) as end:
        for what in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            end.setsockopt(socket.SOL_SOCKET, what, struct.pack("@ll", seconds, 0))


def _is_late(error: Exception) -> bool:
    return isinstance(error, BlockingIOError)


def _kill(process: BaseProcess) -> None:
    """One that hangs in its database, or was stopped, hears of nothing else."""
    if process.is_alive():
        process.kill()
        process.join(timeout=2)


def _portable(written: Written) -> Written:
    """What a database says of itself may hold more than can be sent: it is logged here, and named there."""
    return Written([_named(outcome) for outcome in written.outcomes], written.took_back)


def _named(outcome: Outcome) -> Outcome:
    if not isinstance(outcome, BaseException) or isinstance(outcome, AppError):
        return outcome
    log_without_words(outcome)
    return RuntimeError(type(outcome).__name__)
