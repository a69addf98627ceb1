"""The front page and the page of a campaign."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns import page_parts
from campaigns.access import find_public_campaign, listed_campaigns, public_campaigns
from campaigns.facts.gather import gather_facts
from campaigns.facts.words import Words, words_of
from campaigns.letters.offered import offers_letters
from campaigns.models.campaign import Campaign
from campaigns.translating.languages import languages_of_campaign
from foundation.accounts.models import Organisation
from foundation.database import SessionDep
from foundation.web.copies import A_MINUTE
from foundation.web.templating import page
from outreach.words import language_name
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


@dataclass(frozen=True)
class Linked:
    """A campaign that another one points to."""

    slug: str
    title: Words


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
    language, reads = request.state.language, request.state.reads
    facts = gather_facts(session, campaign, language=language, reads=reads)
    headers = {"Cache-Control": A_MINUTE}
    if not campaign.is_indexed:
        headers["X-Robots-Tag"] = "noindex"
    return page(
        request,
        "pages/campaigns/campaign.html",
        headers=headers,
        readable_in=languages_of_campaign(campaign),
        campaign=campaign,
        facts=facts,
        language_name=language_name,
        names_of_languages=lambda codes: ", ".join(map(language_name, codes)),
        has_letters=offers_letters(session, campaign=campaign, facts=facts),
        linked=[
            Linked(other.slug, words_of(other.title, (reads, language), other.original_language))
            for other in public_campaigns(session, facts.linked)
        ],
        parts=page_parts,
        figures=public_figures(session, petition_for_reader(session, campaign.slug)),
        organisation=session.get_one(Organisation, campaign.organisation_id),
    )
