"""Whether the names of signers go along: an owner asks, another person approves or refuses, anybody takes it back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.deliveries.access import ONE, find_ask, find_delivery
from campaigns.deliveries.actions.naming import approve_names, ask_for_names, refuse_names, take_names_back
from campaigns.deliveries.desk_routes.showing import back, delivery_page
from campaigns.deliveries.forms import AskForm
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.posting_once import posted, posted_before

router = APIRouter()

ASK = ONE + "/names/{ask_id}"


@router.post(ONE + "/names")
def take_ask(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    delivery_id: int,
    form: Annotated[Submitted[AskForm], Depends(submitted(AskForm))],
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.MANAGE, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form, asks=False):
        return before
    if form.ok:
        given = form.checked
        try:
            ask_for_names(
                session, user=user, campaign=campaign, delivery=delivery, until=given.until, reason=given.reason
            )
        except BadInput as refusal:
            form.refuse("until", refusal.words, **refusal.values)
    if not form.ok:
        return delivery_page(request, session, user, campaign, delivery, ask=form)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, delivery, "names_asked"))


@router.post(ASK + "/approve")
def take_approval(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, ask_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.PUBLISH, to_change=True)
    ask = find_ask(session, campaign, delivery, ask_id, lock=True)
    approve_names(session, user=user, campaign=campaign, delivery=delivery, ask=ask)
    return back(request, campaign, delivery, "names_approved")


@router.post(ASK + "/refuse")
def take_refusal(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, ask_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.PUBLISH, to_change=True)
    ask = find_ask(session, campaign, delivery, ask_id, lock=True)
    refuse_names(session, user=user, campaign=campaign, delivery=delivery, ask=ask)
    return back(request, campaign, delivery, "names_refused")


@router.post(ASK + "/take-back")
def take_back(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, ask_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    ask = find_ask(session, campaign, delivery, ask_id, lock=True)
    take_names_back(session, user=user, campaign=campaign, delivery=delivery, ask=ask)
    return back(request, campaign, delivery, "names_taken_back")
