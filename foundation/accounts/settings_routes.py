"""Settings at the desk: the organisation's letterhead, one's own password, and who did what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, col, select

import foundation.accounts.acts  # noqa: F401  # its filter is used by the page
from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import change_letterhead, change_password
from foundation.accounts.forms import LetterheadForm, PasswordForm
from foundation.accounts.models import AuditEntry, Organisation, User
from foundation.accounts.roles import May
from foundation.accounts.sign_in import drop_cookie
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

TRAIL_SHOWN = 50


@router.get("/desk/settings")
def show_settings(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _settings_page(request, session, user, _typed(session, user), blank())


@router.post("/desk/settings/letterhead")
def take_letterhead(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[LetterheadForm], Depends(submitted(LetterheadForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if not form.ok:
        return _settings_page(request, session, user, form, blank(), status=422)
    change_letterhead(session, user=user, values=form.checked.model_dump())
    return RedirectResponse(here(request, "/desk/settings"), status_code=303)


@router.post("/desk/settings/password")
def take_password(
    request: Request, user: UserDep, form: Annotated[Submitted[PasswordForm], Depends(submitted(PasswordForm))]
) -> Response:
    """Ends every session of the account, this one too: whoever knew the old password is out."""
    database = get_database(request)
    form.values.clear()
    if form.ok:
        try:
            change_password(database, user=user, old=form.checked.old, new=form.checked.new)
        except BadInput as refusal:
            form.refuse("old", refusal.words, **refusal.values)
    if not form.ok:
        with database.reading() as session:
            return _settings_page(request, session, user, _typed(session, user), form, status=422)
    response = RedirectResponse(here(request, "/desk/sign-in"), status_code=303)
    drop_cookie(response, https=request.app.state.settings.https)
    return response


def _settings_page(
    request: Request,
    session: Session,
    user: SignedIn,
    form: Submitted[LetterheadForm],
    password_form: Submitted[PasswordForm],
    status: int = 200,
) -> Response:
    rows = session.exec(
        select(AuditEntry, col(User.name))
        .join(User, col(User.id) == col(AuditEntry.user_id), isouter=True)
        .where(AuditEntry.organisation_id == user.organisation_id)
        .order_by(col(AuditEntry.id).desc())
        .limit(TRAIL_SHOWN)
    ).all()
    return page(
        request,
        "pages/accounts/settings.html",
        status=status,
        form=form,
        password_form=password_form,
        may_manage=user.may(May.MANAGE, user.organisation_id),
        trail=[(entry, name or "") for entry, name in rows],
    )


def _typed(session: Session, user: SignedIn) -> Submitted[LetterheadForm]:
    organisation = session.get_one(Organisation, user.organisation_id)
    return blank(**{name: getattr(organisation, name) for name in LetterheadForm.model_fields})
