"""Updates and their pictures, found and checked in one step."""

from sqlmodel import Session, select

from campaigns.access import find_campaign, find_public_campaign
from campaigns.kept_from import require_told, sees_held
from campaigns.models.campaign import Campaign
from campaigns.updates.models import Update, UpdatePicture
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import GoneAlready, NotFound
from foundation.web.language import mark

NO_SUCH_UPDATE = mark("There is no update at this address.")
LARGEST_NUMBER = 2**31 - 1


def update_at_desk(
    session: Session, user: SignedIn, slug: str, update_id: int, act: May = May.READ, *, lock: bool = False
) -> tuple[Campaign, Update]:
    """With `lock`, others who would change it wait. Raises NotFound for a foreign one, Forbidden for a small role."""
    campaign = find_campaign(session, user, slug, act)
    wanted = select(Update).where(Update.id == update_id, Update.campaign_id == campaign.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    update = session.exec(wanted).first()
    if update is None:
        raise GoneAlready(NO_SUCH_UPDATE, page=f"/desk/campaigns/{campaign.slug}/updates")
    require_told(sees_held(user, campaign) or not update.names_held)
    return campaign, update


def picture_of(session: Session, update: Update, picture_id: int) -> UpdatePicture:
    picture = session.get(UpdatePicture, picture_id)
    if picture is None or picture.update_id != update.id:
        slug = session.get_one(Campaign, update.campaign_id).slug
        raise GoneAlready("There is no picture at this address.", page=f"/desk/campaigns/{slug}/updates/{update.id}")
    return picture


def public_update(session: Session, slug: str, number: int) -> tuple[Campaign, Update]:
    """What was taken back is not there, as if it had never been."""
    campaign = find_public_campaign(session, slug)
    update = None
    if 0 < number <= LARGEST_NUMBER:
        update = session.exec(select(Update).where(Update.campaign_id == campaign.id, Update.number == number)).first()
    if update is None or not update.is_public:
        raise NotFound(NO_SUCH_UPDATE)
    return campaign, update
