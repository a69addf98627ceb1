"""An owner lets mail go to an address again, because whom it belongs to asked for that."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import AppError
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.write_again import write_again
from petitions.forms.desk_list import WriteAgainForm
from petitions.models.texts import text_in

router = APIRouter()

WriteAgainFormDep = Annotated[Submitted[WriteAgainForm], Depends(submitted(WriteAgainForm))]


@router.get("/desk/petitions/{slug}/write-again")
def show_write_again(request: Request, session: SessionDep, user: UserDep, slug: str, done: str = "") -> Response:
    return _page(request, session, user, slug, blank(), done=bool(done))


@router.post("/desk/petitions/{slug}/write-again")
def take_write_again(request: Request, user: UserDep, slug: str, form: WriteAgainFormDep) -> Response:
    database = get_database(request)
    with database.reading() as session:
        petition_at_desk(session, user, slug, May.MANAGE)
    status = 422
    try:
        if form.ok:
            with database.writing() as session:
                write_again(session, user=user, slug=slug, email=form.checked.email, reason=form.checked.reason)
            return RedirectResponse(here(request, f"/desk/petitions/{slug}/write-again?done=yes"), status_code=303)
    except AppError as refusal:
        form.refuse("email", refusal.words, **refusal.values)
        status = refusal.status
    with database.reading() as session:
        return _page(request, session, user, slug, form, status=status)


def _page(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    form: Submitted[WriteAgainForm],
    *,
    done: bool = False,
    status: int = 200,
) -> Response:
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    return page(
        request,
        "pages/petitions/desk_write_again.html",
        status=status,
        headers={"Cache-Control": "private, no-store"},
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        done=done,
    )
