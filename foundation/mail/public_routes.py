"""Leaving a list. The link shows one button; that button, or the mail program's own (RFC 8058), acts."""

from fastapi import APIRouter, Request, Response

import foundation.mail.stopping  # noqa: F401  # registers one of the meanings of these links
from foundation.database import SessionDep
from foundation.mail.unsubscribing import unsubscribe, what_it_would_mean
from foundation.web.templating import page

router = APIRouter()


@router.get("/unsubscribe/{token}")
def ask(request: Request, session: SessionDep, token: str) -> Response:
    return page(request, "pages/foundation/unsubscribe.html", said=what_it_would_mean(session, token), done=False)


@router.post("/unsubscribe/{token}")
def act(request: Request, session: SessionDep, token: str) -> Response:
    """Answers 200 without a redirect: mail programs send `List-Unsubscribe=One-Click` and follow nothing."""
    return page(request, "pages/foundation/unsubscribe.html", said=unsubscribe(session, token), done=True)
