"""Cases added to a campaign, the sources of a fact side by side, and whom a demand concerns."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import sources as actions
from campaigns.actions.facts import fact_of
from campaigns.case_forms import ClaimForm, ConcernsForm, NewCaseForm
from campaigns.desk_routes.choices import country_options, said_options
from campaigns.desk_routes.facts_page import IN_NO_LANGUAGE, back_to_facts, show
from campaigns.desk_routes.in_languages import typed_in_each
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here

router = APIRouter()

FACTS: dict[str, type[Case] | type[Event]] = {"cases": Case, "events": Event}


@router.get("/desk/campaigns/{slug}/new-case")
def show_new_case(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _new_case_page(request, session, find_campaign(session, user, slug, May.WRITE), blank(kind="person"))


@router.post("/desk/campaigns/{slug}/new-case")
def add_case(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[NewCaseForm], Depends(submitted(NewCaseForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if form.ok and not typed_in_each(form.checked, "name"):
        form.refuse(f"name_{campaign.original_language}", IN_NO_LANGUAGE)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return _new_case_page(request, session, campaign, form, 422)
    given = form.checked
    case = actions.add_case(
        session,
        user=user,
        campaign=campaign,
        source_id=given.source,
        values={
            "kind": given.kind,
            "name": typed_in_each(given, "name"),
            "role": typed_in_each(given, "role"),
            "country": given.country,
            "hold": given.hold,
        },
    )
    answer = RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/cases/{case.id}"), status_code=303)
    return posted(request, session, campaign.organisation_id, form, answer)


def _new_case_page(
    request: Request, session: Session, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    language = request.state.language
    kinds = [(value, words, "") for value, words in said_options(CaseKind, language)]
    return show(
        request, session, campaign, "new_case", status, form=form, kinds=kinds, countries=country_options(language)
    )


@router.get("/desk/campaigns/{slug}/{facts}/{fact_id}/sources")
def show_claims(request: Request, session: SessionDep, user: UserDep, slug: str, facts: str, fact_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return _claims_page(request, session, campaign, facts, _fact(session, campaign, facts, fact_id), blank())


@router.post("/desk/campaigns/{slug}/{facts}/{fact_id}/sources")
def add_claim(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    facts: str,
    fact_id: int,
    form: Annotated[Submitted[ClaimForm], Depends(submitted(ClaimForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    fact = _fact(session, campaign, facts, fact_id)
    if not form.ok:
        return _claims_page(request, session, campaign, facts, fact, form, 422)
    given = form.checked
    actions.add_claim(
        session,
        user=user,
        campaign=campaign,
        fact=fact,
        source_id=given.source,
        values={"says": typed_in_each(given, "says"), "differs": given.differs},
    )
    return _back(request, campaign, facts, fact_id)


@router.post("/desk/campaigns/{slug}/{facts}/{fact_id}/sources/{source_id}/remove")
def remove_claim(
    request: Request, session: SessionDep, user: UserDep, slug: str, facts: str, fact_id: int, source_id: int
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    fact = _fact(session, campaign, facts, fact_id)
    actions.remove_claim(session, user=user, campaign=campaign, fact=fact, source_id=source_id)
    return _back(request, campaign, facts, fact_id)


def _fact(session: Session, campaign: Campaign, kind: str, fact_id: int) -> Case | Event:
    if kind not in FACTS:
        raise NotFound("There is no page at this address.")
    return fact_of(session, FACTS[kind], campaign, fact_id)


def _back(request: Request, campaign: Campaign, kind: str, fact_id: int) -> Response:
    path = f"/desk/campaigns/{campaign.slug}/{kind}/{fact_id}/sources"
    return RedirectResponse(here(request, path), status_code=303)


def _claims_page(
    request: Request,
    session: Session,
    campaign: Campaign,
    kind: str,
    fact: Case | Event,
    form: Submitted[Any],
    status: int = 200,
) -> Response:
    return show(request, session, campaign, "claims", status, fact_id=fact.id, kind=kind, form=form)


@router.get("/desk/campaigns/{slug}/demands/{demand_id}/concerns")
def show_concerns(request: Request, session: SessionDep, user: UserDep, slug: str, demand_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = fact_of(session, Demand, campaign, demand_id)
    now = actions.concerns_of(session, demand)
    ticked = {name: [str(one) for one in now[column]] for name, column in COLUMNS.items()}
    return show(request, session, campaign, "concerns", demand=demand, form=blank(**ticked))


@router.post("/desk/campaigns/{slug}/demands/{demand_id}/concerns")
def set_concerns(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    demand_id: int,
    form: Annotated[Submitted[ConcernsForm], Depends(submitted(ConcernsForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = fact_of(session, Demand, campaign, demand_id)
    if not form.ok:
        return show(request, session, campaign, "concerns", 422, demand=demand, form=form)
    wanted = {column: set(getattr(form.checked, name)) for name, column in COLUMNS.items()}
    actions.set_concerns(session, user=user, campaign=campaign, demand=demand, wanted=wanted)
    return back_to_facts(request, campaign)


COLUMNS = {"cases": "case_id", "organisations": "actor_id", "laws": "law_id"}
