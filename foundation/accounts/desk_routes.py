"""Signing in and out of the desk, and giving the password once more."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from foundation.accounts.actions import confirm_password, sign_in, sign_out
from foundation.accounts.forms import ConfirmForm, SignInForm
from foundation.accounts.proof.device import device_of
from foundation.accounts.sign_in import COOKIE_NAMES, drop_cookie, let_in_by_password, own_page, set_cookie, token_of
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.security.client_address import client_address
from foundation.web.authorisation import UserDep, require_proof
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()


@router.get("/desk/sign-in")
def show_sign_in(request: Request) -> Response:
    return page(request, "pages/accounts/sign_in.html", form=blank(next=request.query_params.get("next", "")))


@router.post("/desk/sign-in")
def take_sign_in(request: Request, form: Annotated[Submitted[SignInForm], Depends(submitted(SignInForm))]) -> Response:
    settings = request.app.state.settings
    if form.ok:
        try:
            token = sign_in(
                get_database(request),
                email=form.checked.email,
                password=form.checked.password,
                from_address=client_address(request, settings.trusted_proxies),
                device=device_of(request.headers.get("user-agent", "")),
                language=request.state.language,
            )
        except BadInput as refusal:
            form.refuse("email", refusal.words)
        else:
            return let_in_by_password(request, token, form.checked.next)
    form.values.pop("password", None)
    return page(request, "pages/accounts/sign_in.html", status=422, form=form)


@router.get("/desk/confirm")
def show_confirm(request: Request, user: UserDep) -> Response:
    require_proof(user, needs_factor=False)
    asked = request.query_params
    return page(
        request, "pages/accounts/confirm.html", form=blank(next=asked.get("next", "")), undone="undone" in asked
    )


@router.post("/desk/confirm")
def take_confirm(
    request: Request, user: UserDep, form: Annotated[Submitted[ConfirmForm], Depends(submitted(ConfirmForm))]
) -> Response:
    require_proof(user, needs_factor=False)
    form.values.pop("password", None)
    if form.ok:
        try:
            token = confirm_password(
                get_database(request), user=user, token=token_of(request), password=form.checked.password
            )
        except BadInput:
            form.refuse("password", "This is not the password of your account.")
        else:
            response = RedirectResponse(own_page(request, form.checked.next), status_code=303)
            set_cookie(response, token, https=request.app.state.settings.https)
            return response
    return page(request, "pages/accounts/confirm.html", status=422, form=form, undone=False)


@router.post("/desk/sign-out")
def take_sign_out(request: Request, session: SessionDep) -> Response:
    for name in COOKIE_NAMES:
        if name in request.cookies:
            sign_out(session, token=request.cookies[name])
    response = RedirectResponse(here(request, "/desk/sign-in"), status_code=303)
    drop_cookie(response, https=request.app.state.settings.https)
    return response
