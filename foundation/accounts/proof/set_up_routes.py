"""Setting up a second factor."""

import base64
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, digest_of_token
from foundation.accounts.models import User
from foundation.accounts.proof.actions import add_app, add_key, secret_to_show, shown_secret
from foundation.accounts.proof.codes import otpauth_address
from foundation.accounts.proof.forms import NewAppForm, NewKeyForm
from foundation.accounts.proof.keys import ask_for_new_key, keys_work_at
from foundation.accounts.proof.queries import credentials_of
from foundation.accounts.sign_in import let_in, own_page, set_cookie, token_of
from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput, Conflict, PasswordNeeded
from foundation.qr import qr_svg
from foundation.web.authorisation import PASSWORD_AGAIN, UserDep, require_proof
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import page

router = APIRouter()

SITE = "Solidarity"


@router.get("/desk/second-factor")
def show_set_up(request: Request, session: SessionDep, user: UserDep) -> Response:
    require_proof(user, needs_factor=False)
    return _set_up_page(request, session, user, blank(next=request.query_params.get("next", "")))


@router.post("/desk/second-factor/app")
def take_app(
    request: Request, user: UserDep, form: Annotated[Submitted[NewAppForm], Depends(submitted(NewAppForm))]
) -> Response:
    require_proof(user, needs_factor=False)
    if not form.ok:
        return _set_up_again(request, user, form)
    given = form.checked
    return _add(
        request,
        user,
        form,
        "code",
        lambda token: add_app(
            get_database(request), user=user, token=token, sealed=given.sealed, code=given.code, name=given.name
        ),
    )


@router.post("/desk/second-factor/key")
def take_key(
    request: Request, user: UserDep, form: Annotated[Submitted[NewKeyForm], Depends(submitted(NewKeyForm))]
) -> Response:
    require_proof(user, needs_factor=False)
    if not form.ok:
        return _set_up_again(request, user, form)
    given = form.checked
    base_url = request.app.state.settings.effective_base_url
    return _add(
        request,
        user,
        form,
        "answer",
        lambda token: add_key(
            get_database(request), user=user, token=token, answer=given.answer, name=given.name, base_url=base_url
        ),
    )


def _add(
    request: Request,
    user: SignedIn,
    form: Submitted[NewAppForm] | Submitted[NewKeyForm],
    field: str,
    add: Callable[[str], tuple[str, list[str]]],
) -> Response:
    """Recovery codes are shown on the answer itself: nowhere else could they be kept for a second page."""
    try:
        token, codes = add(token_of(request))
    except (BadInput, Conflict) as refusal:
        form.refuse(field, refusal.words, **refusal.values)
        return _set_up_again(request, user, form)
    wished = own_page(request, form.checked.next or "/desk/settings/security")
    response: Response
    if codes:
        response = page(request, "pages/accounts/recovery_codes.html", codes=codes, onward=wished, is_first=True)
        let_in(request, response, token, user_id=user.user_id)
        return response
    response = RedirectResponse(wished, status_code=303)
    set_cookie(response, token, https=request.app.state.settings.https)
    return response


def _set_up_again(request: Request, user: SignedIn, form: Submitted[NewAppForm] | Submitted[NewKeyForm]) -> Response:
    """A secret that was shown after the password was given may still be used, however long the app took to install;
    what was not is not shown now either."""
    if not user.gave_password_lately and not _was_shown(user, form):
        raise PasswordNeeded(PASSWORD_AGAIN, back="/desk/second-factor")
    with get_database(request).reading() as session:
        return _set_up_page(request, session, user, form, status=422)


def _set_up_page(
    request: Request,
    session: Session,
    user: SignedIn,
    form: Submitted[NewAppForm] | Submitted[NewKeyForm],
    status: int = 200,
) -> Response:
    settings = request.app.state.settings
    secret, sealed = _secret_of(user, form)
    email = session.get_one(User, user.user_id).email
    base_url = settings.effective_base_url
    known = credentials_of(session, user.user_id)
    drawn = base64.b64encode(qr_svg(otpauth_address(secret, email, SITE))).decode()
    form.values = {name: form.value(name) for name in ("next", "name")} | {"sealed": sealed}
    options = ""
    if keys_work_at(base_url) and user.gave_password_lately:
        options = ask_for_new_key(
            base_url,
            digest_of_token(token_of(request)),
            user_id=user.user_id,
            user_name=email,
            known=known,
            now=utc_now(),
        )
    return page(
        request,
        "pages/accounts/set_up_factor.html",
        status=status,
        headers={"Cache-Control": "private, no-store"},
        form=form,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        qr=f"data:image/svg+xml;base64,{drawn}",
        key_options=options,
        is_needed=settings.needs_second_factor and not user.has_second_factor,
    )


def _secret_of(user: SignedIn, form: Submitted[NewAppForm] | Submitted[NewKeyForm]) -> tuple[str, str]:
    """The one that the app was already told, where the page is shown again; else a new one."""
    sealed = str(form.value("sealed"))
    return (shown_secret(user, sealed), sealed) if _was_shown(user, form) else secret_to_show(user)


def _was_shown(user: SignedIn, form: Submitted[NewAppForm] | Submitted[NewKeyForm]) -> bool:
    try:
        shown_secret(user, str(form.value("sealed")))
    except BadInput:
        return False
    return True
