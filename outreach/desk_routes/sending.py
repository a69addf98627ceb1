"""What is done with a mailing: attach, test, approve, send, pause, resume, cancel, and look at each recipient."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.files import FileKind, store
from foundation.mail.models import MailState
from foundation.pdf_text import read_pdf
from foundation.pdf_uploads import MEDIA_TYPE, check_pdf
from foundation.web.authorisation import UserDep
from foundation.web.downloads import safe_filename
from foundation.web.forms import Submitted, submitted
from foundation.web.templating import here, page
from outreach.access import attachment_of, contact_of, mailing_of
from outreach.actions.mailings import approve, attach_file, check_room, detach_file, texts_of
from outreach.actions.sending import cancel, decide_unknown, pause, resume, send, send_trial
from outreach.delivery_words import DELIVERY_STATES
from outreach.desk_routes.mailings import mailing_page
from outreach.forms import DecisionForm, TrialForm, UploadForm
from outreach.models.mailings import Mailing
from outreach.queries.mailings import progress_of, recipients_page
from outreach.queries.segments import version_for
from outreach.words import MAILING_STATES, language_name

router = APIRouter()


@router.post("/desk/outreach/mailings/{mailing_id}/attachments")
def take_attachment(
    request: Request,
    session: SessionDep,
    user: UserDep,
    mailing_id: int,
    form: Annotated[Submitted[UploadForm], Depends(submitted(UploadForm))],
) -> Response:
    """The PDF is looked at before it is stored, and what is refused is not kept."""
    mailing = mailing_of(session, user, mailing_id, May.WRITE, to_change=True)
    if form.ok:
        file = form.checked.file
        try:
            check_room(session, mailing=mailing, size=len(file.content))
            pages = check_pdf(file.content)
            folder = request.app.state.settings.effective_files_dir
            read_pdf(folder, file.content)
            stored = store(session, folder, file.content, media_type=MEDIA_TYPE, pages=pages, kind=FileKind.UPLOADED)
            filename = _pdf_name(file.filename)
            attach_file(
                session, user=user, mailing=mailing, sha256=stored.sha256, filename=filename, media_type=MEDIA_TYPE
            )
        except BadInput as refusal:
            form.refuse("file", refusal.words, **refusal.values)
    if not form.ok:
        return mailing_page(request, session, user, mailing, form)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/attachments/{attachment_id}/remove")
def take_removed_attachment(
    request: Request, session: SessionDep, user: UserDep, mailing_id: int, attachment_id: int
) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.WRITE, to_change=True)
    detach_file(session, user=user, mailing=mailing, attachment=attachment_of(session, mailing, attachment_id))
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/test")
def take_test(
    request: Request,
    session: SessionDep,
    user: UserDep,
    mailing_id: int,
    form: Annotated[Submitted[TrialForm], Depends(submitted(TrialForm))],
) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.WRITE)
    wished = form.checked
    contact = contact_of(session, user, wished.contact, May.READ) if wished.contact else None
    versions = texts_of(session, mailing)
    language = wished.language if wished.language in versions else version_for(wished.language, versions)
    if not language:
        raise BadInput("There is no text yet.")
    send_trial(session, user=user, mailing=mailing, language=language, contact=contact)
    query = f"?language={language}" + (f"&contact={contact.id}" if contact else "")
    return RedirectResponse(here(request, f"/desk/outreach/mailings/{mailing.id}/preview{query}"), status_code=303)


@router.post("/desk/outreach/mailings/{mailing_id}/approve")
def take_approval(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    approve(session, user=user, mailing=mailing)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/send")
def take_send(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    """Pressed twice, it is sent once; the second press leads to the same page."""
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    send(session, user=user, mailing=mailing)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/pause")
def take_pause(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    pause(session, user=user, mailing=mailing)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/resume")
def take_resume(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    resume(session, user=user, mailing=mailing)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/cancel")
def take_cancel(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    cancel(session, user=user, mailing=mailing)
    return _back(request, mailing)


@router.post("/desk/outreach/mailings/{mailing_id}/unknown")
def take_decision(
    request: Request,
    session: SessionDep,
    user: UserDep,
    mailing_id: int,
    form: Annotated[Submitted[DecisionForm], Depends(submitted(DecisionForm))],
) -> Response:
    """About those of whom nobody knows whether the mail arrived."""
    mailing = mailing_of(session, user, mailing_id, May.SEND, to_change=True)
    decide_unknown(session, user=user, mailing=mailing, resend=form.checked.decision == "resend")
    return _back(request, mailing)


@router.get("/desk/outreach/mailings/{mailing_id}/recipients")
def show_recipients(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    mailing_id: int,
    state: str = "",
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.READ, own_only=True)
    wanted = MailState(state) if state in set(MailState) else None
    lines, next_after = recipients_page(session, mailing, state=wanted, after=after)
    return page(
        request,
        "pages/outreach/recipients.html",
        mailing=mailing,
        lines=lines,
        wanted=wanted,
        next_after=next_after,
        progress=progress_of(session, mailing),
        delivery_states=DELIVERY_STATES,
        states=MAILING_STATES,
        language_name=language_name,
    )


def _pdf_name(sent: str) -> str:
    name = safe_filename(sent.replace("\\", "/").rsplit("/", 1)[-1])
    return name if name.lower().endswith(".pdf") else f"{name}.pdf"


def _back(request: Request, mailing: Mailing) -> Response:
    return RedirectResponse(here(request, f"/desk/outreach/mailings/{mailing.id}"), status_code=303)
