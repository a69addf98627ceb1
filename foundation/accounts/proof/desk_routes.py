"""The second factor: showing it when signing in, and setting one up."""

import base64
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, digest_of_token
from foundation.accounts.models import User
from foundation.accounts.proof.actions import (
    add_app,
    add_key,
    prove_by_code,
    prove_by_key,
    secret_to_show,
    shown_secret,
)
from foundation.accounts.proof.codes import otpauth_address
from foundation.accounts.proof.forms import CodeForm, KeyAnswerForm, NewAppForm, NewKeyForm
from foundation.accounts.proof.keys import ask_for_key, ask_for_new_key, keys_work_at
from foundation.accounts.proof.queries import credentials_of, factors_of, recovery_codes_left
from foundation.accounts.proof_models import FactorKind
from foundation.accounts.sign_in import let_in, own_page, set_cookie, token_of
from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput, Conflict
from foundation.qr import qr_svg
from foundation.web.authorisation import UserDep, require_proof
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

SITE = "Solidarity"
NO_SUCH_PROOF = mark("Please write the code.")


@router.get("/desk/sign-in/second")
def show_second(request: Request, session: SessionDep, user: UserDep) -> Response:
    wished = request.query_params.get("next", "")
    if user.proved or not user.has_second_factor:
        return RedirectResponse(own_page(request, wished), status_code=303)
    return _second_page(request, session, user, blank(next=wished))


@router.post("/desk/sign-in/second")
def take_second(
    request: Request, user: UserDep, form: Annotated[Submitted[CodeForm], Depends(submitted(CodeForm))]
) -> Response:
    if form.ok and not (form.checked.code or form.checked.recovery):
        form.refuse("code", NO_SUCH_PROOF)
    if not form.ok:
        return _second_again(request, user, form)
    given = form.checked
    return _prove(
        request,
        user,
        form,
        "recovery" if given.recovery else "code",
        lambda token: prove_by_code(
            get_database(request), user=user, token=token, code=given.code, recovery=given.recovery
        ),
    )


@router.post("/desk/sign-in/second/key")
def take_second_key(
    request: Request, user: UserDep, form: Annotated[Submitted[KeyAnswerForm], Depends(submitted(KeyAnswerForm))]
) -> Response:
    if not form.ok:
        return _second_again(request, user, form)
    base_url = request.app.state.settings.effective_base_url
    return _prove(
        request,
        user,
        form,
        "answer",
        lambda token: prove_by_key(
            get_database(request), user=user, token=token, answer=form.checked.answer, base_url=base_url
        ),
    )


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


def _prove(
    request: Request,
    user: SignedIn,
    form: Submitted[CodeForm] | Submitted[KeyAnswerForm],
    field: str,
    prove: Callable[[str], str],
) -> Response:
    try:
        token = prove(token_of(request))
    except BadInput as refusal:
        form.refuse(field, refusal.words, **refusal.values)
        return _second_again(request, user, form)
    response = RedirectResponse(own_page(request, form.checked.next), status_code=303)
    let_in(request, response, token, user_id=user.user_id)
    return response


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


def _second_again(request: Request, user: SignedIn, form: Submitted[CodeForm] | Submitted[KeyAnswerForm]) -> Response:
    with get_database(request).reading() as session:
        return _second_page(request, session, user, form, status=422)


def _second_page(
    request: Request,
    session: Session,
    user: SignedIn,
    form: Submitted[CodeForm] | Submitted[KeyAnswerForm],
    status: int = 200,
) -> Response:
    form.values = {"next": form.value("next")}
    base_url = request.app.state.settings.effective_base_url
    keys = credentials_of(session, user.user_id) if keys_work_at(base_url) else []
    digest = digest_of_token(token_of(request))
    return page(
        request,
        "pages/accounts/second.html",
        status=status,
        form=form,
        has_app=bool(factors_of(session, user.user_id, FactorKind.APP)),
        codes_left=recovery_codes_left(session, user.user_id),
        key_options=ask_for_key(base_url, digest, known=keys, now=utc_now()) if keys else "",
    )


def _set_up_again(request: Request, user: SignedIn, form: Submitted[NewAppForm] | Submitted[NewKeyForm]) -> Response:
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
    if keys_work_at(base_url):
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
    try:
        return shown_secret(user, sealed), sealed
    except BadInput:
        return secret_to_show(user)
