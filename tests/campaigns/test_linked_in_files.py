"""A file for strangers names the campaigns this one belongs with, but none of this site that nobody may read."""

from typing import Any

from sqlmodel import Session

from campaigns.linked import slugs_for_strangers
from campaigns.models.campaign import Campaign, CampaignKind, CampaignState
from campaigns.models.finding import LinkedCampaign
from petitions.models.petition import Unpublished
from tests.factories.accounts import an_organisation


def test_only_what_may_be_read_here_or_is_elsewhere_is_named(session: Session) -> None:
    union = an_organisation(session)

    def campaign(slug: str, state: CampaignState = CampaignState.LIVE, **more: Any) -> Campaign:
        made = Campaign(
            organisation_id=union.id, slug=slug, kind=CampaignKind.ARREST, state=state, title={"en": slug}, **more
        )  # fmt: skip
        session.add(made)
        return made

    own = campaign("free-ada")
    campaign("shown")
    campaign("draft", CampaignState.DRAFT)
    campaign("taken-off", unpublished=Unpublished.WHOLE)
    campaign("renamed", former_slugs=["free-jean", "free-peter"])
    session.flush()
    rows = [
        LinkedCampaign(campaign_id=own.id, slug=slug, url="https://example.net/campaigns/x" if slug == "far" else "")
        for slug in ("shown", "draft", "taken-off", "renamed", "free-jean", "free-pet", "nowhere", "far")
    ]
    assert slugs_for_strangers(session, rows) == ["shown", "renamed", "free-pet", "nowhere", "far"]
    assert slugs_for_strangers(session, []) == []
