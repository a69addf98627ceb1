"""The page of one letter in the register, and what its forms share."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.kept_from import kept_from, require_told
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.access import scan_of
from campaigns.register.actions.noting import keep_scan
from campaigns.register.shown import letter_shown
from foundation.accounts.access import SignedIn
from foundation.clock import utc_today
from foundation.errors import BadInput
from foundation.files import StoredFile
from foundation.web.downloads import content_disposition
from foundation.web.forms import Submitted, Upload, blank
from foundation.web.templating import here, page

LETTER = "/desk/campaigns/{slug}/register/{letter_id}"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def letter_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    *,
    done: str = "",
    sent: Submitted[Any] | None = None,
    reply: Submitted[Any] | None = None,
    mail: Submitted[Any] | None = None,
    steps: Submitted[Any] | None = None,
    steps_of: int = 0,
) -> Response:
    """`sent`, `reply`, `mail` and `steps` are forms that were refused, the last of this answer."""
    today = utc_today().isoformat()
    shown = letter_shown(session, user, campaign, letter)
    return page(
        request,
        "pages/register/letter.html",
        status=422 if sent or reply or mail or steps else 200,
        shown=shown,
        campaign=campaign,
        letter=letter,
        done=done,
        sent=sent or blank(sent_on=today),
        reply=reply or blank(received_on=today),
        mail=mail or blank(to=shown.known_email),
        steps=steps or blank(),
        steps_of=steps_of,
        picked=dict(zip(steps.values["demand"], steps.values["progress"], strict=False)) if steps else {},
    )


def files_dir(request: Request) -> Path:
    folder: Path = request.app.state.settings.effective_files_dir
    return folder


def kept_file(request: Request, session: Session, form: Submitted[Any], name: str) -> str | None:
    """The hash of a file that was handed in, as it is kept; what is wrong with it stands beside its field."""
    given: Upload | None = getattr(form.checked, name) if form.ok else None
    if given is None:
        return None
    try:
        return keep_scan(session, files_dir(request), given.content)
    except BadInput as refusal:
        form.refuse(name, refusal.words, **refusal.values)
        return None


def scan_response(
    request: Request, session: Session, user: SignedIn, campaign: Campaign, letter: Letter, sha256: str | None
) -> Response:
    """As a download only, so that it can do nothing on our pages. The program does not read what a scan says, so who is
    not told everything does not get it."""
    require_told(kept_from(session, user, campaign) is None)
    content = scan_of(files_dir(request), sha256)
    media_type = session.get_one(StoredFile, sha256).media_type
    name = f"{letter.our_reference or letter.kind}.{ENDINGS[media_type]}"
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition(name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=media_type, headers=headers)


def back(request: Request, campaign: Campaign, letter: Letter, done: str) -> Response:
    address = LETTER.format(slug=campaign.slug, letter_id=letter.id)
    return RedirectResponse(here(request, f"{address}?done={done}"), status_code=303)


def to_editor(request: Request, campaign: Campaign, letter: Letter, done: str = "") -> Response:
    address = f"/desk/campaigns/{campaign.slug}/letters/{letter.kind}/{letter.office_id}?language={letter.language}"
    return RedirectResponse(here(request, f"{address}&done={done}" if done else address), status_code=303)
