"""Stopping news on their way: when the update or the campaign is not what a second person looked at any more."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import NewsMailing, tells_readers
from campaigns.news_mail.words import CAMPAIGN_RESTS, UPDATE_CHANGED
from campaigns.updates.models import Update
from foundation.mail.actions import hold_group_by_a_person
from outreach.models.mailings import UNDER_WAY, MailingState


def hold_mailings_of_update(session: Session, update: Update) -> None:
    """Whoever approved has not seen this. What is on its way waits until somebody has looked again."""
    for mailing in _open_mailings(session, col(NewsMailing.update_id) == update.id):
        mailing.approved_by_id = mailing.approved_at = None
        session.add(mailing)
        hold_mailing(session, mailing, UPDATE_CHANGED)


def hold_news_of_campaign(session: Session, campaign: Campaign) -> None:
    """After every change of its state: nobody is mailed about a campaign that is paused or was taken off."""
    if tells_readers(campaign):
        return
    of_campaign = col(NewsMailing.update_id).in_(select(Update.id).where(Update.campaign_id == campaign.id))
    for mailing in _open_mailings(session, of_campaign):
        hold_mailing(session, mailing, CAMPAIGN_RESTS)


def hold_mailing(session: Session, mailing: NewsMailing, reason: str) -> None:
    """Does nothing to one that nobody has sent yet."""
    if mailing.state not in UNDER_WAY:
        return
    hold_group_by_a_person(session, group_key=mailing.group_key, reason=reason)
    mailing.state = MailingState.PAUSED
    session.add(mailing)


def _open_mailings(session: Session, which: object) -> Iterable[NewsMailing]:
    return session.exec(
        select(NewsMailing)
        .where(which, col(NewsMailing.state).in_([MailingState.DRAFT, *UNDER_WAY]))  # type: ignore[arg-type]  # a condition
        .with_for_update()
    ).all()
