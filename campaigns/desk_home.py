"""The first page of the desk."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from foundation.web.authorisation import UserDep
from foundation.web.templating import page

router = APIRouter()


@router.get("/desk")
def show_desk(request: Request, _user: UserDep) -> Response:
    return page(request, "pages/campaigns/desk.html")
