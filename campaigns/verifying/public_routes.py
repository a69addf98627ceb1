"""A stranger checks a PDF: was it made here, is it unchanged, is it still the newest. Nothing of it is kept."""

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.verifying.forms import VerifyForm
from campaigns.verifying.queries import Verified, verified, verified_letter
from campaigns.verifying.signatures import SeenSignature, attributed
from foundation.database import SessionDep, get_database
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.signing.reading import may_be_signed, read_signatures
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

_ROW = re.compile(r"[0-9]{1,18}")
# An office may look at a pile of letters; only files that are not known and bear a signature are counted.
AT_MOST, WINDOW = 30, timedelta(minutes=10)
NOTHING_GIVEN = mark("Choose a file, or write its SHA-256.")


@router.get("/verify")
def show_verify(request: Request, session: SessionDep, letter: str = "") -> Response:
    """`letter`: what the code on a letter of record says."""
    if not letter:
        return _page(request, blank())
    known = _ROW.fullmatch(letter)
    found = verified_letter(session, int(letter), language=request.state.language) if known else None
    return _page(request, blank(), asked=True, found=found, by_code=True)


@router.post("/verify")
def take_verify(request: Request, form: Annotated[Submitted[VerifyForm], Depends(submitted(VerifyForm))]) -> Response:
    if form.ok and form.checked.file is None and not form.checked.sha256:
        form.refuse("file", NOTHING_GIVEN)
    if not form.ok:
        return _page(request, form, status=422)
    given = form.checked
    sha256 = hashlib.sha256(given.file.content).hexdigest() if given.file else given.sha256
    database, language = get_database(request), request.state.language
    # A file was posted, but nothing of it is written.
    with database.reading() as session:
        found = verified(session, sha256, language=language)
    # What is ours to the last byte needs no second look; the rest is looked at while nothing is open.
    read = []
    if given.file and found is None and may_be_signed(given.file.content):
        slow_down(request)
        read = read_signatures(given.file.content)
    with database.reading() as session:
        signatures = attributed(session, read) if read else []
    return _page(request, blank(sha256=sha256), asked=True, found=found, signatures=signatures)


def slow_down(request: Request) -> None:
    """In a transaction of its own. Raises TooMany."""
    from_address = client_address(request, request.app.state.settings.trusted_proxies)
    with get_database(request).writing(shows=False) as session:
        count_attempt(session, what="verify", key=whoever_is_at(from_address), at_most=AT_MOST, window=WINDOW)


def _page(
    request: Request,
    form: Submitted[Any],
    *,
    status: int = 200,
    asked: bool = False,
    found: Verified | None = None,
    by_code: bool = False,
    signatures: Sequence[SeenSignature] = (),
) -> Response:
    return page(
        request,
        "pages/campaigns/verify.html",
        status=status,
        form=form,
        asked=asked,
        found=found,
        by_code=by_code,
        signatures=signatures,
        noindex=asked,
    )
