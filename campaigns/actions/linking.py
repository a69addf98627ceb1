"""Saying that two campaigns belong together, and taking it back."""

import re

from sqlmodel import Session, select

from campaigns.actions.facts import fact_changed
from campaigns.files.fields import LONGEST_SLUG, SLUG
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from campaigns.models.texts import Texts
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.errors import BadInput, GoneAlready

MOST_LINKS = 20
_IN_AN_ADDRESS = re.compile(r"(https?://[^\s/]+)(?:/[a-z]{2})?/campaigns/([a-z0-9-]+)/?(?:[?#]\S*)?")


def link_campaign(
    session: Session, *, user: SignedIn, campaign: Campaign, address: str, words: Texts, base_url: str
) -> LinkedCampaign:
    """`address`: the short name of a campaign of this site, or the address of its page, here or elsewhere. Raises
    BadInput, worded, for one that cannot be linked."""
    slug, url = _meant(address, base_url)
    if not url:
        _require_seen(session, user, campaign, slug)
    rows = session.exec(select(LinkedCampaign).where(LinkedCampaign.campaign_id == campaign.id)).all()
    if any(row.slug == slug for row in rows):
        raise BadInput("This campaign is linked already.")
    if len(rows) >= MOST_LINKS:
        raise BadInput("A campaign is linked to at most %(most)s others.", most=MOST_LINKS)
    position = max((row.position for row in rows), default=-1) + 1
    row = LinkedCampaign(campaign_id=campaign.id, position=position, slug=slug, words=words, url=url)
    session.add(row)
    session.flush()
    fact_changed(session, user=user, campaign=campaign, act="linked.added", detail=url or slug)
    return row


def word_link(session: Session, *, user: SignedIn, campaign: Campaign, row: LinkedCampaign, words: Texts) -> None:
    row.words = words
    session.add(row)
    fact_changed(session, user=user, campaign=campaign, act="linked.worded", detail=row.url or row.slug)


def unlink_campaign(session: Session, *, user: SignedIn, campaign: Campaign, row: LinkedCampaign) -> None:
    session.delete(row)
    fact_changed(session, user=user, campaign=campaign, act="linked.removed", detail=row.url or row.slug)


def link_of(session: Session, campaign: Campaign, link_id: int) -> LinkedCampaign:
    row = session.get(LinkedCampaign, link_id)
    if row is None or row.campaign_id != campaign.id:
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/linked")
    return row


def _meant(address: str, base_url: str) -> tuple[str, str]:
    """The slug, and the address where it is of another site."""
    typed = address.strip()
    if found := _IN_AN_ADDRESS.fullmatch(typed):
        site, slug = found.groups()
        url = "" if site.lower() == base_url.lower() else typed
    else:
        slug, url = typed, ""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise BadInput("Write the address of a campaign's page, such as https://example.org/campaigns/free-ada.")
    return slug, url


def _require_seen(session: Session, user: SignedIn, campaign: Campaign, slug: str) -> None:
    """Also one that is still a draft, when it is one's own: readers see the link once both are shown."""
    if slug == campaign.slug:
        raise BadInput("A campaign cannot be linked to itself.")
    other = session.exec(select(Campaign).where(Campaign.slug == slug)).first()
    if other is None or not (other.is_shown or user.knows(other.organisation_id, other.id)):
        raise BadInput("There is no campaign at this address that you may see.")
