"""What petitions do by the clock."""

from foundation.database import Database
from foundation.job_worker import is_stopping
from foundation.jobs import Queue, job
from petitions.actions.forget import forget_replies, forget_unconfirmed
from petitions.actions.recount import RECOUNT_JOB, recount
from petitions.queries.reading import all_petition_ids


@job("petitions.forget_old", every="23 * * * *")
def forget_old(database: Database) -> None:
    """Deletes what has had its time, in short transactions."""
    with database.writing() as session:
        forget_replies(session)
    deleted = True
    while deleted:
        with database.writing() as session:
            deleted = forget_unconfirmed(session) > 0


@job(RECOUNT_JOB, queue=Queue.SLOW)
def count_again(database: Database, *, petition_id: int) -> None:
    recount(database, petition_id=petition_id)


@job("petitions.count_all_again", queue=Queue.SLOW, every="41 2 * * *")
def count_all_again(database: Database) -> None:
    """Every night, one petition after the other."""
    with database.reading() as session:
        petitions = all_petition_ids(session)
    for petition_id in petitions:
        if is_stopping():
            return
        recount(database, petition_id=petition_id)
