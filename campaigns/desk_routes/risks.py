"""Whom publicity could harm, as it was answered at the launch or is known now."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.access import find_campaign
from campaigns.actions.risks import change_risks
from campaigns.forms import RisksForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page

router = APIRouter()

RISKS = "/desk/campaigns/{slug}/risks"


@router.get(RISKS)
def show_risks(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return _page(request, campaign, blank(**as_opened(_typed(campaign))))


@router.post(RISKS)
def take_risks(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[RisksForm], Depends(submitted(RisksForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    refuse_if_changed(form, _typed(campaign))
    if not form.ok:
        return _page(request, campaign, form, 422)
    change_risks(session, user=user, campaign=campaign, risks=form.checked.harm)
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)


def _page(request: Request, campaign: Campaign, form: Submitted[Any], status: int = 200) -> Response:
    return page(request, "pages/campaigns/risks.html", status=status, campaign=campaign, form=form)


def _typed(campaign: Campaign) -> dict[str, Any]:
    return {"harm": list(campaign.risks or ())}
