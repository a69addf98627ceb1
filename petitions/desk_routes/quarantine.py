"""What was set aside by itself: a look at it, releasing it or keeping it out."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.quarantine import keep_out, release
from petitions.models.texts import text_in
from petitions.queries.quarantine import COUNTED_UP_TO, number_set_aside, quarantine_page
from petitions.queries.rules import NETWORKS_OF, busy_networks

router = APIRouter()


@router.get("/desk/petitions/{slug}/quarantine")
def show_quarantine(request: Request, session: SessionDep, user: UserDep, slug: str, after: str = "") -> Response:
    petition = petition_at_desk(session, user, slug, May.WRITE)
    number = number_set_aside(session, petition)
    return page(
        request,
        "pages/petitions/desk_quarantine.html",
        petition=petition,
        text=text_in(petition, request.state.language),
        listed=quarantine_page(session, petition, after=after),
        number=number,
        is_more=number == COUNTED_UP_TO,
        networks=busy_networks(session, petition),
        networks_of=NETWORKS_OF,
        is_first=not after,
    )


@router.post("/desk/petitions/{slug}/quarantine/{reference}/release")
def take_release(request: Request, session: SessionDep, user: UserDep, slug: str, reference: str) -> Response:
    release(session, user=user, slug=slug, reference=reference)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/quarantine"), status_code=303)


@router.post("/desk/petitions/{slug}/quarantine/{reference}/keep")
def take_keep(request: Request, session: SessionDep, user: UserDep, slug: str, reference: str) -> Response:
    keep_out(session, user=user, slug=slug, reference=reference)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/quarantine"), status_code=303)
