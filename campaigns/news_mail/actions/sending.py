"""Sending an update to its end: begin, approve, send, pause, go on, call off, and what to do where nobody knows."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.news_mail.actions.holding import hold_mailing
from campaigns.news_mail.hindrances import hindrances
from campaigns.news_mail.models import Audience, NewsMailing
from campaigns.news_mail.queries import count_recipients, expected_of, newest_mailing
from campaigns.news_mail.words import SENDER_LEFT
from campaigns.updates.models import Update
from foundation.accounts.access import SignedIn, organiser_now
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import Conflict
from foundation.jobs import enqueue
from foundation.mail.actions import call_off_group, let_group_go, let_unknown_rest, send_again
from outreach.models.mailings import MailingState
from outreach.words import PAUSED

FAN_OUT_JOB = "campaigns.fan_out_news"


def choose_audiences(
    session: Session, *, user: SignedIn | None, update: Update, audiences: Collection[Audience]
) -> NewsMailing:
    """The draft of a sending; one that is under way has to end before another begins. Another choice of recipients ends
    an approval. Raises Conflict."""
    mailing = newest_mailing(session, update)
    if mailing is not None and mailing.state.is_under_way:
        raise Conflict("This update is being mailed already.")
    chosen = [audience.value for audience in Audience if audience in audiences]
    if mailing is None or not mailing.state.may_be_changed:
        mailing = NewsMailing(update_id=update.id, created_by_id=user.user_id if user else None)
    if mailing.audiences != chosen:
        mailing.audiences = chosen
        mailing.approved_by_id = mailing.approved_at = None
        mailing.created_by_id = user.user_id if user else None
    session.add(mailing)
    session.flush()
    return mailing


def approve_news(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing) -> None:
    """The second pair of eyes. Raises Conflict for whoever wrote the update or chose the recipients."""
    if mailing.state not in (MailingState.DRAFT, MailingState.PAUSED):
        raise Conflict("This has been sent or called off already.")
    if user.user_id in (*update.authors, mailing.created_by_id) or (
        update.awaits_review_after_emergency and user.user_id == update.published_by_id
    ):
        raise Conflict("A second person has to look at this: neither who wrote it nor who chose the recipients.")
    mailing.approved_by_id, mailing.approved_at = user.user_id, utc_now()
    session.add(mailing)
    _record(session, user, campaign, update, "news.approved")


def send_news(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing) -> bool:
    """Once: False when it was pressed before, in another tab. Raises Conflict while something keeps it from leaving."""
    if mailing.state is not MailingState.DRAFT:
        return False
    expected = expected_of(mailing, count_recipients(session, campaign))
    _require_free(campaign, update, mailing, expected)
    mailing.state, mailing.expected = MailingState.QUEUED, expected
    mailing.queued_by_id, mailing.queued_at = user.user_id, utc_now()
    session.add(mailing)
    enqueue(session, FAN_OUT_JOB, once=f"{mailing.id}", mailing_id=mailing.id)
    _record(session, user, campaign, update, "news.sent")
    return True


def pause_news(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing) -> None:
    """What is being handed over right now still goes; all else waits."""
    if not mailing.state.may_be_paused:
        raise Conflict("Only a mailing that is being sent can be paused.")
    hold_mailing(session, mailing, PAUSED)
    _record(session, user, campaign, update, "news.paused")


def resume_news(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing) -> None:
    """From now on it leaves in the name of who let it go on. Raises Conflict while the same things are missing that
    would keep it from being sent."""
    if not mailing.state.is_under_way:
        raise Conflict("This mailing is not paused.")
    _require_free(campaign, update, mailing, mailing.expected)
    let_group_go(session, group_key=mailing.group_key)
    if mailing.state is MailingState.PAUSED:
        mailing.state = MailingState.SENDING if mailing.filled_at else MailingState.QUEUED
    mailing.queued_by_id = user.user_id
    session.add(mailing)
    if mailing.filled_at is None:
        enqueue(session, FAN_OUT_JOB, mailing_id=mailing.id)
    _record(session, user, campaign, update, "news.resumed")


def cancel_news(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing) -> None:
    """For good. Who got it has got it; nobody else will by this sending."""
    if not mailing.state.may_be_cancelled:
        raise Conflict("This mailing has ended already.")
    call_off_group(session, group_key=mailing.group_key)
    mailing.state, mailing.ended_at = MailingState.CANCELLED, utc_now()
    session.add(mailing)
    _record(session, user, campaign, update, "news.cancelled")


def decide_unknown_news(
    session: Session, *, user: SignedIn, campaign: Campaign, update: Update, mailing: NewsMailing, resend: bool
) -> None:
    """Those of whom nobody knows whether they got it: once more, or left alone."""
    if resend:
        moved = send_again(session, group_key=mailing.group_key)
        if moved and mailing.state is MailingState.DONE:
            mailing.state, mailing.ended_at = MailingState.SENDING, None
            session.add(mailing)
    else:
        let_unknown_rest(session, group_key=mailing.group_key)
    _record(session, user, campaign, update, "news.unknown_resent" if resend else "news.unknown_skipped")


def hold_news_of(session: Session, user_id: int) -> None:
    """Somebody lost a right: what leaves in this name waits until another lets it go on, and what this person approved
    has to be looked at again."""
    open_states = [MailingState.DRAFT, MailingState.QUEUED, MailingState.SENDING]
    theirs = select(NewsMailing).where(
        col(NewsMailing.state).in_(open_states),
        (col(NewsMailing.queued_by_id) == user_id) | (col(NewsMailing.approved_by_id) == user_id),
    )
    for mailing in session.exec(theirs.with_for_update()).all():
        update = session.get_one(Update, mailing.update_id)
        campaign = session.get_one(Campaign, update.campaign_id)
        if sender_may(session, campaign, user_id):
            continue
        if mailing.approved_by_id == user_id and mailing.state is MailingState.DRAFT:
            mailing.approved_by_id = mailing.approved_at = None
            session.add(mailing)
        if mailing.queued_by_id == user_id:
            hold_mailing(session, mailing, SENDER_LEFT)
            _record(session, None, campaign, update, "news.held")


def sender_may(session: Session, campaign: Campaign, user_id: int | None) -> bool:
    user = organiser_now(session, user_id) if user_id is not None else None
    return user is not None and user.may(May.SEND, campaign.organisation_id, campaign.id)


def _require_free(campaign: Campaign, update: Update, mailing: NewsMailing, recipients: int) -> None:
    for hindrance in hindrances(campaign, update, mailing, recipients):
        raise Conflict(hindrance.words, **hindrance.values)


def _record(session: Session, user: SignedIn | None, campaign: Campaign, update: Update, act: str) -> None:
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=str(update.number or ""),
    )
