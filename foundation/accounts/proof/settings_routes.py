"""Settings: one's own second factors, recovery codes, and the browsers that are signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import change_password, end_other_sessions, record_of_person
from foundation.accounts.forms import PasswordForm
from foundation.accounts.proof.actions import end_session, remove_factor, renew_recovery_codes
from foundation.accounts.proof.queries import factors_of, open_sessions, recovery_codes_left
from foundation.accounts.sign_in import set_cookie, token_of
from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()
HOME = "/desk/settings/security"


@router.get("/desk/settings/security")
def show_security(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _security_page(request, session, user, blank())


@router.post("/desk/settings/password")
def take_password(
    request: Request, user: UserDep, form: Annotated[Submitted[PasswordForm], Depends(submitted(PasswordForm))]
) -> Response:
    """Ends every other session of the account: whoever knew the old password is out."""
    database = get_database(request)
    form.values.clear()
    if form.ok:
        try:
            token = change_password(
                database, user=user, token=token_of(request), old=form.checked.old, new=form.checked.new
            )
        except BadInput as refusal:
            form.refuse("old", refusal.words, **refusal.values)
        else:
            response = RedirectResponse(here(request, HOME), status_code=303)
            set_cookie(response, token, https=request.app.state.settings.https)
            return response
    with database.reading() as session:
        return _security_page(request, session, user, form, status=422)


def _security_page(
    request: Request, session: Session, user: SignedIn, form: Submitted[PasswordForm], status: int = 200
) -> Response:
    return page(
        request,
        "pages/accounts/security.html",
        status=status,
        password_form=form,
        factors=factors_of(session, user.user_id),
        codes_left=recovery_codes_left(session, user.user_id),
        sessions=open_sessions(session, user.user_id, utc_now()),
        this_session=user.session_id,
        is_needed=request.app.state.settings.needs_second_factor,
    )


@router.post("/desk/settings/security/factors/{factor_id}/remove")
def take_remove_factor(request: Request, session: SessionDep, user: UserDep, factor_id: int) -> Response:
    remove_factor(session, user=user, factor_id=factor_id, needs_factor=request.app.state.settings.needs_second_factor)
    return RedirectResponse(here(request, HOME), status_code=303)


@router.post("/desk/settings/security/recovery-codes")
def take_recovery_codes(request: Request, session: SessionDep, user: UserDep) -> Response:
    """Shown on this answer and never again."""
    if not user.has_second_factor:
        raise Conflict("Recovery codes go with a second factor. Set one up first.")
    codes = renew_recovery_codes(session, user=user)
    return page(request, "pages/accounts/recovery_codes.html", codes=codes, onward=here(request, HOME), is_first=False)


@router.post("/desk/settings/security/sessions/{session_id}/end")
def take_end_session(request: Request, session: SessionDep, user: UserDep, session_id: int) -> Response:
    end_session(session, user=user, session_id=session_id)
    return RedirectResponse(here(request, HOME), status_code=303)


@router.post("/desk/settings/security/end-others")
def take_end_others(request: Request, session: SessionDep, user: UserDep) -> Response:
    if end_other_sessions(session, user=user):
        record_of_person(session, user=user, act="sessions.ended")
    return RedirectResponse(here(request, HOME), status_code=303)
