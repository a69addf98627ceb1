"""Submit, publish, pause, close, reopen: one button each."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import emergency, states
from campaigns.desk_routes.in_languages import typed_in_each
from campaigns.desk_routes.listing import looked_at, overview
from campaigns.forms import AloneForm, CloseForm, ReturnForm, SeenForm
from campaigns.meanwhile import did_it_just_now, refuse_if_changed
from campaigns.models.campaign import Campaign, Outcome
from campaigns.outcomes.desk_routes import outcome_page
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
    return _back(request, campaign)


def _back(request: Request, campaign: Campaign) -> Response:
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)


def _is_published_just_now(campaign: Campaign, user: SignedIn) -> bool:
    """The button was pressed twice; that is no failure."""
    return campaign.is_public and did_it_just_now(user, campaign.published_by_id, campaign.published_at)


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
def publish(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[SeenForm], Depends(submitted(SeenForm))],
) -> Response:
    """What is published is what the second person has looked at."""
    campaign = find_campaign(session, user, slug, May.PUBLISH)
    if _is_published_just_now(campaign, user):
        return _back(request, campaign)
    refuse_if_changed(form, looked_at(campaign))
    if not form.ok:
        return overview(request, session, user, campaign, form, 422)
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
    other = _goes_on_in(session, user, campaign, form)
    if not form.ok:
        return outcome_page(request, session, user, campaign, form=form)
    statement = typed_in_each(form.checked, "statement")
    states.close(
        session, user=user, campaign=campaign, outcome=form.checked.outcome, statement=statement, merged_into=other
    )
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/outcome"), status_code=303)


@router.post("/desk/campaigns/{slug}/archive")
def archive(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.archive)


@router.post("/desk/campaigns/{slug}/unarchive")
def take_from_archive(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.take_from_archive)


@router.post("/desk/campaigns/{slug}/publish-alone")
def publish_alone(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[AloneForm], Depends(submitted(AloneForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.PUBLISH)
    if _is_published_just_now(campaign, user):
        return _back(request, campaign)
    if not form.ok:
        return overview(request, session, user, campaign, form, 422)
    zone = request.app.state.settings.time_zone
    how = {"reason": form.checked.why_alone, "zone": zone}
    return _do(request, session, user, slug, May.PUBLISH, emergency.publish_alone, **how)


@router.post("/desk/campaigns/{slug}/reviewed")
def review_afterwards(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.PUBLISH, emergency.review_afterwards)


@router.post("/desk/campaigns/{slug}/reopen")
def reopen(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _do(request, session, user, slug, May.WRITE, states.reopen)


def _goes_on_in(session: Session, user: SignedIn, campaign: Campaign, form: Submitted[CloseForm]) -> Campaign | None:
    """The campaign that was named, where one has to be."""
    if not form.ok or form.checked.outcome is not Outcome.MERGED:
        return None
    slug = form.checked.merged_into
    if not slug:
        form.refuse("merged_into", "Please choose the campaign in which this one goes on.")
        return None
    other = find_campaign(session, user, slug, May.READ)
    if other.id == campaign.id:
        form.refuse("merged_into", "A campaign cannot go on in itself.")
    return other
