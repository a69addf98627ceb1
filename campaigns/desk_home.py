"""The first page of the desk: what needs me today."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.waiting.asked import asked_by, what_waits
from campaigns.waiting.from_others import running
from campaigns.waiting.lines import SECTION_WORDS
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.templating import page

router = APIRouter()


@router.get("/desk")
def show_desk(request: Request, session: SessionDep, user: UserDep) -> Response:
    asked = asked_by(session, user, request.state.language)
    return page(
        request,
        "pages/campaigns/desk.html",
        waits=what_waits(asked),
        section_words=SECTION_WORDS,
        running=running(asked),
    )
