"""A reader says how pages should look, and the sheet that makes them so."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from foundation.web.comfort import COOKIE, Colours, Comfort, Pictures, TextSize
from foundation.web.forms import Form, Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

KEPT = timedelta(days=365)


class ComfortForm(Form):
    size: TextSize
    colours: Colours
    pictures: Pictures
    back: Annotated[str, Field(max_length=500)] = ""


@router.get("/comfort")
def show_comfort(request: Request) -> Response:
    comfort = Comfort.from_cookie(request.cookies.get(COOKIE, ""))
    form = blank(size=comfort.size, colours=comfort.colours, pictures=comfort.pictures, back=_came_from(request))
    return page(request, "pages/foundation/comfort.html", form=form)


@router.post("/comfort")
def take_comfort(
    request: Request, form: Annotated[Submitted[ComfortForm], Depends(submitted(ComfortForm))]
) -> Response:
    if not form.ok:
        return page(request, "pages/foundation/comfort.html", status=422, form=form)
    chosen = form.checked
    answer = RedirectResponse(_own(chosen.back) or here(request, "/"), status_code=303)
    answer.set_cookie(
        COOKIE,
        Comfort(chosen.size, chosen.colours, chosen.pictures).cookie,
        max_age=int(KEPT.total_seconds()),
        secure=request.app.state.settings.https,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/comfort.css")
def comfort_sheet(request: Request) -> Response:
    comfort = Comfort.from_cookie(request.cookies.get(COOKIE, ""))
    # Asked for anew each time: Chromium keeps a copy when the cookie changes, whatever Vary says.
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    return Response(comfort.css, media_type="text/css", headers=headers)


def _came_from(request: Request) -> str:
    """The page of this site whose footer was followed; browsers name it to the same site only."""
    referer = urlsplit(request.headers.get("referer", ""))
    question = f"?{referer.query}" if referer.query else ""
    return _own(referer.path + question) if referer.netloc == request.url.netloc else ""


def _own(address: str) -> str:
    """An address on this site, or nothing: a form cannot lead elsewhere."""
    return address if address.startswith("/") and not address.startswith("//") and "\\" not in address else ""
