"""The audit trail's lines about updates; they stand among those of their campaign."""

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.updates.models import Update
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record


def record_update(session: Session, user: SignedIn | None, campaign: Campaign, update: Update, act: str) -> None:
    """Its number says which one, once it has one."""
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=str(update.number or ""),
    )
