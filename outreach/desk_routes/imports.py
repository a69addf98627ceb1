"""Importing a partner list: upload, a preview of what would happen, the import, and its report."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import require
from foundation.accounts.roles import May
from foundation.csv_files import DELIMITERS, ENCODINGS, read_csv
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.downloads import safe_filename
from foundation.web.forms import Submitted, blank, check, submitted
from foundation.web.language import gettext, speaking
from foundation.web.templating import here, page
from outreach.access import import_of
from outreach.actions.imports import content_of, discard_upload, import_upload, keep_upload
from outreach.forms import ReadingForm, UploadForm
from outreach.import_plan import plan_import
from outreach.models.imports import PartnerImport
from outreach.partner_csv import FIELDS, PartnerSheet, read_partners, report_of_refused
from outreach.queries.partners import latest_imports
from outreach.words import KINDS, language_name

router = APIRouter()

ROWS_SHOWN = 20

Reading = Annotated[Submitted[ReadingForm], Depends(submitted(ReadingForm))]


@router.get("/desk/outreach/import")
def ask_for_list(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _upload_page(request, session, user.organisation_ids, blank())


@router.post("/desk/outreach/import")
def take_list(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[UploadForm], Depends(submitted(UploadForm))],
) -> Response:
    """Only what is a table at all is kept; wrong columns and wrong encodings are looked at in the preview."""
    require(user, user.organisation_id, May.WRITE)
    if form.ok:
        try:
            read_csv(form.checked.file.content)
        except BadInput as refusal:
            form.refuse("file", refusal.words, **refusal.values)
    if not form.ok:
        return _upload_page(request, session, user.organisation_ids, form)
    upload = keep_upload(
        session,
        user=user,
        organisation_id=user.organisation_id,
        filename=safe_filename(form.checked.file.filename.replace("\\", "/").rsplit("/", 1)[-1]),
        content=form.checked.file.content,
    )
    return RedirectResponse(here(request, f"/desk/outreach/import/{upload.id}"), status_code=303)


@router.get("/desk/outreach/import/{import_id}")
def show_preview(
    *, request: Request, session: SessionDep, user: UserDep, import_id: int, encoding: str = "", delimiter: str = ""
) -> Response:
    upload = import_of(session, user, import_id, May.WRITE)
    if upload.is_done:
        return page(request, "pages/outreach/import_done.html", upload=upload)
    form = check(ReadingForm, {"encoding": encoding, "delimiter": delimiter})
    try:
        sheet = _read(upload, form)
    except BadInput as refusal:
        form.refuse("encoding", refusal.words, **refusal.values)
        return _preview(request, upload, form, status=422)
    plan = plan_import(session, organisation_id=upload.organisation_id, sheet=sheet)
    return _preview(request, upload, form, sheet=sheet, plan=plan)


@router.post("/desk/outreach/import/{import_id}")
def take_import(request: Request, session: SessionDep, user: UserDep, import_id: int, form: Reading) -> Response:
    """The file is read before the writing transaction begins, which then is short. A second press changes nothing."""
    done = RedirectResponse(here(request, f"/desk/outreach/import/{import_id}"), status_code=303)
    with get_database(request).reading() as reading:
        upload = import_of(reading, user, import_id, May.WRITE)
        if upload.is_done:
            return done
        try:
            sheet = _read(upload, form)
        except BadInput as refusal:
            form.refuse("encoding", refusal.words, **refusal.values)
            return _preview(request, upload, form, status=422)
    with speaking(request.state.language):  # the report of refused rows is kept in the words of whoever imports
        try:
            import_upload(session, user=user, upload=import_of(session, user, import_id, May.WRITE), sheet=sheet)
        except Conflict:
            return done
    return done


@router.post("/desk/outreach/import/{import_id}/discard")
def take_discarded(request: Request, session: SessionDep, user: UserDep, import_id: int) -> Response:
    discard_upload(session, user=user, upload=import_of(session, user, import_id, May.WRITE))
    return RedirectResponse(here(request, "/desk/outreach/import"), status_code=303)


@router.get("/desk/outreach/import/{import_id}/refused.csv")
def download_refused(
    *, request: Request, session: SessionDep, user: UserDep, import_id: int, encoding: str = "", delimiter: str = ""
) -> Response:
    """Before the import as it would be, afterwards as it was."""
    upload = import_of(session, user, import_id, May.WRITE)
    if upload.is_done:
        content = upload.refused_rows.encode()
    else:
        sheet = _read(upload, check(ReadingForm, {"encoding": encoding, "delimiter": delimiter}))
        plan = plan_import(session, organisation_id=upload.organisation_id, sheet=sheet)
        with speaking(request.state.language):
            content = report_of_refused(sheet.table.header, plan.refused)
    headers = {"Content-Disposition": 'attachment; filename="refused-rows.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _read(upload: PartnerImport, form: Submitted[ReadingForm]) -> PartnerSheet:
    """Raises BadInput when the file cannot be taken as it is read now."""
    return read_partners(content_of(upload), encoding=form.checked.encoding, delimiter=form.checked.delimiter)


def _upload_page(
    request: Request, session: Session, organisation_ids: tuple[int, ...], form: Submitted[Any]
) -> Response:
    return page(
        request,
        "pages/outreach/import.html",
        status=422 if form.problems else 200,
        form=form,
        imports=latest_imports(session, organisation_ids),
    )


def _preview(
    request: Request,
    upload: PartnerImport,
    form: Submitted[Any],
    *,
    sheet: PartnerSheet | None = None,
    plan: object = None,
    status: int = 200,
) -> Response:
    """The choices show what the file was read as, also where it was guessed; only what was chosen is sent on."""
    chosen = {name: form.value(name) for name in ("encoding", "delimiter") if form.value(name)}
    if sheet is not None:
        form.values |= {"encoding": sheet.table.encoding, "delimiter": sheet.table.delimiter}
    return page(
        request,
        "pages/outreach/import_preview.html",
        status=status,
        upload=upload,
        form=form,
        chosen=chosen,
        query=urlencode(chosen),
        sheet=sheet,
        plan=plan,
        rows_shown=ROWS_SHOWN,
        encoding_options=lambda: [(code, gettext(words)) for code, words in ENCODINGS.items()],
        delimiter_options=lambda: [(sign, gettext(words)) for sign, words in DELIMITERS.items()],
        field_words=FIELDS,
        kind_words=KINDS,
        language_name=language_name,
    )
