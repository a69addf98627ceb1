"""One case at the desk: correct what is known of it, add what happened next."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.case_forms import spellings
from campaigns.desk_routes.facts_page import IN_NO_LANGUAGE, back_to_facts, show
from campaigns.desk_routes.in_languages import into_fields, typed_in_each, with_others
from campaigns.forms import CaseForm, StatusForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.partial_date import PartialDate
from campaigns.queries import steps_of_case
from campaigns.translating.languages import languages_to_type
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before

router = APIRouter()


@router.get("/desk/campaigns/{slug}/cases/{case_id}")
def show_case(request: Request, session: SessionDep, user: UserDep, slug: str, case_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = actions.fact_of(session, Case, campaign, case_id)
    return _page(request, session, campaign, case)


@router.post("/desk/campaigns/{slug}/cases/{case_id}")
def change_case(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    case_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(CaseForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = actions.fact_of(session, Case, campaign, case_id)
    refuse_if_changed(form, _typed_case(campaign, case))
    if form.ok and not typed_in_each(form.checked, "name"):
        form.refuse(f"name_{campaign.original_language}", IN_NO_LANGUAGE)
    if not form.ok:
        return _page(request, session, campaign, case, form=form, status=422)
    given = form.checked
    actions.change_case(
        session,
        user=user,
        campaign=campaign,
        case=case,
        values={
            "name": {**case.name, **typed_in_each(given, "name")},
            "role": with_others(case.role, form, "role"),
            "about": with_others(case.about, form, "about"),
            "gender": given.gender,
            "consent": given.consent,
            "hold": given.hold,
            "hold_reason": given.hold_reason,
            "name_variants": spellings(given.name_variants),
            "consent_on": given.consent_on,
            "consent_by": given.consent_by,
        },
    )
    return back_to_facts(request, campaign)


@router.post("/desk/campaigns/{slug}/cases/{case_id}/statuses")
def add_status(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    case_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(StatusForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = actions.fact_of(session, Case, campaign, case_id)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return _page(request, session, campaign, case, status_form=form, status=422)
    given = form.checked
    actions.add_status(
        session,
        user=user,
        campaign=campaign,
        case=case,
        source_id=given.source,
        values={"status": given.status, "date": PartialDate.parse(given.date), "note": typed_in_each(given, "note")},
    )
    return posted(request, session, campaign.organisation_id, form, back_to_facts(request, campaign))


def _page(
    request: Request,
    session: Session,
    campaign: Campaign,
    case: Case,
    *,
    form: Submitted[Any] | None = None,
    status_form: Submitted[Any] | None = None,
    status: int = 200,
) -> Response:
    form = form or blank(**as_opened(_typed_case(campaign, case)))
    steps = steps_of_case(session, case)
    more: dict[str, Any] = {"case": case, "steps": steps, "form": form, "status_form": status_form or blank()}
    return show(request, session, campaign, "case", status, **more)


def _typed_case(campaign: Campaign, case: Case) -> dict[str, Any]:
    return {
        **into_fields(case, ("name", "role", "about"), languages_to_type(campaign)),
        "gender": case.gender.value,
        "consent": case.consent.value,
        "hold": case.hold,
        "hold_reason": case.hold_reason,
        "name_variants": "\n".join(case.name_variants),
        "consent_on": case.consent_on.isoformat() if case.consent_on else "",
        "consent_by": case.consent_by,
    }
