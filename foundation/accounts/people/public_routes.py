"""The page behind a mailed invitation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from foundation.accounts.actions import sign_in
from foundation.accounts.models import Organisation, User
from foundation.accounts.people.access import invitation_of_token
from foundation.accounts.people.actions.invitations import accept, has_account
from foundation.accounts.people.desk_routes import role_said
from foundation.accounts.people.forms import JoinForm
from foundation.accounts.proof.device import device_of
from foundation.accounts.sign_in import let_in_by_password
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.security.client_address import client_address
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

WRONG_PASSWORD = mark("This is not the password of your account.")


@router.get("/invitation/{token}")
def show_invitation(request: Request, session: SessionDep, token: str) -> Response:
    return _page(request, session, token, blank())


@router.post("/invitation/{token}")
def take_invitation(
    request: Request, token: str, form: Annotated[Submitted[JoinForm], Depends(submitted(JoinForm))]
) -> Response:
    """Whoever has an account shows its password; who has none chooses one. Then the second factor follows."""
    database = get_database(request)
    with database.reading() as session:
        invitation = invitation_of_token(session, token)
        known = has_account(session, invitation)
    form.values.pop("password", None)
    if form.ok and not known and not form.checked.name:
        form.refuse("name", "Please fill this in.")
    if form.ok:
        try:
            browser = _signed_in(request, invitation.email, form.checked.password) if known else ""
            accept(
                database,
                token=token,
                name=form.checked.name,
                password=form.checked.password,
                language=request.state.language,
            )
            browser = browser or _signed_in(request, invitation.email, form.checked.password)
        except BadInput as refusal:
            form.refuse("password", WRONG_PASSWORD if known else refusal.words, **refusal.values)
        else:
            return let_in_by_password(request, browser, "")
    with database.reading() as session:
        return _page(request, session, token, form, status=422)


def _signed_in(request: Request, email: str, password: str) -> str:
    settings = request.app.state.settings
    return sign_in(
        get_database(request),
        email=email,
        password=password,
        from_address=client_address(request, settings.trusted_proxies),
        device=device_of(request.headers.get("user-agent", "")),
        language=request.state.language,
    )


def _page(request: Request, session: Session, token: str, form: Submitted[JoinForm], status: int = 200) -> Response:
    invitation = invitation_of_token(session, token)
    inviter = session.get(User, invitation.invited_by_id) if invitation.invited_by_id else None
    return page(
        request,
        "pages/accounts/invitation.html",
        status=status,
        form=form,
        token=token,
        invitation=invitation,
        role=role_said(invitation.role),
        organisation=session.get_one(Organisation, invitation.organisation_id).name,
        inviter=inviter.name if inviter else "",
        has_account=has_account(session, invitation),
        zone=request.app.state.settings.time_zone,
    )
