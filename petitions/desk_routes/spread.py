"""How a petition is passed on, gathered for organisers: link, paper, snippet, and who may frame it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.embed_sites import origins_in, set_embed_sites
from petitions.forms.desk import EmbedForm
from petitions.queries.reading import petition_page

router = APIRouter()


@router.get("/desk/petitions/{slug}/spread")
def show_spread(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    return _spread(request, session, user, slug, blank(sites="\n".join(petition.embed_sites)))


@router.post("/desk/petitions/{slug}/embed-sites")
def take_embed_sites(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[EmbedForm], Depends(submitted(EmbedForm))],
) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if form.ok:
        try:
            set_embed_sites(session, user=user, slug=slug, sites=origins_in(form.checked.sites))
        except BadInput as refusal:
            form.refuse("sites", refusal.words, **refusal.values)
    if not form.ok:
        return _spread(request, session, user, slug, form, status=422)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/spread"), status_code=303)


def _spread(
    request: Request, session: Session, user: SignedIn, slug: str, form: Submitted[EmbedForm], *, status: int = 200
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    return page(
        request,
        "pages/petitions/desk_spread.html",
        status=status,
        petition=petition,
        shown=petition_page(session, petition, request.state.language),
        form=form,
        may_write=user.may(May.WRITE, petition.organisation_id, petition.campaign_id),
    )
