"""Running the jobs: DBOS in our own database, on our own engine. It speaks to no other host and prints nothing."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dbos import DBOS, DBOSConfig

from foundation.database import Database
from foundation.errors import AppError
from foundation.faults import kind_and_places
from foundation.job_recovery import Lease
from foundation.job_wake import start_waker, stop_waker
from foundation.jobs import APPLICATION_NAME, SERIALIZER, Job, Queue, enqueue_later, registered_jobs
from foundation.mail.setup import configure_mail
from foundation.settings import Settings

# Pinned: by default it is a hash of the code, and every change of a job would strand what was already running.
# It rises when a job changes what its ids mean; the outbox and the states of mailings are found again by the schedules.
APPLICATION_VERSION = "1"
TRY_AGAIN_AFTER = (10.0, 60.0, 600.0)
STOP_SECONDS = 20.0

_log = logging.getLogger(__name__)


def _one_line(record: logging.LogRecord) -> bool:
    """DBOS writes whole tracebacks into its messages, and they may hold what somebody typed: the first line is kept."""
    record.msg, record.args = record.getMessage().split("\n", 1)[0].split("Traceback", 1)[0], ()
    record.exc_info = record.exc_text = record.stack_info = None
    return True


_known_to_dbos: dict[str, Callable[..., None]] = {}


class _ThisProcess:
    """What runs here. DBOS knows one worker a process, and so do we."""

    def __init__(self) -> None:
        self.database: Database | None = None
        self.lease: Lease | None = None
        self.stopping = threading.Event()
        self._running = 0
        self._lock = threading.Lock()

    @contextmanager
    def busy(self) -> Iterator[Database]:
        if self.database is None:
            raise JobFailed("no database is open")
        with self._lock:
            self._running += 1
        try:
            yield self.database
        finally:
            with self._lock:
                self._running -= 1

    def wait_until_idle(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self._running and time.monotonic() < deadline:
            time.sleep(0.02)


class JobFailed(Exception):
    """Carries the job's name and the kind of error, never its text: that may hold what somebody typed."""


_here = _ThisProcess()


def migrate_jobs(database_url: str) -> None:
    """Makes or updates the tables of DBOS: in the same SQLite file, or in schema `dbos` of the same database."""
    DBOS.migrate(database_url)


def start_jobs(settings: Settings, database: Database, *, consume: bool, look_every: float | None = None) -> None:
    """Consuming or not, this process can be asked to wake a job; only a consuming one runs any.

    Call it after `migrate_jobs` and after all rooms' jobs are imported. `look_every` (seconds) replaces the queues'
    own pace. Raises SettingsError when the SMTP address cannot be read.
    """
    configure_mail(settings)
    _here.stopping.clear()
    _here.database = database
    _here.lease = Lease(database) if consume else None
    config: DBOSConfig = {
        "name": APPLICATION_NAME,
        "system_database_engine": database.engine,
        "run_migrations": False,
        "application_version": APPLICATION_VERSION,
        "executor_id": _here.lease.executor_id if _here.lease else "listens-to-nothing",
        "serializer": SERIALIZER,
        "log_level": "WARNING",
        # Nobody here waits for the messages that DBOS carries between jobs: no connection need listen for them, and the
        # thread that would look for them only decides how soon a stop is heard.
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 0.2,
    }
    DBOS(config=config)
    logging.getLogger("dbos").addFilter(_one_line)
    for known in registered_jobs().values():
        _teach(known)
    if not consume:
        DBOS.listen_queues([])
    DBOS.launch()
    if consume:
        _register_queues(look_every)
        _apply_schedules()
    start_waker(database)


def stop_jobs() -> None:
    """Lets what runs come to its next resting place, then ends. Nothing is lost when that takes too long."""
    _here.stopping.set()
    stop_waker()
    _here.wait_until_idle(STOP_SECONDS)
    DBOS.destroy()
    if _here.lease is not None:
        _here.lease.release()
    _here.lease = _here.database = None
    _here.stopping.clear()


def is_stopping() -> bool:
    """Long jobs ask between two steps, and return early: what is left is found again."""
    return _here.stopping.is_set()


def worker_token() -> str:
    """The name under which this process claims rows; empty when it runs no jobs."""
    return _here.lease.token if _here.lease else ""


def _teach(known: Job) -> None:
    if known.name in _known_to_dbos:
        return

    def run(*_by_the_clock: Any, **ids: Any) -> None:
        with _here.busy() as database:
            _run(known, database, ids)

    run.__qualname__ = run.__name__ = known.name
    _known_to_dbos[known.name] = DBOS.workflow(name=known.name)(run)


def _run(known: Job, database: Database, ids: dict[str, Any]) -> None:
    try:
        known.function(database, **ids)
    except AppError as error:
        raise JobFailed(f"{known.name}: {error.words}") from None
    except Exception as error:  # noqa: BLE001  # a job may fail in any way; it is tried again or noted as failed
        _log.error("job %s failed: %s", known.name, kind_and_places(error))
        if not _try_again(known, database, ids):
            raise JobFailed(f"{known.name}: {type(error).__name__}") from None


def _try_again(known: Job, database: Database, ids: dict[str, Any]) -> bool:
    """As a job of its own with a delay, so that no thread sleeps and a restart forgets nothing."""
    first, _, count = (DBOS.workflow_id or "").partition("~")
    attempt = int(count or 0)
    if attempt >= min(known.retries, len(TRY_AGAIN_AFTER)):
        return False
    with database.writing() as session:
        enqueue_later(session, known.name, seconds=TRY_AGAIN_AFTER[attempt], attempt=f"{first}~{attempt + 1}", **ids)
    return True


def _register_queues(look_every: float | None) -> None:
    for queue in Queue:
        DBOS.register_queue(
            queue,
            worker_concurrency=queue.at_once,
            polling_interval_sec=look_every or queue.looked_at_every,
            on_conflict="always_update",
        )


def _apply_schedules() -> None:
    by_the_clock = [known for known in registered_jobs().values() if known.every]
    wanted = {known.name for known in by_the_clock}
    for schedule in DBOS.list_schedules():
        if schedule["schedule_name"] not in wanted:
            DBOS.delete_schedule(schedule["schedule_name"])
    DBOS.apply_schedules(
        [
            {
                "schedule_name": known.name,
                "workflow_fn": _known_to_dbos[known.name],
                "schedule": known.every,
                "context": None,
                "queue_name": known.queue,
            }
            for known in by_the_clock
        ]
    )
