"""Names of signers go along only when one person asked and another approved; never one alone, at no hour."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, select

from campaigns.deliveries.actions.packing import end_pack
from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.models.delivery import Delivery, DeliveryState, NamesAsk, NamesOff, NamesState
from campaigns.deliveries.models.pack import Pack, PackState
from campaigns.deliveries.names import (
    RIGHT_ENDED,
    both_stand,
    open_ask,
    petition_of,
    still_may,
    was_made_with,
    why_no_names,
)
from campaigns.deliveries.standing import CALLED_OFF, NAMES_ENDED, VISIT_IS_NOTED
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from foundation.clock import utc_now, utc_today
from foundation.database import insert_into
from foundation.errors import BadInput, Conflict
from petitions.models.figures import minute_of
from petitions.queries.named_to_addressee import how_many_named

A_DAY = timedelta(days=1)


def ask_for_names(
    session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, until: date, reason: str
) -> NamesAsk:
    """Of whoever had confirmed by the end of that day, today until now. Raises Conflict where names may not go, or
    where it was asked already; BadInput for a day to come, or when nobody chose to be named."""
    _require_possible(session, campaign, delivery)
    if open_ask(session, delivery, lock=True) is not None:
        raise Conflict("This was asked already. Take that back first.")
    if until > utc_today():
        raise BadInput("This day is still to come.")
    end = min(datetime.combine(until, time.min, UTC) + A_DAY, minute_of(utc_now()))
    petition = petition_of(session, campaign)
    if petition is None or not how_many_named(session, petition, until=end):
        raise BadInput("Nobody had agreed by then that the addressee is told of them.")
    ask = NamesAsk(delivery_id=delivery.id, until=end, reason=reason, asked_by_id=user.user_id)
    session.add(ask)
    session.flush()
    record_delivery(session, user, campaign, delivery, "delivery.names_asked", detail=reason)
    return ask


def approve_names(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, ask: NamesAsk) -> None:
    """By somebody else than who asked, who must still be an owner."""
    _require_asked(ask)
    _require_possible(session, campaign, delivery)
    if user.user_id == ask.asked_by_id:
        raise Conflict("A second person must approve this: you asked for it yourself. That is never done alone.")
    if not still_may(session, campaign, ask.asked_by_id, May.MANAGE):
        raise Conflict("Whoever asked for it is no owner any more. An owner asks anew.")
    _decide(session, ask, NamesState.APPROVED, user)
    record_delivery(session, user, campaign, delivery, "delivery.names_approved")


def refuse_names(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, ask: NamesAsk) -> None:
    _require_asked(ask)
    _decide(session, ask, NamesState.REFUSED, user)
    record_delivery(session, user, campaign, delivery, "delivery.names_refused")


def take_names_back(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, ask: NamesAsk) -> None:
    """By anybody who works on the campaign: what is safer needs no second person. Packs with these names go."""
    if not ask.state.is_open:
        raise Conflict("This was decided already.")
    ask.state, ask.decided_at = NamesState.TAKEN_BACK, ask.decided_at or utc_now()
    session.add(ask)
    _end_packs(session, ask)
    record_delivery(session, user, campaign, delivery, "delivery.names_taken_back")


def let_names_fall(session: Session, user_id: int) -> None:
    """Somebody lost a right: what this person asked or approved ends, unless the pack was made by then."""
    theirs = select(NamesAsk).where(
        col(NamesAsk.state).in_([NamesState.ASKED, NamesState.APPROVED]),
        (col(NamesAsk.asked_by_id) == user_id) | (col(NamesAsk.decided_by_id) == user_id),
    )
    theirs = theirs.order_by(col(NamesAsk.id)).with_for_update()
    for ask in session.exec(theirs.execution_options(populate_existing=True)).all():
        delivery = session.get_one(Delivery, ask.delivery_id)
        campaign = session.get_one(Campaign, delivery.campaign_id)
        if _stands(session, campaign, ask) or was_made_with(session, ask):
            continue
        ask.state, ask.decided_at, ask.because = NamesState.FALLEN, ask.decided_at or utc_now(), RIGHT_ENDED
        session.add(ask)
        _end_packs(session, ask)
        record_delivery(session, None, campaign, delivery, "delivery.names_fell")


def let_no_names_go(session: Session, *, user: SignedIn, campaign: Campaign, country: str) -> None:
    """At once, for every delivery there."""
    insert = insert_into(NamesOff, session.get_bind().dialect.name)
    values = {"campaign_id": campaign.id, "country": country, "since": utc_now()}
    made = session.execute(insert.values(**values).on_conflict_do_nothing().returning(col(NamesOff.country)))
    if made.scalar_one_or_none() is not None:
        _record_country(session, user, campaign, "delivery.names_off", country)


def let_names_go_again(session: Session, *, user: SignedIn, campaign: Campaign, country: str) -> None:
    row = session.get(NamesOff, (campaign.id, country))
    if row is not None:
        session.delete(row)
        _record_country(session, user, campaign, "delivery.names_on", country)


def _record_country(session: Session, user: SignedIn, campaign: Campaign, act: str, country: str) -> None:
    about = f"campaign:{campaign.slug}"
    record(session, user=user, organisation_id=campaign.organisation_id, act=act, about=about, detail=country)


def _stands(session: Session, campaign: Campaign, ask: NamesAsk) -> bool:
    if ask.state is NamesState.ASKED:
        return still_may(session, campaign, ask.asked_by_id, May.MANAGE)
    return both_stand(session, campaign, ask)


def _require_possible(session: Session, campaign: Campaign, delivery: Delivery) -> None:
    if delivery.state is not DeliveryState.PLANNED:
        raise Conflict(CALLED_OFF if delivery.state is DeliveryState.CALLED_OFF else VISIT_IS_NOTED)
    if why := why_no_names(session, campaign, delivery):
        raise Conflict(why)


def _require_asked(ask: NamesAsk) -> None:
    if ask.state is not NamesState.ASKED:
        raise Conflict("This was decided already.")


def _decide(session: Session, ask: NamesAsk, state: NamesState, user: SignedIn) -> None:
    ask.state, ask.decided_at, ask.decided_by_id = state, utc_now(), user.user_id
    session.add(ask)
    session.flush()


def _end_packs(session: Session, ask: NamesAsk) -> None:
    session.flush()
    packs = select(Pack).where(Pack.names_id == ask.id).with_for_update()
    for pack in session.exec(packs.execution_options(populate_existing=True)).all():
        if pack.state.keeps_files:
            is_made = pack.state is PackState.READY
            end_pack(session, pack, PackState.VOID if is_made else PackState.FAILED, problem=NAMES_ENDED)
