"""The front page and the page of a campaign."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.access import find_public_campaign, listed_campaigns
from campaigns.campaign_page import campaign_page
from campaigns.facts.words import Words, words_of
from campaigns.models.campaign import Campaign
from foundation.database import SessionDep
from foundation.web.copies import A_MINUTE
from foundation.web.templating import page
from petitions.access import petition_for_reader
from petitions.models.figures import Figures
from petitions.queries.figures import public_figures

router = APIRouter()


@dataclass(frozen=True)
class Entry:
    """One campaign on the front page."""

    campaign: Campaign
    title: Words
    summary: Words
    figures: Figures


@router.get("/")
def show_front_page(request: Request, session: SessionDep) -> Response:
    language = (request.state.reads, request.state.language)
    entries = [
        Entry(
            campaign,
            words_of(campaign.title, language, campaign.original_language),
            words_of(campaign.summary, language, campaign.original_language),
            public_figures(session, petition_for_reader(session, campaign.slug)),
        )
        for campaign in listed_campaigns(session)
    ]
    return page(
        request,
        "pages/campaigns/front.html",
        headers={"Cache-Control": A_MINUTE},
        running=[entry for entry in entries if entry.campaign.takes_signatures],
        resting=[entry for entry in entries if not entry.campaign.takes_signatures and not entry.campaign.is_history],
        examples=[entry for entry in entries if entry.campaign.is_history],
    )


@router.get("/campaigns/{slug}")
def show_campaign(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = find_public_campaign(session, slug)
    headers = {"Cache-Control": A_MINUTE}
    if not campaign.is_indexed:
        headers["X-Robots-Tag"] = "noindex"
    shown = campaign_page(session, campaign, request.state.language, request.state.reads)
    figures = public_figures(session, petition_for_reader(session, campaign.slug))
    return page(request, "pages/campaigns/campaign.html", headers=headers, figures=figures, **shown)
