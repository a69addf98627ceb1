"""The organisation's own key at the desk: keeping it, using it, taking it away. It is shown to nobody."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.signing import actions
from foundation.signing.certificates import told
from foundation.signing.forms import KeyForm, SignsLettersForm
from foundation.signing.opening import OpenedFile, open_file
from foundation.signing.queries import key_of, runs_out_soon
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

SIGNATURE = "/desk/settings/signature"


@router.get(SIGNATURE)
def show_key(request: Request, session: SessionDep, user: UserDep, done: str = "") -> Response:
    require(user, user.organisation_id, May.MANAGE)
    return _key_page(request, session, user, done=done)


@router.post(SIGNATURE)
def take_key(
    request: Request, user: UserDep, form: Annotated[Submitted[KeyForm], Depends(submitted(KeyForm))]
) -> Response:
    """It is opened before anything is written, and no transaction is open meanwhile."""
    require(user, user.organisation_id, May.MANAGE)
    database = get_database(request)
    opened = OpenedFile(b"")
    if form.ok:
        try:
            opened = open_file(form.checked.file.content, form.checked.phrase, now=utc_now())
        except BadInput as refusal:
            form.refuse("file", refusal.words, **refusal.values)
    if not form.ok:
        with database.reading() as session:
            return _key_page(request, session, user, form=form)
    with database.writing() as session:
        actions.keep_key(session, user=user, opened=opened, signs_letters="yes" in form.checked.signs_letters)
    return _back(request, "kept")


@router.post(SIGNATURE + "/use")
def take_use(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[SignsLettersForm], Depends(submitted(SignsLettersForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if not form.ok:
        return _key_page(request, session, user, use_form=form)
    actions.set_signing(session, user=user, signs_letters="yes" in form.checked.signs_letters)
    return _back(request, "set")


@router.post(SIGNATURE + "/remove")
def take_key_away(request: Request, session: SessionDep, user: UserDep) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    actions.remove_key(session, user=user)
    return _back(request, "removed")


def _back(request: Request, done: str) -> Response:
    return RedirectResponse(here(request, f"{SIGNATURE}?done={done}"), status_code=303)


def _key_page(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    form: Submitted[Any] | None = None,
    use_form: Submitted[Any] | None = None,
    done: str = "",
) -> Response:
    row = key_of(session, user.organisation_id)
    certificate = told(row.certificate) if row else None
    ticked = ["yes"] if row is None or row.signs_letters else []
    return page(
        request,
        "pages/accounts/signature.html",
        status=422 if form or use_form else 200,
        done=done,
        row=row,
        certificate=certificate,
        has_run_out=bool(certificate and certificate.valid_until < utc_now()),
        runs_out_soon=bool(certificate and runs_out_soon(certificate)),
        form=form or blank(signs_letters=ticked),
        use_form=use_form or blank(signs_letters=ticked),
    )
