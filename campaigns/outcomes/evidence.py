"""A file that proves a step, on its way to a reader: as a download only, so that it can do nothing on our pages."""

from pathlib import Path

from fastapi.responses import Response
from sqlmodel import Session

from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign
from campaigns.outcomes.models import Evidence
from campaigns.outcomes.queries import public_evidence
from foundation.accounts.access import NOT_NOW
from foundation.errors import NotFound, NotNow
from foundation.files import read
from foundation.web.downloads import content_disposition
from foundation.web.language import mark

NO_SUCH_FILE = mark("There is no file at this address.")
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def find_evidence(session: Session, campaign: Campaign, evidence_id: int) -> Evidence:
    """Any of this campaign, for the desk."""
    found = session.get(Evidence, evidence_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFound(NO_SUCH_FILE)
    return found


def find_public_evidence(session: Session, campaign: Campaign, evidence_id: int, files_dir: Path) -> Evidence:
    """One that everybody may open, of a step that is not on hold. Raises NotFound, or NotNow while names are off."""
    if campaign.unpublished:
        raise NotNow(NOT_NOW)
    facts = gather_facts(session, campaign, language=campaign.original_language)
    for files in public_evidence(session, campaign, facts, files_dir).values():
        for one in files:
            if one.id == evidence_id:
                return one
    raise NotFound(NO_SUCH_FILE)


def evidence_response(folder: Path, campaign: Campaign, evidence: Evidence, *, cache: str) -> Response:
    filename = f"{campaign.slug}-{evidence.words}.{_ENDINGS[evidence.media_type]}"
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": content_disposition(filename),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(read(folder, evidence.sha256), media_type=evidence.media_type, headers=headers)
