"""Work that outlives the request: filling the outbox, noting how it ended, forgetting to whom it went."""

from datetime import timedelta

from sqlmodel import col, select

import campaigns.news_mail.emails  # noqa: F401  # importing registers what writes the mail
from campaigns.news_mail.actions.filling import fill_outbox, forget_recipients, forget_recipients_of, settle_news
from campaigns.news_mail.actions.sending import hold_news_of
from campaigns.news_mail.models import NewsMailing
from campaigns.news_mail.queries import in_state
from campaigns.updates.models import Update
from foundation.accounts.rights_ended import when_rights_end
from foundation.clock import utc_now
from foundation.database import Database
from foundation.jobs import job
from foundation.mail.afterwards import when_emptied
from foundation.mail.models import Stream
from outreach.models.mailings import MailingState
from petitions.actions.anonymise import when_anonymising

# So long it can still be seen what became of each mail, and nobody gets the update twice.
KEEP_RECIPIENTS = timedelta(days=30)

when_rights_end(hold_news_of)
when_anonymising(forget_recipients)
when_emptied(Stream.BULK, "campaigns.settle_news")


@job("campaigns.fan_out_news")
def fan_out_news(database: Database, *, mailing_id: int) -> None:
    """In chunks: what a killed worker has written stays, the next goes on behind it."""
    more = True
    while more:
        with database.writing() as session:
            more = fill_outbox(session, mailing_id=mailing_id)


@job("campaigns.settle_news", every="* * * * *", retries=0)
def settle_all_news(database: Database) -> None:
    """Also goes on filling the outbox where the job that should have done so was lost."""
    with database.reading() as session:
        queued, sending = in_state(session, MailingState.QUEUED), in_state(session, MailingState.SENDING)
    for mailing_id in queued:
        fan_out_news(database, mailing_id=mailing_id)
    for mailing_id in sending:
        with database.writing() as session:
            settle_news(session, mailing_id=mailing_id)


@job("campaigns.forget_news_recipients", every="27 3 * * *", retries=0)
def forget_old_recipients(database: Database) -> None:
    """Of updates whose every sending has ended long ago."""
    long_ago = utc_now() - KEEP_RECIPIENTS
    recent = (
        select(NewsMailing.update_id)
        .where(col(NewsMailing.forgotten_at).is_(None))
        .where(col(NewsMailing.ended_at).is_(None) | (col(NewsMailing.ended_at) >= long_ago))
    )
    with database.reading() as session:
        due = session.exec(
            select(NewsMailing.update_id)
            .where(col(NewsMailing.forgotten_at).is_(None), col(NewsMailing.update_id).not_in(recent))
            .distinct()
        ).all()
    for update_id in due:
        with database.writing() as session:
            forget_recipients_of(session, session.get_one(Update, update_id))
