"""Who went, who received it and what was noted: deleted by hand, and for all when the signers are forgotten."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.visit import Visit
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn


def forget_people_of_visit(
    session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, visit: Visit
) -> None:
    """The visit stays, with its outcome. Twice is as good as once."""
    if visit.names_people:
        visit.received_by = visit.who_went = visit.note = ""
        session.add(visit)
        record_delivery(session, user, campaign, delivery, "delivery.people_forgotten")


def forget_people(session: Session, campaign_id: int) -> None:
    """Of every delivery of a campaign."""
    own = sa.select(col(Delivery.id)).where(col(Delivery.campaign_id) == campaign_id)
    session.execute(
        sa.update(Visit).where(col(Visit.delivery_id).in_(own)).values(received_by="", who_went="", note="")
    )
    session.execute(sa.update(Delivery).where(col(Delivery.campaign_id) == campaign_id).values(delegation="", note=""))


def campaigns_with_people(session: Session, campaign_ids: list[int]) -> list[int]:
    """Of these, those of whose deliveries something is kept about people."""
    wanted = select(Delivery).where(col(Delivery.campaign_id).in_(campaign_ids))
    deliveries = session.exec(wanted).all()
    by_id = {one.id: one.campaign_id for one in deliveries}
    visits = session.exec(select(Visit).where(col(Visit.delivery_id).in_(list(by_id)))).all()
    kept = {one.campaign_id for one in deliveries if one.delegation or one.note}
    return sorted(kept | {by_id[one.delivery_id] for one in visits if one.names_people})
