"""Who is alive. A worker leases a slot of its host and beats; what a silent one left is resumed by the others.

Only the database decides, so that it holds on one host and on many: no process ids, no lock files.
"""

import logging
import secrets
import socket
import threading
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.database import Database
from foundation.job_models import WorkerHeartbeat
from foundation.jobs import Queue, client, job

BEAT_SECONDS = 5.0
LEASE_SECONDS = 45.0
MOST_WORKERS_ON_A_HOST = 64
KEEP_FINISHED = timedelta(days=1)

_log = logging.getLogger(__name__)


class Lease:
    """The slot of this process, beaten for by a thread until `release`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.token = secrets.token_hex(12)
        self.executor_id = _take_slot(database, self.token)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="job-heartbeat", daemon=True)
        self._thread.start()

    def release(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=BEAT_SECONDS)
        self._set_beat(None)

    def _beat(self) -> None:
        while not self._stopping.wait(BEAT_SECONDS):
            try:
                self.beat()
            except sa.exc.SQLAlchemyError as error:
                _log.warning("a heartbeat has to wait: %s", type(error).__name__)

    def beat(self) -> None:
        """A process that was stopped for longer than its lease may find its slot taken. It is a new worker then."""
        if not self._set_beat(utc_now()):
            token = secrets.token_hex(12)
            self.executor_id = _take_slot(self._database, token)
            self.token = token

    def _set_beat(self, moment: datetime | None) -> bool:
        with self._database.writing(shows=False) as session:
            beaten = session.connection().execute(
                sa.update(WorkerHeartbeat)
                .where(col(WorkerHeartbeat.executor_id) == self.executor_id, col(WorkerHeartbeat.token) == self.token)
                .values(beat_at=moment)
            )
            return beaten.rowcount == 1


def _take_slot(database: Database, token: str) -> str:
    """The first slot of this host that nobody holds."""
    for slot in range(1, MOST_WORKERS_ON_A_HOST + 1):
        executor_id = f"{socket.gethostname()[:90]}-{slot}"
        try:
            with database.writing(shows=False) as session:
                held = session.get(WorkerHeartbeat, executor_id, with_for_update=True)
                if held is None:
                    session.add(WorkerHeartbeat(executor_id=executor_id, token=token, beat_at=utc_now()))
                    return executor_id
                if not _is_fresh(held.beat_at, utc_now()):
                    held.token, held.beat_at = token, utc_now()
                    return executor_id
        except sa.exc.IntegrityError:
            continue  # Another worker took the same slot at the same moment.
    raise RuntimeError(f"more than {MOST_WORKERS_ON_A_HOST} workers on one host")


def _is_fresh(beat_at: datetime | None, now: datetime) -> bool:
    return beat_at is not None and abs(now - beat_at) < timedelta(seconds=LEASE_SECONDS)


def living_workers(session: Session) -> list[WorkerHeartbeat]:
    now = utc_now()
    return [worker for worker in session.exec(select(WorkerHeartbeat)) if _is_fresh(worker.beat_at, now)]


def living_tokens(session: Session) -> set[str]:
    return {worker.token for worker in living_workers(session)}


@job("jobs.resume_silent", every="* * * * *", retries=0)
def resume_silent(database: Database) -> None:
    """What a worker was doing when it fell silent is queued again, where it was queued before."""
    with database.reading() as session:
        living = {worker.executor_id for worker in living_workers(session)}
    # By the client: asked inside a job, DBOS would write the answer down as a step of it, which JSON cannot hold.
    dbos = client(database.engine)
    for unfinished in dbos.list_workflows(status="PENDING", load_input=False, load_output=False):
        if unfinished.executor_id not in living:
            dbos.resume_workflow(unfinished.workflow_id, queue_name=unfinished.queue_name or Queue.ORDINARY)


@job("jobs.forget_finished", every="17 3 * * *", retries=0)
def forget_finished(database: Database) -> None:
    """Runs by the clock leave a row a minute. What was enqueued `once` is remembered, or it would run again."""
    before = (utc_now() - KEEP_FINISHED).isoformat()
    dbos = client(database.engine)
    while finished := dbos.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        workflow_id_prefix=["sched-", "soon-", "job-"],
        completed_before=before,
        limit=500,
        load_input=False,
        load_output=False,
    ):
        dbos.delete_workflows([workflow.workflow_id for workflow in finished])
