"""Deliveries of a campaign: all of them, planning one, looking at it, changing it, calling it off; countries that get
no names."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.access import find_campaign
from campaigns.deliveries.access import LIST, ONE, find_delivery
from campaigns.deliveries.actions.naming import let_names_go_again, let_no_names_go
from campaigns.deliveries.actions.planning import call_off, change_plan, plan_delivery
from campaigns.deliveries.desk_routes.showing import back, delivery_page, list_page, plan_page
from campaigns.deliveries.forms import ChangeForm, CountryOffForm, PlanForm
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here

router = APIRouter()


@router.get(LIST)
def show_deliveries(request: Request, session: SessionDep, user: UserDep, slug: str, done: str = "") -> Response:
    return list_page(request, session, user, find_campaign(session, user, slug), done=done)


@router.get(LIST + "/new")
def show_new(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return plan_page(request, session, campaign, blank(language=request.state.language))


@router.post(LIST + "/new")
def take_new(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[PlanForm], Depends(submitted(PlanForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    delivery = None
    if form.ok:
        given = form.checked
        try:
            delivery = plan_delivery(
                session,
                user=user,
                campaign=campaign,
                office_id=given.office,
                planned_on=given.planned_on,
                language=given.language,
                delegation=given.delegation,
                note=given.note,
            )
        except BadInput as refusal:
            form.refuse("office" if "office" in refusal.words else "planned_on", refusal.words, **refusal.values)
    if delivery is None:
        return plan_page(request, session, campaign, form, status=422)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, delivery, "planned"))


@router.post(LIST + "/names-off")
def take_names_off(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[CountryOffForm], Depends(submitted(CountryOffForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return list_page(request, session, user, campaign, form=form)
    let_no_names_go(session, user=user, campaign=campaign, country=form.checked.country)
    return RedirectResponse(here(request, f"{LIST.format(slug=campaign.slug)}?done=off"), status_code=303)


@router.post(LIST + "/names-on")
def take_names_on(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[CountryOffForm], Depends(submitted(CountryOffForm))],
) -> Response:
    """What is less safe is for owners; names still need two persons for each delivery."""
    campaign = find_campaign(session, user, slug, May.MANAGE)
    if not form.ok:
        return list_page(request, session, user, campaign, form=form)
    let_names_go_again(session, user=user, campaign=campaign, country=form.checked.country)
    return RedirectResponse(here(request, f"{LIST.format(slug=campaign.slug)}?done=on"), status_code=303)


@router.get(ONE)
def show_delivery(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, done: str = "", news: str = ""
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.READ)
    return delivery_page(request, session, user, campaign, delivery, done=done, news=news)


@router.post(ONE)
def take_change(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    delivery_id: int,
    form: Annotated[Submitted[ChangeForm], Depends(submitted(ChangeForm))],
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    if form.ok:
        given = form.checked
        try:
            change_plan(
                session,
                user=user,
                campaign=campaign,
                delivery=delivery,
                planned_on=given.planned_on,
                language=given.language,
                delegation=given.delegation,
                note=given.note,
            )
        except BadInput as refusal:
            form.refuse("planned_on", refusal.words, **refusal.values)
    if not form.ok:
        return delivery_page(request, session, user, campaign, delivery, plan=form)
    return back(request, campaign, delivery, "changed")


@router.post(ONE + "/call-off")
def take_off(request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    call_off(session, user=user, campaign=campaign, delivery=delivery)
    return back(request, campaign, delivery, "called_off")
