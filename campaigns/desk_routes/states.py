"""Submit, publish, pause, close, reopen: one button each."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import states
from campaigns.desk_routes.listing import overview
from campaigns.forms import CloseForm, ReturnForm
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.templating import here

router = APIRouter()


def _do(
    request: Request, session: Session, user: SignedIn, slug: str, act: May, change: Callable[..., None], **how: object
) -> Response:
    campaign = find_campaign(session, user, slug, act)
    change(session, user=user, campaign=campaign, **how)
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)


@router.post("/desk/campaigns/{slug}/submit")
def submit(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.submit_for_review)


@router.post("/desk/campaigns/{slug}/return")
def return_to_draft(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[ReturnForm], Depends(submitted(ReturnForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return overview(request, session, user, campaign, form, 422)
    return _do(request, session, user, slug, May.WRITE, states.return_to_draft, reason=form.checked.reason)


@router.post("/desk/campaigns/{slug}/publish")
def publish(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.PUBLISH, states.publish)


@router.post("/desk/campaigns/{slug}/pause")
def pause(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.pause)


@router.post("/desk/campaigns/{slug}/resume")
def resume(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.resume)


@router.post("/desk/campaigns/{slug}/close")
def close(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[CloseForm], Depends(submitted(CloseForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return overview(request, session, user, campaign, form, 422)
    return _do(request, session, user, slug, May.WRITE, states.close, outcome=form.checked.outcome)


@router.post("/desk/campaigns/{slug}/reopen")
def reopen(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.reopen)
