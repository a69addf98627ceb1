"""What all pages of a partner share: nobody signs in, the address is the key, and it goes nowhere from here."""

from datetime import timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.models import Organisation
from foundation.database import get_database
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.templating import here, page
from outreach.models.partners import Partner

KIT = "/kit/{code}"
AT_MOST, WINDOW = 120, timedelta(minutes=10)
"""Forms and files. Several people of one partner share an address, and whoever guesses codes has a long way to go."""
PAGES_AT_MOST = 600
"""A page that shows how far letters are is asked for every few seconds, by each of them."""


def slow_down(request: Request, code: str, *, reads: bool = False) -> None:
    """In a transaction of its own. `reads`: only a page is looked at. Raises TooMany."""
    what, at_most = ("kit page", PAGES_AT_MOST) if reads else ("kit", AT_MOST)
    from_address = client_address(request, request.app.state.settings.trusted_proxies)
    with get_database(request).writing(shows=False) as session:
        for key in (whoever_is_at(from_address), code):
            count_attempt(session, what=what, key=key, at_most=at_most, window=WINDOW)


def kit_page(
    request: Request,
    session: Session,
    template: str,
    partner: Partner,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response:
    return page(
        request,
        f"pages/kits/{template}.html",
        status=status,
        headers=headers,
        at=KIT.format(code=partner.kit_code),
        partner=partner,
        organisation=session.get_one(Organisation, partner.organisation_id).name,
        done=request.query_params.get("done", "") if status == 200 else "",
        **context,
    )


def to_kit(request: Request, partner: Partner, path: str = "", done: str = "") -> Response:
    address = f"{KIT.format(code=partner.kit_code)}{path}{f'?done={done}' if done else ''}"
    return RedirectResponse(here(request, address), status_code=303)
