"""The organisation's paper at the desk: size and window, logo, pictures of signatures."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.letterhead import actions
from foundation.letterhead.access import find_signature
from foundation.letterhead.forms import LogoForm, PaperForm, SignaturePictureForm
from foundation.letterhead.pictures import drawn_logo, drawn_signature
from foundation.letterhead.queries import letterhead_of, signature_pictures
from foundation.picture_uploads import PNG, as_data
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

PAPER = "/desk/settings/paper"


@router.get(PAPER)
def show_paper(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _paper_page(request, session, user)


@router.post(PAPER)
def take_paper(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[PaperForm], Depends(submitted(PaperForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if not form.ok:
        return _paper_page(request, session, user, form=form)
    sent = form.checked
    actions.set_paper(session, user=user, paper=sent.paper, window=sent.window, is_archived="yes" in sent.is_archived)
    return _back(request)


@router.post(PAPER + "/logo")
def take_logo(
    request: Request, user: UserDep, form: Annotated[Submitted[LogoForm], Depends(submitted(LogoForm))]
) -> Response:
    """It is printed once before it is kept, and no transaction is open meanwhile."""
    require(user, user.organisation_id, May.MANAGE)
    database = get_database(request)
    logo, media_type = b"", ""
    if form.ok:
        try:
            logo, media_type = drawn_logo(form.checked.logo.filename, form.checked.logo.content)
        except BadInput as refusal:
            form.refuse("logo", refusal.words, **refusal.values)
    if not form.ok:
        with database.reading() as session:
            return _paper_page(request, session, user, logo_form=form)
    with database.writing() as session:
        actions.set_logo(session, user=user, logo=logo, media_type=media_type)
    return _back(request)


@router.post(PAPER + "/logo/remove")
def take_logo_away(request: Request, session: SessionDep, user: UserDep) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    actions.remove_logo(session, user=user)
    return _back(request)


@router.post(PAPER + "/signatures")
def take_signature(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[SignaturePictureForm], Depends(submitted(SignaturePictureForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if form.ok:
        try:
            picture = drawn_signature(form.checked.picture.filename, form.checked.picture.content)
            actions.add_signature(session, user=user, name=form.checked.name, picture=picture)
        except BadInput as refusal:
            form.refuse("picture", refusal.words, **refusal.values)
    if not form.ok:
        return _paper_page(request, session, user, signature_form=form)
    return _back(request)


@router.post(PAPER + "/signatures/{signature_id}/remove")
def take_signature_away(request: Request, session: SessionDep, user: UserDep, signature_id: int) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    actions.remove_signature(session, user=user, signature=find_signature(session, user, signature_id))
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(here(request, f"{PAPER}?done=saved"), status_code=303)


def _paper_page(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    form: Submitted[Any] | None = None,
    logo_form: Submitted[Any] | None = None,
    signature_form: Submitted[Any] | None = None,
) -> Response:
    head = letterhead_of(session, user.organisation_id)
    may_manage = user.may(May.MANAGE, user.organisation_id)
    signatures = signature_pictures(session, user.organisation_id) if may_manage else []
    typed = blank(paper=head.paper, window=head.window, is_archived=["yes"] if head.is_archived else [])
    return page(
        request,
        "pages/accounts/paper.html",
        status=422 if form or logo_form or signature_form else 200,
        done="done" in request.query_params,
        logo=as_data(head.logo, head.logo_type) if head.logo else "",
        form=form or typed,
        logo_form=logo_form or blank(),
        signature_form=signature_form or blank(),
        may_manage=may_manage,
        signatures=[(row, as_data(row.content, PNG)) for row in signatures],
    )
