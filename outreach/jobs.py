"""Work that outlives the request: filling the outbox, and noting how mailings end."""

from sqlmodel import Session, col, select

import outreach.emails  # noqa: F401  # importing registers what writes the mails
from foundation.accounts.rights_ended import when_rights_end
from foundation.database import Database
from foundation.jobs import job
from foundation.mail.afterwards import when_emptied
from foundation.mail.models import Stream
from outreach.actions.imports import forget_imports
from outreach.actions.sending import fill_outbox, hold_mailings_of, settle
from outreach.models.mailings import Mailing, MailingState


@job("outreach.fan_out_mailing")
def fan_out_mailing(database: Database, *, mailing_id: int) -> None:
    """A row in the outbox for each recipient, in chunks: what a killed worker has written stays, the next goes on."""
    more = True
    while more:
        with database.writing() as session:
            more = fill_outbox(session, mailing_id=mailing_id)


when_rights_end(hold_mailings_of)
when_emptied(Stream.BULK, "outreach.settle_mailings")


@job("outreach.settle_mailings", every="* * * * *", retries=0)
def settle_mailings(database: Database) -> None:
    """Also goes on filling the outbox where the job that should have done so was lost."""
    with database.reading() as session:
        queued = _in_state(session, MailingState.QUEUED)
        on_their_way = [*_in_state(session, MailingState.SENDING), *_in_state(session, MailingState.PAUSED)]
    for mailing_id in queued:
        fan_out_mailing(database, mailing_id=mailing_id)
    for mailing_id in on_their_way:
        with database.writing() as session:
            found = session.exec(select(Mailing).where(Mailing.id == mailing_id).with_for_update()).one()
            settle(session, mailing=found)


@job("outreach.forget_imports", every="17 3 * * *", retries=0)
def forget_old_imports(database: Database) -> None:
    with database.writing() as session:
        forget_imports(session)


def _in_state(session: Session, state: MailingState) -> list[int]:
    return list(session.exec(select(Mailing.id).where(col(Mailing.state) == state)))
