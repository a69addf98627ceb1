"""Jobs: work that outlives the request. Registered by name, enqueued in the transaction that causes it, run by workers.

    @job("petitions.count_again")
    def count_again(database: Database, *, petition_id: int) -> None: ...

    enqueue(session, "petitions.count_again", petition_id=petition.id)

A job opens its own short transactions and does no harm when run twice: after a crash it is.
"""

import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from sqlmodel import Session

JobFunction = Callable[..., None]
F = TypeVar("F", bound=JobFunction)

APPLICATION_NAME = "solidarity"
# The tables of DBOS hold JSON, so that reading them back runs no code.
SERIALIZER = DBOSPortableJSONSerializer()


class Queue(enum.StrEnum):
    """Each has threads of its own in every worker: what waits in one holds up no other."""

    CONFIRMATION_MAIL = "confirmation-mail"
    BULK_MAIL = "bulk-mail"
    ORDINARY = "ordinary"
    SLOW = "slow"

    @property
    def at_once(self) -> int:
        """How many jobs of this queue one worker runs side by side."""
        return 3 if self is Queue.ORDINARY else 1

    @property
    def looked_at_every(self) -> float:
        """Seconds."""
        return 0.25 if self is Queue.CONFIRMATION_MAIL else 1.0


@dataclass(frozen=True)
class Job:
    name: str
    function: JobFunction
    queue: Queue
    every: str
    retries: int


_jobs: dict[str, Job] = {}


def job(name: str, *, queue: Queue = Queue.ORDINARY, every: str = "", retries: int = 3) -> Callable[[F], F]:
    """Registers a plain function `f(database, *, …ids) -> None`.

    `every` is a cron line (minute first, or six fields with seconds first) for jobs that also run by the clock,
    without ids. A job that raises is tried again `retries` times, after 10 s, 1 min and 10 min; one that raises an
    AppError is not.
    """

    def register(function: F) -> F:
        known = _jobs.get(name)
        if known is not None and known.function is not function:
            raise ValueError(f"two jobs are named {name}")
        _jobs[name] = Job(name, function, queue, every, retries)
        return function

    return register


def registered_jobs() -> Mapping[str, Job]:
    return dict(_jobs)


def enqueue(session: Session, name: str, *, once: str | None = None, **ids: int | str) -> None:
    """Commits and rolls back with `session`. With `once`, a job of this name and this word runs a single time."""
    _put(session, name, f"once-{name}-{once}" if once is not None else f"job-{uuid.uuid4()}", ids)


def enqueue_later(session: Session, name: str, *, seconds: float, attempt: str, **ids: int | str) -> None:
    """Not before `seconds` from now; `attempt` keeps two of the same apart."""
    _put(session, name, attempt, ids, delay_seconds=seconds)


def _put(session: Session, name: str, workflow_id: str, ids: Mapping[str, Any], delay_seconds: float = 0) -> None:
    options: EnqueueOptions = {"workflow_name": name, "queue_name": queue_of(name), "workflow_id": workflow_id}
    if delay_seconds:
        options["delay_seconds"] = delay_seconds
    client(_engine_of(session)).enqueue_in_transaction(session, options, **ids)


def queue_of(name: str) -> Queue:
    """A process that registers no jobs, such as the command line, still finds a queue that is served."""
    known = _jobs.get(name)
    return known.queue if known else Queue.ORDINARY


@lru_cache(maxsize=4)
def client(engine: sa.Engine) -> DBOSClient:
    """What speaks to the tables of DBOS without running anything."""
    return DBOSClient(
        system_database_engine=engine, serializer=SERIALIZER, application_name=APPLICATION_NAME, lazy=True
    )


def _engine_of(session: Session) -> sa.Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, sa.Connection) else bind
