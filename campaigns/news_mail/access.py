"""The sending of an update, found and checked in one step."""

from sqlmodel import Session, select

from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import NewsMailing
from campaigns.news_mail.queries import newest_mailing
from campaigns.updates.access import update_at_desk
from campaigns.updates.models import Update
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import NotFound


def mailing_to_change(
    session: Session, user: SignedIn, slug: str, update_id: int
) -> tuple[Campaign, Update, NewsMailing]:
    """The newest of the update, held for this transaction."""
    campaign, update = update_at_desk(session, user, slug, update_id, May.SEND)
    newest = newest_mailing(session, update)
    if newest is None:
        raise NotFound("This update has not been mailed.")
    wanted = select(NewsMailing).where(NewsMailing.id == newest.id).with_for_update()
    return campaign, update, session.exec(wanted.execution_options(populate_existing=True)).one()
