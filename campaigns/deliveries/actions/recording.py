"""The audit trail's lines about deliveries; they stand among those of their campaign."""

from sqlmodel import Session

from campaigns.deliveries.models.delivery import Delivery
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record


def record_delivery(
    session: Session, user: SignedIn | None, campaign: Campaign, delivery: Delivery, act: str, detail: str = ""
) -> None:
    """Office and day say which one; never a name."""
    which = f"{delivery.office_id}, {delivery.planned_on.isoformat()}"
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=f"{which}: {detail}" if detail else which,
    )
