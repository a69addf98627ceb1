"""Campaigns that the asker may see or change, found and checked in one step."""

from collections.abc import Sequence

from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, col, select

from campaigns.deleted import addresses_of_deleted
from campaigns.models.campaign import LISTED_STATES, PUBLIC_STATES, Campaign
from campaigns.unpublishing.queries import campaign_that_stood_at
from foundation.accounts.access import NOT_NOW, SignedIn, require, seen_by
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import May
from foundation.database import is_writing
from foundation.errors import GoneAlready, NotFound, NotNow
from foundation.web.language import mark

NO_SUCH_CAMPAIGN = mark("There is no campaign at this address.")


def find_campaign(session: Session, user: SignedIn, slug: str, act: May = May.READ) -> Campaign:
    """A campaign of one of the organiser's organisations. Raises NotFound for a foreign one, Forbidden for a role
    too small. Whoever is about to change it has it alone until the end: two at once would give one version twice.
    """
    campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).first()
    campaign = campaign or campaign_that_stood_at(session, slug)
    if campaign is None and slug in addresses_of_deleted(session, col(AuditEntry.organisation_id).in_(user.roles)):
        raise GoneAlready(NO_SUCH_CAMPAIGN, page="/desk/campaigns")
    require(user, campaign.organisation_id if campaign else None, act, campaign.id if campaign else None)
    assert campaign is not None  # noqa: S101  # `require` has raised otherwise
    if act is not May.READ and is_writing(session):
        try:
            session.refresh(campaign, with_for_update={"key_share": True})
        except InvalidRequestError:
            # It was deleted while this waited for it.
            raise GoneAlready(NO_SUCH_CAMPAIGN, page="/desk/campaigns") from None
    return campaign


def find_public_campaign(session: Session, slug: str) -> Campaign:
    """Raises NotFound, or NotNow for what is off the site, at its address of before as well."""
    campaign = session.exec(
        select(Campaign).where(Campaign.slug == slug, col(Campaign.state).in_(PUBLIC_STATES))
    ).first()
    if campaign is None and campaign_that_stood_at(session, slug) is None:
        raise NotFound(NO_SUCH_CAMPAIGN)
    if campaign is None or not campaign.is_shown:
        raise NotNow(NOT_NOW)
    return campaign


def find_campaign_with_papers(session: Session, slug: str) -> Campaign:
    """For letters and dossiers, which go with the names."""
    campaign = find_public_campaign(session, slug)
    if campaign.unpublished:
        raise NotNow(NOT_NOW)
    return campaign


def public_campaigns(session: Session, slugs: Sequence[str]) -> list[Campaign]:
    """Those of the named ones that anybody may read, in the order of the names."""
    if not slugs:
        return []
    found = session.exec(
        select(Campaign).where(col(Campaign.slug).in_(slugs), col(Campaign.state).in_(PUBLIC_STATES))
    ).all()
    found = [campaign for campaign in found if campaign.is_shown]
    return sorted(found, key=lambda campaign: slugs.index(campaign.slug))


def own_campaigns(session: Session, user: SignedIn) -> list[Campaign]:
    """Newest change first; the examples from history after those that run."""
    return list(
        session.exec(
            select(Campaign)
            .where(seen_by(user, col(Campaign.organisation_id), col(Campaign.id)))
            .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc())
        )
    )


def listed_campaigns(session: Session) -> list[Campaign]:
    """What the front page shows: running ones first, examples last."""
    found = session.exec(
        select(Campaign)
        .where(col(Campaign.state).in_(LISTED_STATES))
        .order_by(col(Campaign.is_example), col(Campaign.published_at).desc(), col(Campaign.slug))
    )
    return [campaign for campaign in found if campaign.is_shown]
