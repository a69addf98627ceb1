"""Signatures on paper at the desk: batches with their provenance, the second count, corrections, scans."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.downloads import content_disposition
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page
from petitions.access import paper_batch_at_desk, petition_at_desk
from petitions.actions.paper import Entry, correct_batch, enter_batch, recount_batch, restore_batch, withdraw_batch
from petitions.actions.paper_scans import Scan, attach_scan, checked_scan, open_scan, remove_scan
from petitions.forms.paper import BatchForm, CorrectForm, RecountForm, ScanForm, WithdrawBatchForm
from petitions.models.texts import text_in
from petitions.paper_words import PAPER_STATES
from petitions.queries.paper import batch_row, batches_of

router = APIRouter()

PAPER = "/desk/petitions/{slug}/paper"
BATCH = PAPER + "/{batch_id}"


@router.get(PAPER)
def show_batches(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _batches(request, session, user, slug, blank())


@router.post(PAPER)
def take_batch(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[BatchForm], Depends(submitted(BatchForm))],
) -> Response:
    """The scan is looked at before anything is written."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    scan = _scan_of(form)
    if before := posted_before(request, session, petition.organisation_id, form):
        return before
    if not form.ok:
        return _batches(request, session, user, slug, form, status=422)
    sent = form.checked
    entry = Entry(sent.source, sent.place, sent.country, sent.collected_on, sent.claimed)
    try:
        batch = enter_batch(session, user=user, slug=slug, entry=entry, entry_key=sent.once)
    except BadInput as refusal:
        form.refuse("collected_on", refusal.words, **refusal.values)
        return _batches(request, session, user, slug, form, status=refusal.status)
    if scan is not None and batch.scan_sha256 is None:
        attach_scan(session, user=user, files_dir=_files(request), slug=slug, batch_id=batch.id, scan=scan)
    return posted(request, session, petition.organisation_id, form, _to_batch(request, slug, batch.id))


@router.get(BATCH)
def show_batch(request: Request, session: SessionDep, user: UserDep, slug: str, batch_id: int) -> Response:
    return _batch(request, session, user, slug, batch_id, blank())


@router.post(BATCH + "/recount")
def take_recount(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    batch_id: int,
    form: Annotated[Submitted[RecountForm], Depends(submitted(RecountForm))],
) -> Response:
    def act() -> None:
        recount_batch(session, user=user, slug=slug, batch_id=batch_id, number=form.checked.recounted)

    return _done(request, session, user, slug, batch_id, form, act)


@router.post(BATCH + "/correct")
def take_correction(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    batch_id: int,
    form: Annotated[Submitted[CorrectForm], Depends(submitted(CorrectForm))],
) -> Response:
    def act() -> None:
        sent = form.checked
        correct_batch(session, user=user, slug=slug, batch_id=batch_id, claimed=sent.claimed, reason=sent.reason)

    return _done(request, session, user, slug, batch_id, form, act)


@router.post(BATCH + "/withdraw")
def take_withdrawal(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    batch_id: int,
    form: Annotated[Submitted[WithdrawBatchForm], Depends(submitted(WithdrawBatchForm))],
) -> Response:
    def act() -> None:
        withdraw_batch(session, user=user, slug=slug, batch_id=batch_id, reason=form.checked.why)

    return _done(request, session, user, slug, batch_id, form, act)


@router.post(BATCH + "/restore")
def take_restore(request: Request, session: SessionDep, user: UserDep, slug: str, batch_id: int) -> Response:
    restore_batch(session, user=user, slug=slug, batch_id=batch_id)
    return _to_batch(request, slug, batch_id)


@router.post(BATCH + "/scan")
def take_scan(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    batch_id: int,
    form: Annotated[Submitted[ScanForm], Depends(submitted(ScanForm))],
) -> Response:
    paper_batch_at_desk(session, user, slug, batch_id, May.WRITE)
    scan = _scan_of(form)

    def act() -> None:
        if scan is not None:
            attach_scan(session, user=user, files_dir=_files(request), slug=slug, batch_id=batch_id, scan=scan)

    return _done(request, session, user, slug, batch_id, form, act, field="scan")


@router.post(BATCH + "/scan/open")
def hand_out_scan(request: Request, session: SessionDep, user: UserDep, slug: str, batch_id: int) -> Response:
    """A form and no link: looking at names leaves a trace, and nothing fetches it by itself. Never shown in place."""
    scan = open_scan(session, user=user, files_dir=_files(request), slug=slug, batch_id=batch_id)
    headers = {
        "Content-Disposition": content_disposition(f"{slug}-paper-{batch_id}.{scan.ending}"),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return Response(scan.content, media_type=scan.media_type, headers=headers)


@router.post(BATCH + "/scan/remove")
def take_scan_away(request: Request, session: SessionDep, user: UserDep, slug: str, batch_id: int) -> Response:
    remove_scan(session, user=user, files_dir=_files(request), slug=slug, batch_id=batch_id)
    return _to_batch(request, slug, batch_id)


def _scan_of(form: Submitted[Any]) -> Scan | None:
    """Checked, also where something else in the form is wrong; what is refused is said beside the field."""
    upload = form.form.scan if form.form is not None else None
    if upload is None:
        return None
    try:
        return checked_scan(upload.content)
    except BadInput as refusal:
        form.refuse("scan", refusal.words, **refusal.values)
        return None


def _done(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    batch_id: int,
    form: Submitted[Any],
    act: Callable[[], None],
    *,
    field: str = "",
) -> Response:
    """Acts, or shows the batch again with what is wrong."""
    paper_batch_at_desk(session, user, slug, batch_id, May.WRITE)
    if form.ok:
        try:
            act()
        except BadInput as refusal:
            form.refuse(field, refusal.words, **refusal.values)
    if not form.ok:
        return _batch(request, session, user, slug, batch_id, form, status=422)
    return _to_batch(request, slug, batch_id)


def _to_batch(request: Request, slug: str, batch_id: int) -> Response:
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/paper/{batch_id}"), status_code=303)


def _batches(
    request: Request, session: Session, user: SignedIn, slug: str, form: Submitted[Any], *, status: int = 200
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    return page(
        request,
        "pages/petitions/desk_paper.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        rows=batches_of(session, petition.id, user_id=user.user_id),
        states=PAPER_STATES,
        form=form,
        countries=countries(request.state.language),
        may_write=user.may(May.WRITE, petition.organisation_id, petition.campaign_id) and not petition.is_example,
    )


def _batch(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    batch_id: int,
    form: Submitted[Any],
    *,
    status: int = 200,
) -> Response:
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.READ)
    return page(
        request,
        "pages/petitions/desk_paper_batch.html",
        status=status,
        petition=petition,
        row=batch_row(session, batch, user_id=user.user_id),
        states=PAPER_STATES,
        form=form,
        counted_first=batch.entered_by_id == user.user_id,
        may_write=user.may(May.WRITE, petition.organisation_id, petition.campaign_id),
    )


def _files(request: Request) -> Any:
    return request.app.state.settings.effective_files_dir
