"""All campaigns of the organiser, and the page of one."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.access import find_campaign, own_campaigns
from campaigns.actions.emergency import may_publish_alone
from campaigns.facts.gather import gather_facts
from campaigns.kept_from import keeps_something, kept_from, sees_held
from campaigns.meanwhile import as_opened
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.notices.queries import reviewers
from campaigns.queries import trail_of
from campaigns.readiness.checklist import open_points
from campaigns.register.listing import overdue_of
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
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
    language = request.state.language
    facts = gather_facts(session, campaign, language=language, public=not sees_held(user, campaign))
    organisation_id = campaign.organisation_id
    return page(
        request,
        "pages/campaigns/overview.html",
        status=status,
        campaign=campaign,
        facts=facts,
        open_points=open_points(session, facts, gather_facts(session, campaign, language=language), campaign),
        trail=trail_of(session, campaign, language, kept=kept_from(session, user, campaign)),
        overdue=overdue_of(session, user, campaign, language=language),
        keeps_something=keeps_something(session, user, campaign),
        may_write=user.may(May.WRITE, organisation_id, campaign.id),
        may_manage=user.may(May.MANAGE, organisation_id, campaign.id),
        may_publish=user.may(May.PUBLISH, organisation_id, campaign.id)
        and campaign.state is CampaignState.IN_REVIEW
        and user.user_id not in (campaign.created_by_id, campaign.submitted_by_id),
        seen=as_opened(looked_at(campaign))["seen"],
        **_alone(request, session, user, campaign),
        waits_for_switch=campaign.state is CampaignState.IN_REVIEW and switched_off(session, Switch.NEW_PETITIONS),
        form=form,
    )


def looked_at(campaign: Campaign) -> dict[str, str]:
    return {"changed": campaign.updated_at.isoformat()}


def _alone(request: Request, session: Session, user: SignedIn, campaign: Campaign) -> dict[str, Any]:
    """What the page says of publishing by one person, and of the review afterwards."""
    may_publish = user.may(May.PUBLISH, campaign.organisation_id, campaign.id)
    waits = campaign.awaits_review_after_emergency
    zone = request.app.state.settings.time_zone
    others = reviewers(session, campaign, besides=(campaign.published_by_id,)) if waits else []
    return {
        "may_publish_alone": may_publish and may_publish_alone(session, user=user, campaign=campaign, zone=zone),
        "may_review_now": may_publish and waits and user.user_id != campaign.published_by_id,
        "may_review_by": [_called(session, campaign, other.id) for other in others],
        "published_by": _called(session, campaign, campaign.published_by_id),
        "reviewed_by": _called(session, campaign, campaign.reviewed_by_id),
    }


def _called(session: Session, campaign: Campaign, organiser_id: int | None) -> str:
    """As the organisation lets the trail call its organisers."""
    user = session.get(User, organiser_id) if organiser_id else None
    return name_for_trail(session, campaign.organisation_id, user.name) if user else ""
