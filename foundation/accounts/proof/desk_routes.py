"""The second factor, shown when signing in."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, digest_of_token
from foundation.accounts.proof.actions import (
    prove_by_code,
    prove_by_key,
)
from foundation.accounts.proof.forms import CodeForm, KeyAnswerForm
from foundation.accounts.proof.keys import ask_for_key, keys_work_at
from foundation.accounts.proof.queries import credentials_of, factors_of, recovery_codes_left
from foundation.accounts.proof_models import FactorKind
from foundation.accounts.sign_in import let_in, own_page, token_of
from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

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
