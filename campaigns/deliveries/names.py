"""Whether names of signers may go to an office at all, and whether two persons still stand by it."""

from sqlmodel import Session, col, select

from campaigns.deliveries.models.delivery import Delivery, DeliveryState, NamesAsk, NamesOff, NamesState
from campaigns.deliveries.models.pack import Pack, PackState
from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.access import organiser_now
from foundation.accounts.roles import May
from foundation.errors import NotFound
from foundation.web.language import mark
from petitions.access import petition_at
from petitions.models.petition import Petition

NO_PETITION = mark("Nobody has signed yet, so there are no names.")
FORGOTTEN = mark("The names were deleted after the end of the campaign. Only numbers can go along.")
HIGH_RISK = mark(
    "This campaign is at high risk for those who sign. No list of names is made, whatever signers chose: only numbers"
    " go along."
)
SWITCHED_OFF = mark("No names go to this country. Only numbers go along.")
NOT_ADDRESSED = mark(
    "Signers agreed that the addressee is told who they are. This office is not of a country whose offices the campaign"
    " addresses, so only numbers go along."
)
RIGHT_ENDED = mark("Whoever asked for it or approved it may not do so any more.")


def petition_of(session: Session, campaign: Campaign) -> Petition | None:
    try:
        return petition_at(session, campaign.slug) if campaign.is_public else None
    except NotFound:
        return None


def why_no_names(session: Session, campaign: Campaign, delivery: Delivery) -> str:
    """A message id; empty where names may go, once two persons say so."""
    petition = petition_of(session, campaign)
    if petition is None:
        return NO_PETITION
    if petition.is_anonymised:
        return FORGOTTEN
    if petition.is_high_risk or campaign.endangers_signers:
        return HIGH_RISK
    switched_off = session.get(NamesOff, (campaign.id, delivery.country)) is not None
    if switched_off or delivery.country in petition.no_signing_from:
        return SWITCHED_OFF
    return "" if _is_addressed(session, campaign, delivery) else NOT_ADDRESSED


def _is_addressed(session: Session, campaign: Campaign, delivery: Delivery) -> bool:
    """An office that the campaign asks for something, or one of the same State, such as its embassy."""
    facts = gather_facts(session, campaign, language=campaign.original_language)
    asked = [group for group in facts.addressees if group.demands]
    if any(delivery.office_id in group.offices for group in asked):
        return True
    office = directory_now(session).by_id.get(delivery.office_id)
    return office is not None and not office.organisation and office.country in {group.country for group in asked}


def open_ask(session: Session, delivery: Delivery, *, lock: bool = False) -> NamesAsk | None:
    """The one that nobody has ended. With `lock`, nobody else ends it until the transaction is over."""
    asks = select(NamesAsk).where(NamesAsk.delivery_id == delivery.id).order_by(col(NamesAsk.id))
    if lock:
        asks = asks.with_for_update().execution_options(populate_existing=True)
    return next((one for one in session.exec(asks).all() if one.state.is_open), None)


def approval_of(session: Session, campaign: Campaign, delivery: Delivery) -> NamesAsk | None:
    """By which names may go into a pack that is made now."""
    ask = open_ask(session, delivery)
    if ask is None or ask.state is not NamesState.APPROVED or delivery.state is not DeliveryState.PLANNED:
        return None
    return ask if both_stand(session, campaign, ask) else None


def both_stand(session: Session, campaign: Campaign, ask: NamesAsk) -> bool:
    """An owner asked, an owner or reviewer approved, and both still are."""
    return (
        ask.asked_by_id is not None
        and ask.asked_by_id != ask.decided_by_id
        and still_may(session, campaign, ask.asked_by_id, May.MANAGE)
        and still_may(session, campaign, ask.decided_by_id, May.PUBLISH)
    )


def still_may(session: Session, campaign: Campaign, organiser_id: int | None, act: May) -> bool:
    user = organiser_now(session, organiser_id) if organiser_id is not None else None
    return user is not None and user.may(act, campaign.organisation_id, campaign.id)


def was_made_with(session: Session, ask: NamesAsk) -> bool:
    """Names stand in a pack that is ready by it."""
    made = select(Pack.id).where(Pack.names_id == ask.id, col(Pack.state) == PackState.READY)
    return session.exec(made.limit(1)).first() is not None
