"""A draft that was made by mistake goes, with all that hangs on it."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from campaigns.deletable import files_of, why_it_stays
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.errors import Conflict
from foundation.files import discard_if_unnamed


def delete_campaign(session: Session, *, user: SignedIn, campaign: Campaign, files_dir: Path) -> None:
    """All its rows and files; the trail keeps that it was there and who deleted it. Raises Conflict for what stays."""
    if why := why_it_stays(session, campaign):
        raise Conflict(why)
    files = files_of(session, campaign)
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
