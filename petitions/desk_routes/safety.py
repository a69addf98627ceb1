"""From which countries nobody is to sign."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.acts import name_acts
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.safety import allow_signing_from, stop_signing_from
from petitions.forms.safety import CountryForm
from petitions.models.texts import text_in

router = APIRouter()

name_acts(
    {
        "petition.signing_stopped_from": mark("asked people of a country not to sign"),
        "petition.signing_allowed_from": mark("let people of a country sign again"),
    }
)

CountryFormDep = Annotated[Submitted[CountryForm], Depends(submitted(CountryForm))]


@router.get("/desk/petitions/{slug}/safety")
def show_safety(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _safety(request, session, user, slug, blank())


@router.post("/desk/petitions/{slug}/safety")
def take_stop(request: Request, session: SessionDep, user: UserDep, slug: str, form: CountryFormDep) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if not form.ok:
        return _safety(request, session, user, slug, form, status=422)
    stop_signing_from(session, user=user, slug=slug, country=form.checked.country)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/safety"), status_code=303)


@router.post("/desk/petitions/{slug}/safety/allow")
def take_allow(request: Request, session: SessionDep, user: UserDep, slug: str, form: CountryFormDep) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if form.ok:
        allow_signing_from(session, user=user, slug=slug, country=form.checked.country)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/safety"), status_code=303)


def _safety(
    request: Request, session: Session, user: SignedIn, slug: str, form: Submitted[CountryForm], *, status: int = 200
) -> Response:
    petition = petition_at_desk(session, user, slug, May.WRITE)
    return page(
        request,
        "pages/petitions/desk_safety.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        countries=countries(request.state.language),
    )
