"""One step of what happened to a case, at the desk: correct it, or remove what was entered by mistake."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.desk_routes.facts_page import show
from campaigns.desk_routes.in_languages import into_fields, with_others
from campaigns.forms import SeenForm, StepOfCaseForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.partial_date import PartialDate
from campaigns.translating.languages import languages_to_type
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here

router = APIRouter()

STEP = "/desk/campaigns/{slug}/statuses/{status_id}"


@router.get(STEP)
def show_step(request: Request, session: SessionDep, user: UserDep, slug: str, status_id: int) -> Response:
    campaign, entry = _found(session, user, slug, status_id)
    return _page(request, session, campaign, entry, blank(**as_opened(_typed(campaign, entry))))


@router.post(STEP)
def take_step(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    status_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(StepOfCaseForm))],
) -> Response:
    campaign, entry = _found(session, user, slug, status_id)
    refuse_if_changed(form, _typed(campaign, entry))
    if not form.ok:
        return _page(request, session, campaign, entry, form, 422)
    given = form.checked
    values = {
        "status": given.status,
        "date": PartialDate.parse(given.date),
        "note": with_others(entry.note, form, "note"),
        "hold": given.hold,
    }
    actions.change_status(session, user=user, campaign=campaign, entry=entry, values=values)
    return _back(request, campaign, entry)


@router.post(STEP + "/remove")
def take_removal(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    status_id: int,
    form: Annotated[Submitted[SeenForm], Depends(submitted(SeenForm))],
) -> Response:
    campaign, entry = _found(session, user, slug, status_id)
    refuse_if_changed(form, _typed(campaign, entry))
    if not form.ok:
        opened = blank(**as_opened(_typed(campaign, entry)))
        opened.problems |= form.problems
        return _page(request, session, campaign, entry, opened, 422)
    actions.remove_fact(session, user=user, campaign=campaign, fact=entry, act="status.removed")
    return _back(request, campaign, entry)


def _found(session: Session, user: SignedIn, slug: str, status_id: int) -> tuple[Campaign, StatusEntry]:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return campaign, actions.fact_of(session, StatusEntry, campaign, status_id)


def _page(
    request: Request, session: Session, campaign: Campaign, entry: StatusEntry, form: Submitted[Any], status: int = 200
) -> Response:
    case = session.get_one(Case, entry.case_id)
    return show(request, session, campaign, "status", status, entry=entry, case=case, form=form)


def _back(request: Request, campaign: Campaign, entry: StatusEntry) -> Response:
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/cases/{entry.case_id}"), status_code=303)


def _typed(campaign: Campaign, entry: StatusEntry) -> dict[str, Any]:
    return {
        **into_fields(entry, ("note",), languages_to_type(campaign)),
        "status": entry.status.value,
        "date": str(entry.date),
        "hold": entry.hold,
    }
