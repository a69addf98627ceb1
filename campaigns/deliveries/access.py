"""Which delivery, and which pack, part, ask or visit of it, an address names."""

from sqlmodel import Session, select

from campaigns.access import find_campaign
from campaigns.deliveries.models.delivery import Delivery, NamesAsk
from campaigns.deliveries.models.pack import Pack, PackPart
from campaigns.deliveries.models.visit import Visit
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.errors import GoneAlready

LIST = "/desk/campaigns/{slug}/deliveries"
ONE = LIST + "/{delivery_id}"


def find_delivery(
    session: Session, user: SignedIn, slug: str, delivery_id: int, act: May, *, to_change: bool = False
) -> tuple[Campaign, Delivery]:
    """With `to_change`, nobody else's until the transaction ends. Raises NotFound for a foreign one, Forbidden for a
    role too small."""
    campaign = find_campaign(session, user, slug, act)
    wanted = select(Delivery).where(Delivery.id == delivery_id, Delivery.campaign_id == campaign.id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=LIST.format(slug=campaign.slug))
    return campaign, found


def page_of(campaign: Campaign, delivery: Delivery) -> str:
    return ONE.format(slug=campaign.slug, delivery_id=delivery.id)


def find_ask(session: Session, campaign: Campaign, delivery: Delivery, ask_id: int, *, lock: bool = False) -> NamesAsk:
    """With `lock`, as it stands once nobody else changes it: it may have fallen a moment ago."""
    wanted = select(NamesAsk).where(NamesAsk.id == ask_id, NamesAsk.delivery_id == delivery.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=page_of(campaign, delivery))
    return found


def find_pack(session: Session, campaign: Campaign, delivery: Delivery, pack_id: int, *, lock: bool = False) -> Pack:
    wanted = select(Pack).where(Pack.id == pack_id, Pack.delivery_id == delivery.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=page_of(campaign, delivery))
    return found


def find_part(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack, part_id: int) -> PackPart:
    found = session.get(PackPart, part_id)
    if found is None or found.pack_id != pack.id:
        raise GoneAlready(NO_SUCH_PAGE, page=page_of(campaign, delivery))
    return found


def find_visit(session: Session, campaign: Campaign, delivery: Delivery, visit_id: int) -> Visit:
    found = session.get(Visit, visit_id)
    if found is None or found.delivery_id != delivery.id:
        raise GoneAlready(NO_SUCH_PAGE, page=page_of(campaign, delivery))
    return found
