"""The log of visits at the desk: how one went, its photo and stamped copy, and news of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.deliveries.access import ONE, find_delivery, find_visit
from campaigns.deliveries.actions.forgetting import forget_people_of_visit
from campaigns.deliveries.actions.telling import draft_news
from campaigns.deliveries.actions.visiting import Seen, note_visit, remove_photo, remove_visit
from campaigns.deliveries.desk_routes.showing import back, delivery_page, files_dir
from campaigns.deliveries.forms import VisitForm
from campaigns.deliveries.letters import NOT_CARRIED
from campaigns.deliveries.told import office_in
from campaigns.outcomes.actions.steps import Proof, checked_proof
from campaigns.register.access import scan_of
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.files import StoredFile
from foundation.picture_uploads import Picture, drawn_for_a_page
from foundation.web.authorisation import UserDep
from foundation.web.downloads import content_disposition
from foundation.web.forms import Submitted, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here

router = APIRouter()

VISIT = ONE + "/visits/{visit_id}"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
VisitFormDep = Annotated[Submitted[VisitForm], Depends(submitted(VisitForm))]


@router.post(ONE + "/visits")
def take_visit(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, form: VisitFormDep
) -> Response:
    with get_database(request).reading() as looking:
        find_delivery(looking, user, slug, delivery_id, May.SEND)
    # Files are looked through and drawn anew with no transaction open, which would hold others up.
    photo, scan = _photo(form), _scan(request, form)
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.SEND, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if form.ok:
        given = form.checked
        seen = Seen(
            outcome=given.outcome,
            visited_on=given.visited_on,
            place=given.place,
            received_by=given.received_by,
            who_went=given.who_went,
            note=given.remarks,
            photo=photo,
            may_show="yes" in given.agreed,
            scan=scan,
        )
        try:
            note_visit(
                session,
                user=user,
                campaign=campaign,
                delivery=delivery,
                seen=seen,
                letter_ids={
                    int(one) if one.isascii() and one.isdigit() and len(one) < 19 else 0 for one in given.letters
                },
                files_dir=files_dir(request),
                office=office_in(session, delivery.office_id, request.state.language),
            )
        except BadInput as refusal:
            form.refuse(_field_of(refusal, given), refusal.words, **refusal.values)
    if not form.ok:
        return delivery_page(request, session, user, campaign, delivery, visit=form)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, delivery, "visited"))


@router.post(VISIT + "/remove")
def take_visit_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.SEND, to_change=True)
    visit = find_visit(session, campaign, delivery, visit_id)
    remove_visit(session, user=user, campaign=campaign, delivery=delivery, visit=visit, files_dir=files_dir(request))
    return back(request, campaign, delivery, "visit_removed")


@router.post(VISIT + "/photo/remove")
def take_photo_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    visit = find_visit(session, campaign, delivery, visit_id)
    showing = remove_photo(
        session, user=user, campaign=campaign, delivery=delivery, visit=visit, files_dir=files_dir(request)
    )
    done = f"photo_in_news&news={showing.id}" if showing else "photo_removed"
    return back(request, campaign, delivery, done)


@router.post(VISIT + "/forget")
def take_people_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    visit = find_visit(session, campaign, delivery, visit_id)
    forget_people_of_visit(session, user=user, campaign=campaign, delivery=delivery, visit=visit)
    return back(request, campaign, delivery, "people_forgotten")


@router.post(VISIT + "/news")
def take_news(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    """Leads to the draft, where a person reads it before anybody else does."""
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE, to_change=True)
    visit = find_visit(session, campaign, delivery, visit_id)
    update = draft_news(
        session, user=user, campaign=campaign, delivery=delivery, visit=visit, files_dir=files_dir(request)
    )
    address = f"/desk/campaigns/{campaign.slug}/updates/{update.id}"
    return RedirectResponse(here(request, address), status_code=303)


@router.get(VISIT + "/photo")
def show_photo(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE)
    visit = find_visit(session, campaign, delivery, visit_id)
    return _file(request, session, visit.photo_sha256, f"{campaign.slug}-{visit.visited_on}", inline=True)


@router.get(VISIT + "/scan")
def show_scan(
    request: Request, session: SessionDep, user: UserDep, slug: str, delivery_id: int, visit_id: int
) -> Response:
    """As a download only, so that it can do nothing on our pages."""
    campaign, delivery = find_delivery(session, user, slug, delivery_id, May.WRITE)
    visit = find_visit(session, campaign, delivery, visit_id)
    return _file(request, session, visit.scan_sha256, f"{campaign.slug}-{visit.visited_on}-copy")


def _file(request: Request, session: SessionDep, sha256: str | None, name: str, *, inline: bool = False) -> Response:
    content = scan_of(files_dir(request), sha256)
    media_type = session.get_one(StoredFile, sha256).media_type
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition(f"{name}.{ENDINGS[media_type]}", inline=inline),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=media_type, headers=headers)


def _field_of(refusal: BadInput, given: VisitForm) -> str:
    if "pictures" in refusal.words:
        return "photo" if given.photo is not None else "scan"
    return "letters" if refusal.words == NOT_CARRIED else "visited_on"


def _photo(form: Submitted[Any]) -> Picture | None:
    given: VisitForm | None = form.form
    if given is None or given.photo is None:
        return None
    try:
        return drawn_for_a_page(given.photo.content)
    except BadInput as refusal:
        form.refuse("photo", refusal.words, **refusal.values)
        return None


def _scan(request: Request, form: Submitted[Any]) -> Proof | None:
    given: VisitForm | None = form.form
    if given is None or given.scan is None:
        return None
    try:
        return checked_proof(given.scan.content, words="", is_public=False, files_dir=files_dir(request))
    except BadInput as refusal:
        form.refuse("scan", refusal.words, **refusal.values)
        return None
