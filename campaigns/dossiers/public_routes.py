"""The public edition of a dossier."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.access import find_campaign_with_papers
from campaigns.dossiers.models import Profile
from campaigns.dossiers.queries import newest_ready
from foundation.database import SessionDep
from foundation.errors import Busy
from foundation.files import read
from foundation.web.downloads import pdf_response

router = APIRouter()


@router.get("/campaigns/{slug}/dossier.pdf")
def download_dossier(request: Request, session: SessionDep, slug: str) -> Response:
    """In the reader's language, else in the campaign's own."""
    campaign = find_campaign_with_papers(session, slug)
    for language in (request.state.reads, request.state.language, campaign.original_language, "en"):
        dossier = newest_ready(session, campaign=campaign, language=language, profile=Profile.PUBLIC)
        if dossier is not None and dossier.file_sha256:
            content = read(request.app.state.settings.effective_files_dir, dossier.file_sha256)
            name = f"{campaign.slug}-{dossier.language}-{dossier.edition}.pdf"
            return pdf_response(content, name, inline=True, cache="public, max-age=60")
    raise Busy("The dossier is being made just now. Please come back in a minute.")
