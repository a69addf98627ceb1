"""A draft that was made by mistake goes, with all that hangs on it."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from campaigns.deletable import files_of, why_it_stays
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.errors import Conflict
from foundation.files import discard_if_unnamed
from foundation.posted_forms import PostedForm


def delete_campaign(session: Session, *, user: SignedIn, campaign: Campaign, files_dir: Path) -> None:
    """All its rows and files; the trail keeps that it was there and who deleted it. Raises Conflict for what stays.

    With it goes what would lead to whoever stands at its address later: links from other campaigns of this site, which
    no reader has seen, and the marks of forms that led to its pages.
    """
    if why := why_it_stays(session, campaign):
        raise Conflict(why)
    files, slugs = files_of(session, campaign), [campaign.slug, *campaign.former_slugs]
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="campaign.deleted",
        about=f"campaign:{campaign.slug}",
    )
    session.flush()
    session.execute(sa.delete(Campaign).where(col(Campaign.id) == campaign.id))
    session.expire_all()
    for sha256 in sorted(files):
        discard_if_unnamed(session, files_dir, sha256)
    session.execute(sa.delete(LinkedCampaign).where(col(LinkedCampaign.slug).in_(slugs), col(LinkedCampaign.url) == ""))
    for slug in slugs:
        at = f"/desk/campaigns/{slug}"
        led_there = (col(PostedForm.path) == at) | col(PostedForm.path).startswith(f"{at}/", autoescape=True)
        session.execute(sa.delete(PostedForm).where(led_there))
