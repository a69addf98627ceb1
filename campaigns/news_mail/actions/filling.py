"""A row in the outbox for everybody who asked, some at a time; noting how it ended; forgetting to whom it went."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.news_mail.actions.holding import hold_mailing
from campaigns.news_mail.actions.sending import sender_may
from campaigns.news_mail.models import Audience, NewsDelivery, NewsMailing, tells_readers
from campaigns.news_mail.queries import Recipient, next_recipients
from campaigns.news_mail.words import CAMPAIGN_RESTS, SENDER_LEFT, UPDATE_CHANGED
from campaigns.updates.models import Update
from foundation.clock import utc_now
from foundation.database import insert_into, random_id
from foundation.mail.actions import call_off_group, put_many_in_outbox
from foundation.mail.addresses import canonical_address
from foundation.mail.models import GroupHold, OutboxMail, Stream
from foundation.mail.queries import group_progress
from foundation.security.sealing import keyed_digest
from outreach.models.mailings import MailingState

NEWS_MAIL = "campaigns.news"
CHUNK = 500
_DIGEST = "news-delivery"


def fill_outbox(session: Session, *, mailing_id: int) -> bool:
    """The next recipients' rows, and how far it has come, all in this transaction. True while there may be more."""
    mailing = session.exec(select(NewsMailing).where(NewsMailing.id == mailing_id).with_for_update()).first()
    if mailing is None or mailing.state is not MailingState.QUEUED:
        return False
    update = session.get_one(Update, mailing.update_id)
    campaign = session.get_one(Campaign, update.campaign_id)
    if hindrance := _hindrance(session, mailing, update, campaign):
        hold_mailing(session, mailing, hindrance)
        return False
    audience = mailing.reading or _after(mailing, None)
    if audience is None:
        return _end(session, mailing)
    found = next_recipients(session, campaign, audience, after=mailing.after, limit=CHUNK)
    if found:
        _put(session, mailing, update, audience, found)
        mailing.reading, mailing.after = audience, found[-1].place
    else:
        mailing.reading, mailing.after = _after(mailing, audience), 0
        if mailing.reading is None:
            return _end(session, mailing)
    session.add(mailing)
    return True


def settle_news(session: Session, *, mailing_id: int) -> None:
    """Notes that nothing of it waits any more. Harmless at any time."""
    mailing = session.exec(select(NewsMailing).where(NewsMailing.id == mailing_id).with_for_update()).one()
    progress = group_progress(session, mailing.group_key)
    if mailing.state is MailingState.SENDING and all(state.is_final for state in progress):
        mailing.state, mailing.ended_at = MailingState.DONE, utc_now()
        session.add(mailing)


def forget_recipients(session: Session, campaign_id: int) -> None:
    """Of all news of a campaign, when its signers are forgotten: what has not left never leaves, and to whom it went is
    not known any more. The numbers stay."""
    updates = session.exec(select(Update).where(Update.campaign_id == campaign_id)).all()
    for update in updates:
        forget_recipients_of(session, update)


def forget_recipients_of(session: Session, update: Update) -> None:
    for mailing in session.exec(select(NewsMailing).where(NewsMailing.update_id == update.id).with_for_update()).all():
        if mailing.state.is_under_way:
            call_off_group(session, group_key=mailing.group_key)
            mailing.state, mailing.ended_at = MailingState.CANCELLED, utc_now()
        if mailing.forgotten_at is None:
            progress = group_progress(session, mailing.group_key)
            mailing.counts = {state.value: number for state, number in progress.items()}
            mailing.forgotten_at = utc_now()
        session.add(mailing)
        for table, condition in (
            (OutboxMail, col(OutboxMail.group_key) == mailing.group_key),
            (GroupHold, col(GroupHold.group_key) == mailing.group_key),
        ):
            session.execute(sa.delete(table).where(condition).execution_options(synchronize_session=False))
    session.execute(
        sa.delete(NewsDelivery)
        .where(col(NewsDelivery.update_id) == update.id)
        .execution_options(synchronize_session=False)
    )
    # Else whoever is sent it again could get it twice, with nobody noticing.
    update.digest_key = b""
    session.add(update)


def _hindrance(session: Session, mailing: NewsMailing, update: Update, campaign: Campaign) -> str:
    if not sender_may(session, campaign, mailing.queued_by_id):
        return SENDER_LEFT
    if not tells_readers(campaign):
        return CAMPAIGN_RESTS
    return "" if update.is_public and update.digest_key else UPDATE_CHANGED


def _after(mailing: NewsMailing, audience: Audience | None) -> Audience | None:
    chosen = [one for one in Audience if one.value in mailing.audiences]
    rest = chosen if audience is None else chosen[chosen.index(audience) + 1 :]
    return rest[0] if rest else None


def _put(
    session: Session, mailing: NewsMailing, update: Update, audience: Audience, found: Sequence[Recipient]
) -> None:
    """Whoever has a row for this update already, of whichever audience or sending, gets no second one."""
    rows = {
        digest: {
            "id": random_id(),
            "update_id": update.id,
            "mailing_id": mailing.id,
            "audience": audience,
            "reference": recipient.reference,
            "address_digest": digest,
            "language": recipient.language,
        }
        for recipient in found
        if recipient.address
        for digest in [keyed_digest(canonical_address(recipient.address), _DIGEST, update.digest_key)]
    }
    if not rows:
        return
    insert = insert_into(NewsDelivery, session.get_bind().dialect.name).values(list(rows.values()))
    new = session.execute(
        insert.on_conflict_do_nothing(index_elements=["update_id", "address_digest"]).returning(col(NewsDelivery.id))
    )
    put_many_in_outbox(
        session, stream=Stream.BULK, kind=NEWS_MAIL, subject_ids=list(new.scalars()), group_key=mailing.group_key
    )


def _end(session: Session, mailing: NewsMailing) -> bool:
    """Everybody has a row. How many that are is known only now."""
    mailing.filled_at, mailing.state = utc_now(), MailingState.SENDING
    mailing.expected = group_progress(session, mailing.group_key).total()
    session.add(mailing)
    return False
