"""What happens to the signers' data at the desk: when it goes, who may look, and what is taken out of the house."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import AppError
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.keeping import keep_shorter, set_high_risk
from petitions.actions.lookups import note_export
from petitions.exports import ADDRESS, SIGNATURES, exports_folder, table_response, while_permitted
from petitions.forms.desk_list import ExportForm, KeepingForm, RiskForm
from petitions.models.texts import text_in
from petitions.queries.export_rows import Wanted, signature_rows

router = APIRouter()

ExportFormDep = Annotated[Submitted[ExportForm], Depends(submitted(ExportForm))]
KeepingFormDep = Annotated[Submitted[KeepingForm], Depends(submitted(KeepingForm))]
RiskFormDep = Annotated[Submitted[RiskForm], Depends(submitted(RiskForm))]


@router.get("/desk/petitions/{slug}/data")
def show_data(request: Request, session: SessionDep, user: UserDep, slug: str, done: str = "") -> Response:
    return _data(request, session, user, slug, done=done)


@router.get("/desk/petitions/{slug}/export")
def show_export(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _export(request, session, user, slug, blank(format="csv", confirmed="yes"))


@router.post("/desk/petitions/{slug}/export")
def take_export(request: Request, user: UserDep, slug: str, form: ExportFormDep) -> Response:
    """Written down in a transaction of its own, before the first row leaves."""
    database = get_database(request)
    with database.reading() as session:
        petition_at_desk(session, user, slug, May.WRITE)
        if not form.ok:
            return _export(request, session, user, slug, form, status=422)
    given = form.checked
    with database.writing() as session:
        petition = note_export(
            session,
            user=user,
            slug=slug,
            what=" ".join(_words(given)),
            with_addresses=given.addresses,
            reason=given.reason,
        )
    parts = while_permitted(
        signature_rows(database, petition.id, Wanted(given.confirmed, given.addresses)),
        database,
        user=user,
        organisation_id=petition.organisation_id,
        act=May.WRITE,
        scope=petition.campaign_id,
    )
    header = (*SIGNATURES, ADDRESS) if given.addresses else SIGNATURES
    folder = exports_folder(request.app.state.settings)
    try:
        return table_response(given.format, f"signatures-{petition.slug}", header, parts, folder=folder)
    except AppError as refusal:
        form.refuse("format", refusal.words, **refusal.values)
    with database.reading() as session:
        return _export(request, session, user, slug, form, status=422)


@router.post("/desk/petitions/{slug}/keeping")
def take_keeping(request: Request, session: SessionDep, user: UserDep, slug: str, form: KeepingFormDep) -> Response:
    petition_at_desk(session, user, slug, May.MANAGE)
    try:
        if form.ok:
            keep_shorter(session, user=user, slug=slug, days=form.checked.days)
            return RedirectResponse(here(request, f"/desk/petitions/{slug}/data?done=kept"), status_code=303)
    except AppError as refusal:
        form.refuse("days", refusal.words, **refusal.values)
    return _data(request, session, user, slug, keeping=form, status=422)


@router.post("/desk/petitions/{slug}/risk")
def take_risk(request: Request, session: SessionDep, user: UserDep, slug: str, form: RiskFormDep) -> Response:
    petition_at_desk(session, user, slug, May.MANAGE)
    set_high_risk(session, user=user, slug=slug, high=form.ok and form.checked.high)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/data?done=risk"), status_code=303)


def _words(given: ExportForm) -> list[str]:
    """For the trail, as it is read by colleagues of any language."""
    rows = "confirmed" if given.confirmed else "all"
    return [given.format.value, rows, *(["addresses"] if given.addresses else [])]


def _export(
    request: Request, session: Session, user: SignedIn, slug: str, form: Submitted[ExportForm], *, status: int = 200
) -> Response:
    petition = petition_at_desk(session, user, slug, May.WRITE)
    return page(
        request,
        "pages/petitions/desk_export.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        export=form,
        may_manage=user.may(May.MANAGE, petition.organisation_id, petition.campaign_id),
    )


def _data(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    *,
    keeping: Submitted[KeepingForm] | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    return page(
        request,
        "pages/petitions/desk_data.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        keeping=keeping or blank(days=petition.kept_days),
        done=done if done in ("kept", "risk") else "",
        may_write=user.may(May.WRITE, petition.organisation_id, petition.campaign_id),
        may_manage=user.may(May.MANAGE, petition.organisation_id, petition.campaign_id),
    )
