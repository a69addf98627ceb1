"""All campaigns of the organiser, and the page of one."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.access import find_campaign, own_campaigns
from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign, CampaignState, Outcome
from campaigns.queries import trail_of
from campaigns.readiness import open_points
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.switches.models import Switch
from foundation.switches.queries import switched_off
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank
from foundation.web.templating import page

router = APIRouter()


@router.get("/desk/campaigns")
def show_campaigns(request: Request, session: SessionDep, user: UserDep) -> Response:
    return page(request, "pages/campaigns/list.html", campaigns=own_campaigns(session, user))


@router.get("/desk/campaigns/{slug}")
def show_overview(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return overview(request, session, user, find_campaign(session, user, slug), blank())


def overview(
    request: Request, session: Session, user: SignedIn, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    """The page of a campaign; with a form that was refused, what is wrong stands beside its field."""
    facts = gather_facts(session, campaign, language=request.state.language, public=False)
    organisation_id = campaign.organisation_id
    return page(
        request,
        "pages/campaigns/overview.html",
        status=status,
        campaign=campaign,
        facts=facts,
        open_points=open_points(facts, gather_facts(session, campaign, language=request.state.language), campaign),
        trail=trail_of(session, campaign, request.state.language),
        outcomes=list(Outcome),
        may_write=user.may(May.WRITE, organisation_id, campaign.id),
        may_publish=user.may(May.PUBLISH, organisation_id, campaign.id)
        and campaign.state is CampaignState.IN_REVIEW
        and user.user_id not in (campaign.created_by_id, campaign.submitted_by_id),
        waits_for_switch=campaign.state is CampaignState.IN_REVIEW and switched_off(session, Switch.NEW_PETITIONS),
        form=form,
    )
