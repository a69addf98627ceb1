"""For tests of any room: what was enqueued happens now, in this thread, without waiting for a worker.

    with sending_to(sink, settings):
        client.post(...)                 # enqueues a job, fills the outbox
        run_everything(database)         # jobs and mails, until nothing is left to do now
        assert sink.addresses() == [...]

`working(settings, database)` starts the real thing, for tests of the machinery itself.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import SecretStr

from foundation.database import Database
from foundation.job_worker import start_jobs, stop_jobs
from foundation.jobs import client, registered_jobs
from foundation.mail import setup
from foundation.mail.drain import drain
from foundation.mail.models import Stream
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.smtp_sink import SmtpSink

MOST_ROUNDS = 50


@contextmanager
def sending_to(sink: SmtpSink, settings: Settings) -> Iterator[None]:
    """Inside, mail goes to this sink."""
    before = setup._setup
    configure_mail(settings.model_copy(update={"smtp_url": SecretStr(sink.url)}))
    try:
        yield
    finally:
        setup._setup = before


def run_jobs(database: Database) -> list[str]:
    """Runs what is enqueued, oldest first, and what that enqueues; returns the names. A job that raises raises here.

    Jobs that wait for their time, and those that only the clock starts, are left alone.
    """
    dbos = client(database.engine)
    ran: list[str] = []
    for _round in range(MOST_ROUNDS):
        waiting = dbos.list_workflows(status="ENQUEUED")
        if not waiting:
            return ran
        for workflow in waiting:
            dbos.cancel_workflow(workflow.workflow_id)
            assert workflow.name in registered_jobs(), f"{workflow.name} is enqueued, and no such job is registered"
            ids = workflow.input["kwargs"] if workflow.input else {}
            registered_jobs()[workflow.name].function(database, **ids)
            ran.append(workflow.name)
    raise AssertionError(f"jobs enqueue jobs without end: {ran[-5:]}")


def deliver_mail(database: Database) -> int:
    """Empties both streams of the outbox of what may leave now; says how many mails were accepted."""
    return sum(drain(database, stream) for stream in Stream)


def run_everything(database: Database) -> None:
    """Jobs and mails, in turns, until neither finds anything to do now."""
    for _round in range(MOST_ROUNDS):
        if not run_jobs(database) and not deliver_mail(database):
            return
    raise AssertionError("jobs and mails feed each other without end")


@contextmanager
def working(settings: Settings, database: Database, *, consume: bool = True) -> Iterator[None]:
    """A real worker in this process (DBOS; one at a time), looking for work twenty times a second."""
    start_jobs(settings, database, consume=consume, look_every=0.05)
    try:
        yield
    finally:
        stop_jobs()


def until(holds: Callable[[], bool], seconds: float = 15) -> None:
    """For what happens in other threads and processes."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
