"""The page of a procedure for readers of its campaign."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns import page_parts
from campaigns.access import find_public_campaign
from campaigns.facts.gather import gather_facts
from campaigns.facts.subjects import ProcedureFacts
from campaigns.translating.languages import languages_of_campaign
from foundation.accounts.access import NO_SUCH_PAGE
from foundation.accounts.models import Organisation
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.copies import A_MINUTE
from foundation.web.templating import page
from outreach.words import language_name

router = APIRouter()


@router.get("/campaigns/{slug}/procedures/{key}")
def show_procedure(request: Request, session: SessionDep, slug: str, key: str) -> Response:
    """Not found where it is on hold, as if there were none."""
    campaign = find_public_campaign(session, slug)
    language, reads = request.state.language, request.state.reads
    facts = gather_facts(session, campaign, language=language, reads=reads)
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
        reads_in=language_name(reads),
        stand_ins=", ".join(map(language_name, _stand_ins(procedure))),
        parts=page_parts,
        today=utc_today(),
        organisation=session.get_one(Organisation, campaign.organisation_id),
    )


def _stand_ins(procedure: ProcedureFacts) -> list[str]:
    """Languages that texts of its page stand in, where the reader's has none of them."""
    asked = [one for report in procedure.reports for one in report.recommendations]
    texts = [
        *(procedure.body, procedure.subject, procedure.note),
        *(line.text for line in procedure.communications),
        *(report.text for report in procedure.reports),
        *(line.text for line in procedure.dates),
        *(text for one in asked for text in (one.text, one.reply, one.follow_up)),
    ]
    return sorted({text.language for text in texts if text and not text.translated})
