"""The pack of a delivery: ordering it, calling it off, taking its files. What names signers is taken by a button, so
that the trail knows who took it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.deliveries.access import ONE, find_delivery, find_pack, find_part
from campaigns.deliveries.actions.packing import call_pack_off, order_pack
from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.desk_routes.showing import back, delivery_page, files_dir
from campaigns.deliveries.forms import PackForm
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import PackPart
from campaigns.deliveries.printing import PDF, ZIP
from campaigns.deliveries.standing import why_untaken
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import Conflict
from foundation.files import read
from foundation.web.authorisation import UserDep
from foundation.web.downloads import content_disposition
from foundation.web.forms import Submitted, submitted
from foundation.web.language import mark
from foundation.web.posting_once import posted, posted_before

router = APIRouter()

PACK = ONE + "/packs/{pack_id}"
PART = PACK + "/parts/{part_id}"
BY_A_BUTTON = mark(
    "This file names signers. It is taken by the button on the page of the delivery, which notes who took it."
)


@router.post(ONE + "/packs")
def take_order(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    delivery_id: int,
    form: Annotated[Submitted[PackForm], Depends(submitted(PackForm))],
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form, asks=False):
        return before
    if not form.ok:
        return delivery_page(request, session, user, campaign, delivery, pack=form)
    with_names = "yes" in form.checked.names
    order_pack(session, user=user, campaign=campaign, delivery=delivery, with_names=with_names)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, delivery, "ordered"))


@router.post(PACK + "/call-off")
def take_pack_off(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, pack_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    pack = find_pack(session, campaign, delivery, pack_id, lock=True)
    call_pack_off(session, user=user, campaign=campaign, delivery=delivery, pack=pack)
    return back(request, campaign, delivery, "pack_off")


@router.get(PART)
def show_part(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, pack_id: int, part_id: int
) -> Response:
    part, _, _ = _held_once_more(session, user, slug, delivery_id, pack_id, part_id)
    if part.has_names:
        raise Conflict(BY_A_BUTTON)
    return _file(request, part)


@router.post(PART)
def take_part_with_names(
    request: Request, user: UserDep, slug: str, delivery_id: int, pack_id: int, part_id: int
) -> Response:
    """Looked at in a transaction that only reads, so that nobody waits for it; then noted, and handed out."""
    database = get_database(request)
    with database.reading() as session:
        part, campaign, delivery = _held_once_more(session, user, slug, delivery_id, pack_id, part_id)
    with database.writing(shows=False) as session:
        record_delivery(session, user, campaign, delivery, "delivery.names_out", detail=part.kind.value)
    return _file(request, part)


def _held_once_more(
    session: Session, user: SignedIn, slug: str, delivery_id: int, pack_id: int, part_id: int
) -> tuple[PackPart, Campaign, Delivery]:
    """Raises Conflict with the reason where it may not leave any more."""
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE)
    pack = find_pack(session, campaign, delivery, pack_id)
    part = find_part(session, campaign, delivery, pack, part_id)
    if why := why_untaken(session, campaign, delivery, pack):
        raise Conflict(why)
    return part, campaign, delivery


def _file(request: Request, part: PackPart) -> Response:
    media_type = ZIP if part.name.endswith(".zip") else PDF
    headers = {"Content-Disposition": content_disposition(part.name), "Cache-Control": "private, no-store"}
    return Response(read(files_dir(request), part.sha256), media_type=media_type, headers=headers)
