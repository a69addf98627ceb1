"""A face for everybody, as small as pages show it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.access import find_public_campaign
from campaigns.faces.pictures import face_response
from campaigns.faces.queries import public_portrait
from foundation.database import SessionDep
from foundation.web.copies import A_MINUTE

router = APIRouter()


@router.get("/campaigns/{slug}/faces/{portrait_id}")
def show_face(request: Request, session: SessionDep, slug: str, portrait_id: int) -> Response:
    portrait = public_portrait(session, find_public_campaign(session, slug), portrait_id)
    folder = request.app.state.settings.effective_files_dir
    return face_response(folder, sha256=portrait.sha256, cache=A_MINUTE)
