"""What happened, at the desk: add an event, change it, remove it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.desk_routes.facts_page import IN_NO_LANGUAGE, back_to_facts, show
from campaigns.desk_routes.in_languages import into_fields, typed_in_each, with_others
from campaigns.forms import EventForm, SeenForm
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.event import Event
from campaigns.models.partial_date import PartialDate
from campaigns.translating.languages import languages_to_type
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before

router = APIRouter()


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
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return show(request, session, campaign, "event", 422, event=None, form=form)
    actions.add_event(
        session, user=user, campaign=campaign, source_id=form.checked.source, values=_event_values(form.checked)
    )
    return posted(request, session, campaign.organisation_id, form, back_to_facts(request, campaign))


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
    event = actions.fact_of(session, Event, campaign, event_id)
    refuse_if_changed(form, _typed_event(campaign, event))
    if not form.ok:
        opened = blank(**as_opened(_typed_event(campaign, event)))
        opened.problems |= form.problems
        return show(request, session, campaign, "event", 422, event=event, form=opened)
    actions.remove_fact(session, user=user, campaign=campaign, fact=event)
    return back_to_facts(request, campaign)


def _event_values(given: Any) -> dict[str, Any]:
    return {"date": PartialDate.parse(given.date), "text": typed_in_each(given, "text"), "hold": given.hold}


def _typed_event(campaign: Campaign, event: Event) -> dict[str, Any]:
    return {
        **into_fields(event, ("text",), languages_to_type(campaign)),
        "date": str(event.date),
        "hold": event.hold,
    }
