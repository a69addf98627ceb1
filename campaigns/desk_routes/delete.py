"""A draft made by mistake is put away for good, after a page that says what goes."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.delete_campaign import delete_campaign
from campaigns.deletable import mark_of_what_goes, what_goes, why_it_stays
from campaigns.facts.words import words_of
from campaigns.forms import SeenForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

DELETE = "/desk/campaigns/{slug}/delete"


@router.get(DELETE)
def show_what_goes(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    return _page(request, session, campaign, blank(**as_opened(_looked_at(session, campaign))))


@router.post(DELETE)
def take_deletion(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[SeenForm], Depends(submitted(SeenForm))],
) -> Response:
    """Nobody deletes what somebody else has just written."""
    campaign = find_campaign(session, user, slug, May.MANAGE)
    # A translator's link writes without holding the campaign; what hangs on the row waits for this lock.
    session.refresh(campaign, with_for_update=True)
    refuse_if_changed(form, _looked_at(session, campaign))
    if not form.ok:
        return _page(request, session, campaign, form, 422)
    delete_campaign(session, user=user, campaign=campaign, files_dir=request.app.state.settings.effective_files_dir)
    return RedirectResponse(here(request, "/desk/campaigns"), status_code=303)


def _looked_at(session: Session, campaign: Campaign) -> dict[str, str]:
    return {"all": mark_of_what_goes(session, campaign)}


def _page(request: Request, session: Session, campaign: Campaign, form: Submitted[Any], status: int = 200) -> Response:
    return page(
        request,
        "pages/campaigns/delete.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        stays=why_it_stays(session, campaign),
        goes=what_goes(session, campaign),
        form=form,
    )
