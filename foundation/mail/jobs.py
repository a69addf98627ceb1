"""The drains, one for each stream, and what is tidied away. Woken by whoever fills the outbox; the clock is the net."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from foundation.clock import utc_now
from foundation.database import Database
from foundation.job_worker import is_stopping, worker_token
from foundation.jobs import job
from foundation.mail.afterwards import tell_emptied
from foundation.mail.caps import WINDOW
from foundation.mail.drain import drain
from foundation.mail.models import MailState, OutboxMail, Stream

KEEP_CONFIRMATIONS = timedelta(days=7)


@job("mail.drain_confirmation", queue=Stream.CONFIRMATION.queue, every="* * * * *", retries=0)
def drain_confirmation(database: Database) -> None:
    drain(database, Stream.CONFIRMATION, token=worker_token(), stopping=is_stopping)


@job("mail.drain_bulk", queue=Stream.BULK.queue, every="* * * * *", retries=0)
def drain_bulk(database: Database) -> None:
    if drain(database, Stream.BULK, token=worker_token(), stopping=is_stopping):
        tell_emptied(database, Stream.BULK)


@job("mail.tidy_outbox", every="41 * * * *", retries=0)
def tidy_outbox(database: Database) -> None:
    """Whom a mail went to is forgotten when the caps no longer need it; a confirmation's row after a week."""
    now = utc_now()
    final = [state for state in MailState if state.is_final]
    with database.writing() as session:
        connection = session.connection()
        connection.execute(
            sa.update(OutboxMail)
            .where(col(OutboxMail.recipient_digest).is_not(None), col(OutboxMail.claimed_at) < now - WINDOW)
            .values(recipient_digest=None)
        )
        connection.execute(
            sa.delete(OutboxMail).where(
                col(OutboxMail.stream) == Stream.CONFIRMATION,
                col(OutboxMail.state).in_(final),
                col(OutboxMail.created_at) < now - KEEP_CONFIRMATIONS,
            )
        )
