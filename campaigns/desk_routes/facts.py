"""The facts of a campaign at the desk: see them all, change one, add one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.case_forms import spellings
from campaigns.desk_routes.choices import said_options, source_options
from campaigns.desk_routes.in_languages import into_fields, typed_in_each, with_others
from campaigns.facts.gather import gather_facts
from campaigns.forms import CaseForm, EventForm, SeenForm, SourceForm, StatusForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, Consent, Gender, Status
from campaigns.models.event import Event
from campaigns.models.partial_date import PartialDate
from campaigns.translating.languages import languages_to_type
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()

IN_NO_LANGUAGE = mark("Please fill this in, in one language at least.")


def back_to_facts(request: Request, campaign: Campaign) -> Response:
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/facts"), status_code=303)


def show(
    request: Request, session: Session, campaign: Campaign, template: str, status: int = 200, **more: Any
) -> Response:
    language = request.state.language
    facts = gather_facts(session, campaign, language=language, public=False)
    return page(
        request,
        f"pages/campaigns/{template}.html",
        status=status,
        campaign=campaign,
        facts=facts,
        languages=more.pop("languages", None) or languages_to_type(campaign),
        language_name=language_name,
        sources=source_options(facts),
        statuses=said_options(Status, language),
        genders=[(value, words, "") for value, words in said_options(Gender, language)],
        consents=[(value, words, "") for value, words in said_options(Consent, language)],
        **more,
    )


@router.get("/desk/campaigns/{slug}/facts")
def show_facts(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    return show(
        request,
        session,
        campaign,
        "facts",
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        form=blank(),
    )


@router.get("/desk/campaigns/{slug}/cases/{case_id}")
def show_case(request: Request, session: SessionDep, user: UserDep, slug: str, case_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = actions.fact_of(session, Case, campaign, case_id)
    return show(
        request,
        session,
        campaign,
        "case",
        case=case,
        form=blank(**as_opened(_typed_case(campaign, case))),
        status_form=blank(),
    )


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
    session.refresh(campaign, with_for_update=True)
    case = actions.fact_of(session, Case, campaign, case_id)
    refuse_if_changed(form, _typed_case(campaign, case))
    if form.ok and not typed_in_each(form.checked, "name"):
        form.refuse(f"name_{campaign.original_language}", IN_NO_LANGUAGE)
    if not form.ok:
        return show(request, session, campaign, "case", 422, case=case, form=form, status_form=blank())
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
    if not form.ok:
        typed = blank(**as_opened(_typed_case(campaign, case)))
        return show(request, session, campaign, "case", 422, case=case, form=typed, status_form=form)
    given = form.checked
    actions.add_status(
        session,
        user=user,
        campaign=campaign,
        case=case,
        source_id=given.source,
        values={"status": given.status, "date": PartialDate.parse(given.date), "note": typed_in_each(given, "note")},
    )
    return back_to_facts(request, campaign)


@router.get("/desk/campaigns/{slug}/events/new")
def show_new_event(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return show(request, session, find_campaign(session, user, slug, May.WRITE), "event", event=None, form=blank())


@router.post("/desk/campaigns/{slug}/events/new")
def add_event(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[Any], Depends(submitted(EventForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if form.ok and not typed_in_each(form.checked, "text"):
        form.refuse(f"text_{campaign.original_language}", IN_NO_LANGUAGE)
    if not form.ok:
        return show(request, session, campaign, "event", 422, event=None, form=form)
    actions.add_event(
        session, user=user, campaign=campaign, source_id=form.checked.source, values=_event_values(form.checked)
    )
    return back_to_facts(request, campaign)


@router.get("/desk/campaigns/{slug}/events/{event_id}")
def show_event(request: Request, session: SessionDep, user: UserDep, slug: str, event_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    event = actions.fact_of(session, Event, campaign, event_id)
    return show(
        request, session, campaign, "event", event=event, form=blank(**as_opened(_typed_event(campaign, event)))
    )


@router.post("/desk/campaigns/{slug}/events/{event_id}")
def change_event(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    event_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(EventForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    session.refresh(campaign, with_for_update=True)
    event = actions.fact_of(session, Event, campaign, event_id)
    refuse_if_changed(form, _typed_event(campaign, event))
    if form.ok and not typed_in_each(form.checked, "text"):
        form.refuse(f"text_{campaign.original_language}", IN_NO_LANGUAGE)
    if not form.ok:
        return show(request, session, campaign, "event", 422, event=event, form=form)
    values = _event_values(form.checked) | {"text": with_others(event.text, form, "text")}
    actions.change_event(session, user=user, campaign=campaign, event=event, values=values)
    return back_to_facts(request, campaign)


@router.post("/desk/campaigns/{slug}/events/{event_id}/remove")
def remove_event(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    event_id: int,
    form: Annotated[Submitted[SeenForm], Depends(submitted(SeenForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    session.refresh(campaign, with_for_update=True)
    event = actions.fact_of(session, Event, campaign, event_id)
    refuse_if_changed(form, _typed_event(campaign, event))
    if not form.ok:
        opened = blank(**as_opened(_typed_event(campaign, event)))
        opened.problems |= form.problems
        return show(request, session, campaign, "event", 422, event=event, form=opened)
    actions.remove_fact(session, user=user, campaign=campaign, fact=event)
    return back_to_facts(request, campaign)


@router.post("/desk/campaigns/{slug}/sources")
def add_source(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[SourceForm], Depends(submitted(SourceForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return show(request, session, campaign, "facts", 422, may_write=True, form=form)
    given = form.checked
    language = campaign.original_language
    actions.add_source(
        session,
        user=user,
        campaign=campaign,
        values={
            "title": {language: given.title},
            "publisher": {language: given.publisher} if given.publisher else {},
            "url": given.url,
            "published": PartialDate.parse(given.published),
        },
    )
    return back_to_facts(request, campaign)


def _event_values(given: Any) -> dict[str, Any]:
    return {"date": PartialDate.parse(given.date), "text": typed_in_each(given, "text"), "hold": given.hold}


def _typed_event(campaign: Campaign, event: Event) -> dict[str, Any]:
    return {
        **into_fields(event, ("text",), languages_to_type(campaign)),
        "date": str(event.date),
        "hold": event.hold,
    }


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
