"""A letter's first page as a picture, beside its editor: as it would be printed now."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.letters.desk_routes import LETTER, NamedDep, register_path
from campaigns.letters.render import print_letter
from foundation.accounts.roles import May
from foundation.database import get_database
from foundation.web.authorisation import UserDep
from foundation.web.templating import here

router = APIRouter()

WIDTH = 800
"""Pixels: sharp where it is shown, on a screen with two for one."""


@router.get(LETTER + "/picture.png")
def show_picture(request: Request, user: UserDep, named: NamedDep) -> Response:
    """No transaction is open while it is laid out. Raises BadInput while a text is missing, as the PDF does."""
    with get_database(request).reading() as session:
        campaign = named.campaign(session, user, May.READ)
        letter, contents = named.letter(session, user, campaign)
    if letter.state.is_approved:
        return RedirectResponse(here(request, register_path(campaign, letter)), status_code=303)
    picture = print_letter(contents, shown_width=WIDTH).picture
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, no-store"})
