"""A page about facts at the desk, as every route of them shows it."""

from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.desk_routes.choices import said_options, source_options
from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign
from campaigns.models.case import Consent, Gender, Status
from campaigns.translating.languages import languages_to_type
from foundation.web.language import mark
from foundation.web.templating import here, page
from outreach.words import language_name

IN_NO_LANGUAGE = mark("Please fill this in, in one language at least.")


def back_to_facts(request: Request, campaign: Campaign) -> Response:
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/facts"), status_code=303)


def show(
    request: Request,
    session: Session,
    campaign: Campaign,
    template: str,
    status: int = 200,
    *,
    public: bool = False,
    **more: Any,
) -> Response:
    """`public`: without what is on hold, for who is not told of it."""
    language = request.state.language
    facts = gather_facts(session, campaign, language=language, public=public)
    return page(
        request,
        f"pages/campaigns/{template}.html",
        status=status,
        campaign=campaign,
        facts=facts,
        languages=more.pop("languages", None) or languages_to_type(campaign),
        language_name=language_name,
        sources=source_options(facts),
        statuses=said_options(Status, language),
        genders=[(value, words, "") for value, words in said_options(Gender, language)],
        consents=[(value, words, "") for value, words in said_options(Consent, language)],
        **more,
    )
