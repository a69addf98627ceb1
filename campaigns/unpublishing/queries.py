"""What is off the site, and where it stood."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.unpublishing.models import Unpublishing


def open_unpublishing(session: Session, campaign_id: int) -> Unpublishing | None:
    return session.exec(
        select(Unpublishing).where(Unpublishing.campaign_id == campaign_id, col(Unpublishing.ended_at).is_(None))
    ).first()


def campaign_that_stood_at(session: Session, slug: str) -> Campaign | None:
    """One that is off the site and will come back to this address."""
    return session.exec(
        select(Campaign)
        .join(Unpublishing, col(Unpublishing.campaign_id) == col(Campaign.id))
        .where(Unpublishing.slug == slug, col(Unpublishing.ended_at).is_(None))
    ).first()


def slug_before(session: Session, campaign: Campaign) -> str | None:
    """Of a campaign whose names are off the site, where that has changed its address."""
    found = open_unpublishing(session, campaign.id) if campaign.unpublished else None
    return found.slug if found is not None and found.slug != campaign.slug else None


def reserved_slugs(session: Session) -> Sequence[str]:
    return session.exec(select(Unpublishing.slug).where(col(Unpublishing.ended_at).is_(None))).all()
