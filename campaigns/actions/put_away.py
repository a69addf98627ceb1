"""A draft goes for good, and with it what would lead to whoever stands at its address later."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from campaigns.actions.delete_campaign import delete_campaign
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from foundation.accounts.access import SignedIn
from foundation.posted_forms import PostedForm


def put_away(session: Session, *, user: SignedIn, campaign: Campaign, files_dir: Path) -> None:
    """Raises Conflict for what stays. Links to it from other campaigns of this site are taken out: no reader has seen
    one. So are the marks of forms that led to its pages, which would lead to nothing."""
    slugs = [campaign.slug, *campaign.former_slugs]
    delete_campaign(session, user=user, campaign=campaign, files_dir=files_dir)
    session.execute(sa.delete(LinkedCampaign).where(col(LinkedCampaign.slug).in_(slugs), col(LinkedCampaign.url) == ""))
    for slug in slugs:
        at = f"/desk/campaigns/{slug}"
        led_there = (col(PostedForm.path) == at) | col(PostedForm.path).startswith(f"{at}/", autoescape=True)
        session.execute(sa.delete(PostedForm).where(led_there))
