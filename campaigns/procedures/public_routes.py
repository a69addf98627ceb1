"""The page of a procedure for readers of its campaign."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns import page_parts
from campaigns.access import find_public_campaign
from campaigns.facts.gather import gather_facts
from campaigns.translating.languages import languages_of_campaign
from foundation.accounts.access import NO_SUCH_PAGE
from foundation.accounts.models import Organisation
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.copies import A_MINUTE
from foundation.web.templating import page

router = APIRouter()


@router.get("/campaigns/{slug}/procedures/{key}")
def show_procedure(request: Request, session: SessionDep, slug: str, key: str) -> Response:
    """Not found where it is on hold, as if there were none."""
    campaign = find_public_campaign(session, slug)
    facts = gather_facts(session, campaign, language=request.state.language)
    procedure = next((one for one in facts.procedures if one.key == key), None)
    if procedure is None:
        raise NotFound(NO_SUCH_PAGE)
    headers = {"Cache-Control": A_MINUTE}
    if not campaign.is_indexed:
        headers["X-Robots-Tag"] = "noindex"
    return page(
        request,
        "pages/procedures/public.html",
        headers=headers,
        readable_in=languages_of_campaign(campaign),
        campaign=campaign,
        facts=facts,
        procedure=procedure,
        parts=page_parts,
        today=utc_today(),
        organisation=session.get_one(Organisation, campaign.organisation_id),
    )
