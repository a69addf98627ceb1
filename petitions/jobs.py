"""What petitions do by the clock."""

from foundation.database import Database
from foundation.jobs import job
from petitions.actions.forget import forget_replies, forget_unconfirmed


@job("petitions.forget_old", every="23 * * * *")
def forget_old(database: Database) -> None:
    """Deletes what has had its time, in short transactions."""
    with database.writing() as session:
        forget_replies(session)
    deleted = True
    while deleted:
        with database.writing() as session:
            deleted = forget_unconfirmed(session) > 0
