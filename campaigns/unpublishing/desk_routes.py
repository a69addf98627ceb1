"""The panic button: one page that says what happens, one press; and the way back."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from campaigns.notices.queries import reviewers
from campaigns.unpublishing.actions import bring_back, unpublish
from campaigns.unpublishing.forms import UnpublishForm
from campaigns.unpublishing.queries import open_unpublishing
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from petitions.models.petition import Unpublished

router = APIRouter()

UNPUBLISH = "/desk/campaigns/{slug}/unpublish"


@router.get(UNPUBLISH)
def show_button(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return _page(request, session, user, campaign, blank(what=Unpublished.NAMES.value))


@router.post(UNPUBLISH)
def press(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[UnpublishForm], Depends(submitted(UnpublishForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return _page(request, session, user, campaign, form, 422)
    unpublish(session, user=user, campaign=campaign, what=form.checked.what, reason=form.checked.reason)
    return _back(request, campaign)


@router.post(UNPUBLISH + "/end")
def end(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.PUBLISH)
    bring_back(session, user=user, campaign=campaign)
    return _back(request, campaign)


def _back(request: Request, campaign: Campaign) -> Response:
    return RedirectResponse(here(request, UNPUBLISH.format(slug=campaign.slug)), status_code=303)


def _page(
    request: Request, session: Session, user: SignedIn, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    row = open_unpublishing(session, campaign.id)
    people = {who: session.get(User, who) for who in ((row.pressed_by_id, row.looked_by_id) if row else ()) if who}
    names = {who: name_for_trail(session, campaign.organisation_id, one.name) for who, one in people.items() if one}
    return page(
        request,
        "pages/campaigns/unpublish.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        row=row,
        names=names,
        may_publish=user.may(May.PUBLISH, campaign.organisation_id, campaign.id),
        has_looked=row is not None and row.looked_by_id == user.user_id,
        is_alone=not reviewers(session, campaign, besides=(user.user_id,)),
        form=form,
    )
