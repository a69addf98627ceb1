"""The search box of the desk."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.search.finding import search, shown
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.language import speaking
from foundation.web.templating import page

router = APIRouter()

LONGEST = 200


@router.get("/desk/search")
def show_search(request: Request, session: SessionDep, user: UserDep, q: str = "") -> Response:
    typed = " ".join(q.split())[:LONGEST]
    with speaking(request.state.language):
        groups = search(session, user, typed, request.state.language)
    return page(request, "pages/campaigns/search.html", typed=typed, groups=groups, shown=shown)
