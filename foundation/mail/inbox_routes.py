"""Reading the built-in inbox: only on this machine, only under `solidarity start`."""

import re
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from foundation.errors import NotFound
from foundation.mail.inbox import Inbox, InboxMail
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

NO_PAGE = mark("There is no page at this address.")
NO_MAIL = mark("This mail is no longer kept.")
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])")
# The mail of a stranger is looked at, not run: no script, no form, nothing loaded, and no origin of ours.
_LOCKED_IN = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
)


@router.get("/inbox")
def list_mails(request: Request) -> Response:
    return page(request, "pages/foundation/inbox.html", lines=_inbox(request).lines())


@router.get("/inbox/{number}")
def show_mail(request: Request, number: int) -> Response:
    mail = _mail(request, number)
    return page(request, "pages/foundation/inbox_mail.html", mail=mail, pieces=split_at_addresses(mail.text))


@router.get("/inbox/{number}/html")
def show_html(request: Request, number: int) -> Response:
    html = _mail(request, number).html
    if not html:
        raise NotFound(NO_PAGE)
    # Its links lead out of the locked page, into a tab of their own.
    html = html.replace("<head>", '<head><base target="_blank">', 1)
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": _LOCKED_IN})


@router.get("/inbox/{number}/files/{place}")
def download(request: Request, number: int, place: int) -> Response:
    files = _mail(request, number).files
    if not 0 <= place < len(files):
        raise NotFound(NO_PAGE)
    file = files[place]
    return Response(
        file.content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.filename, safe='')}"},
    )


def split_at_addresses(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a web address."""
    return [(piece, bool(_ADDRESS.fullmatch(piece))) for piece in _ADDRESS.split(text) if piece]


def _inbox(request: Request) -> Inbox:
    inbox: Inbox | None = request.app.state.inbox
    if inbox is None:
        raise NotFound(NO_PAGE)
    return inbox


def _mail(request: Request, number: int) -> InboxMail:
    mail = _inbox(request).mail(number)
    if mail is None:
        raise NotFound(NO_MAIL)
    return mail
