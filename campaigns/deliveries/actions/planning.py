"""Planning a delivery, changing the plan, calling it off."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.deliveries.actions.packing import end_pack
from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.models.delivery import Delivery, DeliveryState, NamesState
from campaigns.deliveries.models.pack import Pack, PackState
from campaigns.deliveries.names import open_ask
from campaigns.deliveries.queries import MOST_PLANNED
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now, utc_today
from foundation.errors import BadInput, Conflict


def plan_delivery(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    office_id: str,
    planned_on: date,
    language: str,
    delegation: str = "",
    note: str = "",
) -> Delivery:
    """To an office of a country. Raises BadInput for a day that is over or an office nobody can go to, Conflict for an
    example from history."""
    if campaign.is_history:
        raise Conflict("Nothing is delivered for an example from history.")
    planned = select(sa.func.count(col(Delivery.id))).where(
        Delivery.campaign_id == campaign.id, Delivery.state == DeliveryState.PLANNED
    )
    if session.exec(planned).one() >= MOST_PLANNED:
        raise Conflict(
            "At most %(most)s deliveries can be planned at once. Note or call off some first.", most=MOST_PLANNED
        )
    office = directory_now(session).by_id.get(office_id)
    if office is None or not office.country:
        raise BadInput("Please choose an office of a country from the list.")
    _require_ahead(planned_on)
    delivery = Delivery(
        campaign_id=campaign.id,
        office_id=office.id,
        country=office.country,
        language=language,
        planned_on=planned_on,
        delegation=delegation,
        note=note,
        created_by_id=user.user_id,
    )
    session.add(delivery)
    session.flush()
    record_delivery(session, user, campaign, delivery, "delivery.planned")
    return delivery


def change_plan(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    delivery: Delivery,
    planned_on: date,
    language: str,
    delegation: str,
    note: str,
) -> None:
    """A day that is over may stay, and no other may be chosen. Of one that was called off only the names and notes
    change, so that they can be deleted; for the rest it raises Conflict."""
    is_other = planned_on != delivery.planned_on or language != delivery.language
    if delivery.state is DeliveryState.CALLED_OFF and is_other:
        raise Conflict("This delivery was called off.")
    if planned_on != delivery.planned_on:
        _require_ahead(planned_on)
    delivery.planned_on, delivery.language = planned_on, language
    delivery.delegation, delivery.note = delegation, note
    session.add(delivery)
    session.flush()
    record_delivery(session, user, campaign, delivery, "delivery.changed")


def call_off(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery) -> None:
    """With every pack, one that is just being made too: a job deletes their files. Twice is as good as once."""
    if delivery.state is DeliveryState.DONE:
        raise Conflict("The visit is noted already.")
    if delivery.state is DeliveryState.CALLED_OFF:
        return
    delivery.state = DeliveryState.CALLED_OFF
    session.add(delivery)
    if ask := open_ask(session, delivery, lock=True):
        ask.state, ask.decided_at = NamesState.TAKEN_BACK, ask.decided_at or utc_now()
        session.add(ask)
    packs = select(Pack).where(Pack.delivery_id == delivery.id).with_for_update()
    for pack in session.exec(packs.execution_options(populate_existing=True)).all():
        if pack.state.keeps_files:
            end_pack(session, pack, PackState.CALLED_OFF)
    session.flush()
    record_delivery(session, user, campaign, delivery, "delivery.called_off")


def _require_ahead(day: date) -> None:
    if day < utc_today():
        raise BadInput("This day is over.")
