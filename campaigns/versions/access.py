"""Finding a version of a campaign."""

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.versions.models import CampaignVersion
from foundation.accounts.access import NO_SUCH_PAGE
from foundation.errors import NotFound


def version_of(session: Session, campaign: Campaign, version_id: int) -> CampaignVersion:
    found = session.get(CampaignVersion, version_id) if 0 < version_id < 2**63 else None
    if found is None or found.campaign_id != campaign.id:
        raise NotFound(NO_SUCH_PAGE)
    return found
