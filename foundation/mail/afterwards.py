"""What a room wants done as soon as the outbox has been emptied, and not only by the clock."""

from foundation.database import Database
from foundation.jobs import enqueue
from foundation.mail.models import Stream

_jobs: dict[Stream, list[str]] = {}


def when_emptied(stream: Stream, job: str) -> None:
    """Enqueues the job of this name, which takes no ids, whenever a drain of the stream has sent something."""
    names = _jobs.setdefault(stream, [])
    if job not in names:
        names.append(job)


def tell_emptied(database: Database, stream: Stream) -> None:
    if not _jobs.get(stream):
        return
    with database.writing() as session:
        for name in _jobs[stream]:
            enqueue(session, name)
