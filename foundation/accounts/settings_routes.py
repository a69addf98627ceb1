"""Settings at the desk: the organisation's letterhead, one's own password, and who did what."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

import foundation.accounts.acts  # noqa: F401  # its filter is used by the page
from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import change_letterhead
from foundation.accounts.forms import LetterheadForm
from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()


@router.get("/desk/settings")
def show_settings(request: Request, session: SessionDep, user: UserDep) -> Response:
    """A guest of single campaigns has no organisation to set."""
    if not user.roles:
        return RedirectResponse(here(request, "/desk/settings/security"), status_code=303)
    return _settings_page(request, user, _typed(session, user))


@router.post("/desk/settings/letterhead")
def take_letterhead(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[LetterheadForm], Depends(submitted(LetterheadForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if not form.ok:
        return _settings_page(request, user, form, status=422)
    change_letterhead(session, user=user, values=form.checked.model_dump())
    return RedirectResponse(here(request, "/desk/settings"), status_code=303)


def _settings_page(request: Request, user: SignedIn, form: Submitted[LetterheadForm], status: int = 200) -> Response:
    return page(
        request,
        "pages/accounts/settings.html",
        status=status,
        form=form,
        may_manage=user.may(May.MANAGE, user.organisation_id),
    )


def _typed(session: Session, user: SignedIn) -> Submitted[LetterheadForm]:
    organisation = session.get_one(Organisation, user.organisation_id)
    return blank(**{name: getattr(organisation, name) for name in LetterheadForm.model_fields})
