"""What keeps a pack back: asked when it is ordered, begun, made, and each time one of its files is taken."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from campaigns.actions.holding import what_betrays
from campaigns.deliveries.letters import carried, letters_by_id, why_it_stays
from campaigns.deliveries.models.delivery import Delivery, DeliveryState, NamesAsk
from campaigns.deliveries.models.pack import Pack, PackPart, PackState, PartKind
from campaigns.deliveries.models.visit import Visit
from campaigns.deliveries.names import approval_of, petition_of, why_no_names
from campaigns.models.campaign import Campaign
from foundation.clock import utc_now, utc_today
from foundation.web.language import mark
from petitions.queries.named_to_addressee import digest_of_named

# After a visit the pack is at hand for some days, should another try be made; a day that passed may be put off.
KEPT_AFTER_VISIT = timedelta(days=3)
KEPT_AFTER_DAY = timedelta(days=14)
CALLED_OFF = mark("This delivery was called off.")
VISIT_IS_NOTED = mark("The visit is noted already. Plan another delivery for the next one.")
FROM_HISTORY = mark("Nothing is delivered for an example from history.")
NOT_PUBLIC = mark("Publish the campaign first: what is handed over speaks of it in public.")
OFF_THE_SITE = mark("The names or the whole campaign are off the site just now, so nothing leaves.")
NO_LETTER = mark("No letter to this office may leave yet. A second person approves it first.")
NOT_READY = mark("This pack is not ready, or its files are deleted. Make it again.")
LETTER_CHANGED = mark(
    "A letter in this pack may not leave any more: its approval has ended, it tells something that is on hold or has"
    " changed, or another edition was begun. Make the pack again."
)
HELD_SINCE = mark("Something was put on hold since this pack was made. Make it again.")
SIGNERS_CHANGED = mark(
    "Somebody on the list of signers has withdrawn since, or chose to be shown otherwise. Make the pack again."
)
NAMES_ENDED = mark("Names may not go along any more. Make the pack again.")
REPLACED = mark("A newer pack was ordered.")
SERVED = mark("The visit is over, so the files of this pack were deleted.")
LONG_PAST = mark(
    "The day of the visit is long past, so the files of this pack were deleted. Choose another day and make the pack"
    " again."
)
BEEN_THERE = mark("The visit is over, so the pack with the list of signers was deleted.")


def why_not_now(session: Session, campaign: Campaign, delivery: Delivery) -> str:
    """A message id; empty where a pack may be made."""
    if delivery.state is not DeliveryState.PLANNED:
        return CALLED_OFF if delivery.state is DeliveryState.CALLED_OFF else VISIT_IS_NOTED
    if campaign.is_history:
        return FROM_HISTORY
    if not campaign.is_public:
        return NOT_PUBLIC
    if campaign.unpublished:
        return OFF_THE_SITE
    return "" if any(not one.why for one in carried(session, campaign, delivery)) else NO_LETTER


def why_not_with_names(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack) -> str:
    """While it is being made: the approval it was ordered with is the one that stands."""
    if pack.names_id is None:
        return ""
    ask = approval_of(session, campaign, delivery)
    if ask is None or ask.id != pack.names_id or why_no_names(session, campaign, delivery):
        return NAMES_ENDED
    return ""


def why_untaken(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack) -> str:
    """A message id; empty while every file of the pack may be taken. Nothing is unsealed for it."""
    if pack.state is not PackState.READY:
        return pack.problem or NOT_READY
    return why_no_more(session, campaign, delivery, pack) or _why_signers(session, campaign, pack)


def why_it_served(session: Session, delivery: Delivery, pack: Pack) -> str:
    """A message id; empty while somebody may still want its files. Each pack that is kept is looked at every few
    minutes."""
    visits = session.exec(select(Visit.recorded_at).where(Visit.delivery_id == delivery.id)).all()
    if visits and max(visits) < utc_now() - KEPT_AFTER_VISIT:
        return SERVED
    made_on = pack.settled_at.date() if pack.settled_at else delivery.planned_on
    return LONG_PAST if not visits and max(delivery.planned_on, made_on) < utc_today() - KEPT_AFTER_DAY else ""


def why_no_more(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack) -> str:
    """The same without a look at each signer on its list, which takes long."""
    if delivery.state is DeliveryState.CALLED_OFF:
        return CALLED_OFF
    if campaign.unpublished:
        return OFF_THE_SITE
    if pack.facts_version < campaign.held_since_version:
        return HELD_SINCE
    parts = parts_of(session, pack)
    return (
        _why_held(session, campaign, parts)
        or _why_letters(session, campaign, parts)
        or _why_names(session, campaign, delivery, pack)
    )


def _why_held(session: Session, campaign: Campaign, parts: Sequence[PackPart]) -> str:
    betrays = what_betrays(session, campaign)
    return HELD_SINCE if betrays is not None and any(betrays.search(part.told) for part in parts) else ""


def _why_letters(session: Session, campaign: Campaign, parts: Sequence[PackPart]) -> str:
    packed = [part for part in parts if part.kind is PartKind.LETTER]
    known = letters_by_id(session, [part.letter_id for part in packed if part.letter_id])
    for part in packed:
        letter = known.get(part.letter_id or 0)
        if letter is None or letter.file_sha256 != part.sha256 or why_it_stays(session, campaign, letter):
            return LETTER_CHANGED
    return ""


def _why_names(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack) -> str:
    """What was made while both had the right stays theirs; what they take back themselves does not."""
    if pack.names_id is None:
        return ""
    if delivery.state is DeliveryState.DONE:
        return BEEN_THERE
    ask = session.get(NamesAsk, pack.names_id)
    if ask is None or not ask.state.is_open or why_no_names(session, campaign, delivery):
        return NAMES_ENDED
    return ""


def _why_signers(session: Session, campaign: Campaign, pack: Pack) -> str:
    if pack.names_id is None:
        return ""
    petition, ask = petition_of(session, campaign), session.get(NamesAsk, pack.names_id)
    if petition is None or ask is None:
        return NAMES_ENDED
    now = digest_of_named(session, petition, until=ask.until)
    return "" if now == pack.names_digest else SIGNERS_CHANGED


def parts_of(session: Session, pack: Pack) -> Sequence[PackPart]:
    wanted = select(PackPart).where(PackPart.pack_id == pack.id)
    return session.exec(wanted.order_by(col(PackPart.place), col(PackPart.id))).all()
