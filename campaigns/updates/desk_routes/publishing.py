"""Submit, return, publish, take back and put back: one button each."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.updates.access import update_at_desk
from campaigns.updates.actions import publish
from campaigns.updates.desk_routes.showing import to_update, update_page
from campaigns.updates.forms import EmergencyForm
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted

router = APIRouter()

UPDATE = "/desk/campaigns/{slug}/updates/{update_id}"


def _do(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    update_id: int,
    act: May,
    change: Callable[..., None],
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, act, lock=True)
    change(session, user=user, campaign=campaign, update=update)
    return to_update(request, campaign, update)


@router.post(UPDATE + "/submit")
def take_submission(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.WRITE, publish.submit_update)


@router.post(UPDATE + "/return")
def take_return(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.WRITE, publish.return_update)


@router.post(UPDATE + "/publish")
def take_publication(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.PUBLISH, publish.publish_update)


@router.post(UPDATE + "/publish-alone")
def take_emergency(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    form: Annotated[Submitted[EmergencyForm], Depends(submitted(EmergencyForm))],
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.PUBLISH, lock=True)
    if not form.ok:
        return update_page(request, session, user, campaign, update, alone_form=form)
    publish.publish_update_alone(
        session,
        user=user,
        campaign=campaign,
        update=update,
        reason=form.checked.why,
        zone=request.app.state.settings.time_zone,
    )
    return to_update(request, campaign, update)


@router.post(UPDATE + "/reviewed")
def take_review(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.PUBLISH, publish.review_afterwards)


@router.post(UPDATE + "/take-back")
def take_back(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.WRITE, publish.take_back)


@router.post(UPDATE + "/put-back")
def put_back(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, May.PUBLISH, publish.put_back)
