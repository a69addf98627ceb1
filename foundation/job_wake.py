"""Asking for a job soon, many times over, and getting one run that begins after the last request.

The schedule of such a job is the net below: a wake that is lost costs a minute, never the work.
"""

import logging
import threading
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from dbos import WorkflowHandle
from sqlmodel import Session

from foundation.database import Database
from foundation.jobs import client, queue_of

GATHER_SECONDS = 0.05
AGAIN_SECONDS = 1.0
_WAKES = "wakes"

_log = logging.getLogger(__name__)
_waker: "Waker | None" = None
_ask: Callable[[str], None] | None = None


class Waker:
    """A thread that turns requests into at most one waiting run for each job."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wanted: set[str] = set()
        self._lock = threading.Lock()
        self._asked = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="job-waker", daemon=True)
        self._thread.start()

    def ask(self, name: str) -> None:
        with self._lock:
            self._wanted.add(name)
        self._asked.set()

    def stop(self) -> None:
        self._stopping.set()
        self._asked.set()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._asked.wait()
            if self._stopping.wait(GATHER_SECONDS):
                return
            self._asked.clear()
            with self._lock:
                names, self._wanted = self._wanted, set()
            if unmet := {name for name in names if not self._enqueue(name)}:
                with self._lock:
                    self._wanted |= unmet
                if self._stopping.wait(AGAIN_SECONDS):
                    return
                self._asked.set()

    def _enqueue(self, name: str) -> bool:
        """False while an earlier run still holds the place: that one may have looked before the work was there."""
        own = f"soon-{name}-{uuid.uuid4()}"
        try:
            handle: WorkflowHandle[None] = client(self._database.engine).enqueue(
                {
                    "workflow_name": name,
                    "queue_name": queue_of(name),
                    "workflow_id": own,
                    "deduplication_id": name,
                    "duplication_policy": "return-existing",
                }
            )
        except Exception as error:  # noqa: BLE001  # a thread has nobody to raise to, and the next round tries again
            _log.warning("a wake of %s has to wait: %s", name, type(error).__name__)
            return False
        return handle.get_workflow_id() == own


def start_waker(database: Database) -> None:
    global _waker  # noqa: PLW0603  # one a process
    stop_waker()
    _waker = Waker(database)
    hand_wakes_to(_waker.ask)


def stop_waker() -> None:
    global _waker  # noqa: PLW0603  # as above
    if _waker is not None:
        hand_wakes_to(None)
        _waker.stop()
        _waker = None


def hand_wakes_to(ask: Callable[[str], None] | None) -> None:
    """A process that writes for another one hands them to that one, which has the waker."""
    global _ask  # noqa: PLW0603  # as above
    _ask = ask


def wake(name: str) -> None:
    """Soon, and after all that is committed by now. Without a waker in this process the schedule finds the work."""
    if _ask is not None:
        _ask(name)


def wake_after_commit(session: Session, name: str) -> None:
    """Once for each transaction, however often it is said."""
    session.info.setdefault(_WAKES, set()).add(name)


@sa.event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    for name in session.info.pop(_WAKES, ()):
        wake(name)
