"""The page of one demand at the desk: how far it has come, and its words."""

from typing import Any

from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.actions import facts as actions
from campaigns.desk_routes.choices import said_options
from campaigns.desk_routes.facts_page import show
from campaigns.desk_routes.in_languages import into_fields
from campaigns.meanwhile import as_opened
from campaigns.models.campaign import Campaign
from campaigns.models.demand import AddresseeGroup, Demand, Progress
from campaigns.outcomes.queries import evidence_of
from campaigns.translating.languages import languages_to_type
from foundation.web.forms import Submitted, blank


def demand_page(
    request: Request,
    session: Session,
    campaign: Campaign,
    demand: Demand,
    *,
    form: Submitted[Any] | None = None,
    state_form: Submitted[Any] | None = None,
) -> Response:
    """A form that was refused keeps what was typed."""
    refused = any(one is not None and one.problems for one in (form, state_form))
    return show(
        request,
        session,
        campaign,
        "demand",
        422 if refused else 200,
        group=actions.fact_of(session, AddresseeGroup, campaign, demand.addressee_id),
        demand=demand,
        form=form or blank(**as_opened(typed_demand(campaign, demand))),
        state_form=state_form or blank(),
        progresses=said_options(Progress, request.state.language),
        evidence=evidence_of(session, campaign),
    )


def typed_demand(campaign: Campaign, demand: Demand) -> dict[str, Any]:
    codes = languages_to_type(campaign)
    actions = {f"actions_{code}": "\n".join(action.get(code, "") for action in demand.actions) for code in codes}
    return into_fields(demand, ("summary",), codes) | actions
