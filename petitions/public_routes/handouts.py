"""The sheet for signatures, the poster and the picture of the link, made while the reader waits."""

from collections.abc import Callable
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from foundation.accounts.models import Organisation
from foundation.database import get_database
from foundation.errors import Conflict, Gone
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.copies import A_MINUTE
from foundation.web.downloads import pdf_response
from foundation.web.etags import tagged
from foundation.web.language import mark
from petitions.access import petition_for_reader
from petitions.forms.sign import partner_code
from petitions.models.petition import Petition
from petitions.models.texts import read_in
from petitions.printed.handouts import Handout, handout_of, is_kept, poster_html, poster_pdf, sheet_html, sheet_pdf
from petitions.printed.picture import picture_html, picture_png
from petitions.queries.reading import petition_page

router = APIRouter()

# Made anew when a word of it changes; until then a copy in between serves.
A_WHILE = "public, max-age=300, stale-while-revalidate=600"
EXAMPLE = mark(
    "This is an example from history. It takes no signatures, so there is neither a sheet nor a poster for it."
)
CLOSED = mark("This petition is closed. Please collect no more signatures for it, neither here nor on paper.")
PAUSED = mark("This petition is paused at the moment. Sheet and poster are here again once it goes on.")
# Only for codes nobody asked for before: each of them is a document of its own.
NEW_ONES = 30
WINDOW = timedelta(minutes=10)


@router.get("/petitions/{slug}/sheet.pdf")
def show_sheet(request: Request, slug: str, via: str = "") -> Response:
    return _handout(request, slug, partner_code(via), "sheet", lambda it: sheet_html(it, text_in_front=True), sheet_pdf)


@router.get("/petitions/{slug}/poster.pdf")
def show_poster(request: Request, slug: str, via: str = "") -> Response:
    return _handout(request, slug, partner_code(via), "poster", poster_html, poster_pdf)


@router.get("/petitions/{slug}/picture.png")
def show_picture(request: Request, slug: str) -> Response:
    """Moves with the public figures; examples from history have theirs too, without a count."""
    with get_database(request).reading() as session:
        petition = petition_for_reader(session, slug)
        shown = petition_page(session, petition, read_in(petition, request.state.reads, request.state.language))
    html = picture_html(shown, language=request.state.language, base_url=request.app.state.settings.effective_base_url)
    answer = Response(picture_png(html), media_type="image/png", headers={"Cache-Control": A_MINUTE})
    return tagged(request, answer)


def _handout(
    request: Request,
    slug: str,
    via: str,
    kind: str,
    html_of: Callable[[Handout], str],
    print_it: Callable[[Handout], bytes],
) -> Response:
    """No transaction is open while pages are laid out."""
    with get_database(request).reading() as session:
        handout = _gather(request, session, slug, via)
    if via and not is_kept(html_of(handout), handout.address):
        _count_new_one(request)
    pdf = pdf_response(print_it(handout), f"{slug}-{kind}-{handout.language}.pdf", inline=True, cache=A_WHILE)
    return tagged(request, pdf)


def _gather(request: Request, session: Session, slug: str, via: str) -> Handout:
    petition = petition_for_reader(session, slug)
    _check_open(petition)
    organisation = session.get_one(Organisation, petition.organisation_id)
    language = request.state.language
    return handout_of(
        petition_page(session, petition, read_in(petition, request.state.reads, language)),
        language=language,
        base_url=request.app.state.settings.effective_base_url,
        via=via,
        postal_address=organisation.address,
        contact=organisation.email,
    )


def _check_open(petition: Petition) -> None:
    if petition.is_example:
        raise Gone(EXAMPLE)
    if petition.is_closed:
        raise Gone(CLOSED)
    if not petition.takes_signatures:
        raise Conflict(PAUSED)


def _count_new_one(request: Request) -> None:
    with get_database(request).writing(shows=False) as session:
        count_attempt(
            session,
            what="handout",
            key=whoever_is_at(client_address(request, request.app.state.settings.trusted_proxies)),
            at_most=NEW_ONES,
            window=WINDOW,
        )
