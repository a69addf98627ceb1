"""What is said about risk: the answers set defaults at the launch, and the checklist reads them."""

from collections.abc import Sequence

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now


def change_risks(session: Session, *, user: SignedIn, campaign: Campaign, risks: Sequence[str]) -> None:
    """Readers see none of it, so there is no new version."""
    campaign.risks, campaign.updated_at = list(risks), utc_now()
    session.add(campaign)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="risks.changed",
        about=f"campaign:{campaign.slug}",
    )
