"""The longer texts of a campaign, and its demands with how far each has come."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.desk_routes.facts_page import IN_NO_LANGUAGE, back_to_facts, show
from campaigns.desk_routes.in_languages import into_fields, typed_in_each, with_others
from campaigns.desk_routes.one_demand import demand_page, typed_demand
from campaigns.forms import DemandForm, TextsForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.demand import AddresseeGroup, Demand
from campaigns.translating.languages import languages_to_push
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here
from foundation.web.tongues import TONGUES

router = APIRouter()


@router.get("/desk/campaigns/{slug}/texts")
def show_texts(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return _texts_page(request, session, campaign, blank(**as_opened(_typed_texts(campaign))))


@router.post("/desk/campaigns/{slug}/texts")
def change_texts(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[Any], Depends(submitted(TextsForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    refuse_if_changed(form, _typed_texts(campaign))
    if form.ok:
        texts = {name: with_others(getattr(campaign, name), form, name) for name in actions.TEXT_FIELDS}
        try:
            actions.change_texts(session, user=user, campaign=campaign, texts=texts)
        except BadInput as refusal:
            form.refuse(f"title_{campaign.original_language}", refusal.words)
        else:
            return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)
    return _texts_page(request, session, campaign, form, 422)


def _texts_page(
    request: Request, session: Session, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    return show(request, session, campaign, "texts", status, form=form, languages=languages_to_push(campaign))


def _typed_texts(campaign: Campaign) -> dict[str, str]:
    return into_fields(campaign, actions.TEXT_FIELDS, languages_to_push(campaign))


@router.get("/desk/campaigns/{slug}/addressees/{addressee_id}/demands/new")
def show_new_demand(request: Request, session: SessionDep, user: UserDep, slug: str, addressee_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    group = actions.fact_of(session, AddresseeGroup, campaign, addressee_id)
    return show(request, session, campaign, "demand", group=group, demand=None, form=blank())


@router.post("/desk/campaigns/{slug}/addressees/{addressee_id}/demands/new")
def add_demand(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    addressee_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(DemandForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    group = actions.fact_of(session, AddresseeGroup, campaign, addressee_id)
    if form.ok and not typed_in_each(form.checked, "summary"):
        form.refuse(f"summary_{campaign.original_language}", IN_NO_LANGUAGE)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return show(request, session, campaign, "demand", 422, group=group, demand=None, form=form)
    actions.add_demand(session, user=user, campaign=campaign, group=group, values=_values(form))
    return posted(request, session, campaign.organisation_id, form, back_to_facts(request, campaign))


@router.get("/desk/campaigns/{slug}/demands/{demand_id}")
def show_demand(request: Request, session: SessionDep, user: UserDep, slug: str, demand_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = actions.fact_of(session, Demand, campaign, demand_id)
    return demand_page(request, session, campaign, demand)


@router.post("/desk/campaigns/{slug}/demands/{demand_id}")
def change_demand(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    demand_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(DemandForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = actions.fact_of(session, Demand, campaign, demand_id)
    refuse_if_changed(form, typed_demand(campaign, demand))
    if form.ok and not typed_in_each(form.checked, "summary"):
        form.refuse(f"summary_{campaign.original_language}", IN_NO_LANGUAGE)
    if not form.ok:
        return demand_page(request, session, campaign, demand, form=form)
    actions.change_demand(session, user=user, campaign=campaign, demand=demand, values=_values(form, demand))
    return back_to_facts(request, campaign)


def _values(form: Submitted[Any], before: Demand | None = None) -> dict[str, Any]:
    """An action a line; a line of one language belongs to that of another at the same place."""
    given = form.checked
    sent = [code for code in TONGUES if f"actions_{code}" in form.values]
    lines = {
        code: [line.strip() for line in getattr(given, f"actions_{code}").splitlines() if line.strip()] for code in sent
    }
    longest = max((len(found) for found in lines.values()), default=0)
    kept = before.actions if before else []
    rows = [
        {code: text for code, text in (kept[place] if place < len(kept) else {}).items() if code not in sent}
        | {code: found[place] for code, found in lines.items() if place < len(found)}
        for place in range(longest)
    ]
    return {"summary": with_others(before.summary if before else {}, form, "summary"), "actions": rows}
