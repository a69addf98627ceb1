"""A new secret address for the pages of a partner, where the old one has come into wrong hands."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.templating import here
from outreach.access import partner_of
from outreach.actions.letterheads import change_code

router = APIRouter()


@router.post("/desk/outreach/partners/{partner_id}/code")
def take_new_code(request: Request, session: SessionDep, user: UserDep, partner_id: int) -> Response:
    partner = partner_of(session, user, partner_id, May.WRITE)
    change_code(session, user=user, partner=partner)
    return RedirectResponse(here(request, f"/desk/outreach/partners/{partner.id}?done=code"), status_code=303)
