"""What came of a campaign, for everybody: demand by demand, with dates, sources and files."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns import page_parts
from campaigns.access import find_public_campaign
from campaigns.facts.gather import gather_facts
from campaigns.facts.words import words_of
from campaigns.outcomes.evidence import evidence_response, find_public_evidence
from campaigns.outcomes.queries import merged_into, newest_closing, public_evidence, shares_of
from campaigns.translating.languages import languages_of_campaign
from campaigns.updates.models import Update
from campaigns.updates.queries import shown_update, shows_pictures
from foundation.accounts.models import Organisation
from foundation.database import SessionDep
from foundation.web.copies import A_MINUTE
from foundation.web.templating import page
from petitions.access import petition_for_reader
from petitions.queries.figures import public_figures

router = APIRouter()


@router.get("/campaigns/{slug}/outcome")
def show_outcome(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = find_public_campaign(session, slug)
    language = request.state.language
    facts = gather_facts(session, campaign, language=language)
    closing = newest_closing(session, campaign)
    report = session.get(Update, closing.report_id) if closing and closing.report_id else None
    other = merged_into(session, closing)
    headers = {"Cache-Control": A_MINUTE}
    return page(
        request,
        "pages/outcomes/public.html",
        headers=headers if campaign.is_indexed else headers | {"X-Robots-Tag": "noindex"},
        readable_in=languages_of_campaign(campaign),
        campaign=campaign,
        facts=facts,
        parts=page_parts,
        shares=shares_of(facts),
        evidence=public_evidence(session, campaign, facts, request.app.state.settings.effective_files_dir),
        closing=closing,
        statement=words_of(closing.statement, language, campaign.original_language) if closing else "",
        report=shown_update(session, report, language=language, with_pictures=shows_pictures(campaign))
        if report is not None and report.is_public
        else None,
        merged=(other.slug, words_of(other.title, language, other.original_language))
        if other is not None and other.is_public
        else None,
        figures=public_figures(session, petition_for_reader(session, campaign.slug)),
        organisation=session.get_one(Organisation, campaign.organisation_id),
    )


@router.get("/campaigns/{slug}/evidence/{evidence_id}")
def show_evidence(request: Request, session: SessionDep, slug: str, evidence_id: int) -> Response:
    campaign = find_public_campaign(session, slug)
    folder = request.app.state.settings.effective_files_dir
    evidence = find_public_evidence(session, campaign, evidence_id, folder)
    return evidence_response(folder, campaign, evidence, cache=A_MINUTE)
