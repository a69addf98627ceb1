"""The petition, its form, and the page that says what comes next."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from foundation.database import SessionDep, get_database
from foundation.errors import TooMany
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import speaking
from foundation.web.templating import here, page
from petitions.access import petition_for_reader
from petitions.actions.sign import sign
from petitions.consents import given_consents, reader_labels
from petitions.forms.sign import SignForm, partner_code
from petitions.models.envelope import Person
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, WebVisibility
from petitions.models.texts import language_of, text_in, words_of
from petitions.models.typed import Typed, Words
from petitions.queries.reading import PetitionPage, petition_page

router = APIRouter()

A_MINUTE = "public, max-age=60"
# Many people may sign behind one address: a congress, an office, a Tor exit.
SIGNS_AT_MOST = 600
SIGNS_WINDOW = timedelta(minutes=10)

SignFormDep = Annotated[Submitted[SignForm], Depends(submitted(SignForm))]


@router.get("/petitions/{slug}")
def show_petition(request: Request, session: SessionDep, slug: str, via: str = "") -> Response:
    """The same for everybody, so that it may be kept for a minute."""
    shown = petition_page(session, petition_for_reader(session, slug), request.state.language)
    form = blank(
        web_visibility=WebVisibility.NONE.value,
        addressee_visibility=AddresseeVisibility.COUNTED.value,
        language=request.state.language,
        via=partner_code(via),
    )
    return _petition(request, shown, form, headers={"Cache-Control": A_MINUTE})


@router.post("/petitions/{slug}/signatures")
def take_signature(request: Request, slug: str, form: SignFormDep) -> Response:
    """The answer is the same for a new and a known address; what differs is written to the mailbox."""
    database = get_database(request)
    # Read apart, so that a form that is refused keeps no writer waiting.
    with database.reading() as session:
        petition = petition_for_reader(session, slug)
        shown = petition_page(session, petition, request.state.language)
    if not shown.takes_signatures:
        return _petition(request, shown, form, status=410 if shown.is_closed else 409)
    if not form.ok:
        return _petition(request, shown, form, status=422)
    try:
        with database.writing() as session:
            count_attempt(
                session,
                what="sign",
                key=client_address(request, request.app.state.settings.trusted_proxies),
                at_most=SIGNS_AT_MOST,
                window=SIGNS_WINDOW,
            )
    except TooMany as refusal:
        form.refuse("", refusal.words)
        return _petition(request, shown, form, status=refusal.status)
    typed = _typed(form.checked, petition, shown.controller, form.checked.language or request.state.language)
    with database.writing() as session:
        sign(session, petition=petition, typed=typed)
    return RedirectResponse(here(request, f"/petitions/{slug}/check-your-mail"), status_code=303)


@router.get("/petitions/{slug}/check-your-mail")
def show_check_your_mail(request: Request, session: SessionDep, slug: str) -> Response:
    petition = petition_for_reader(session, slug)
    return page(request, "pages/petitions/check_your_mail.html", slug=petition.slug, noindex=True)


def _typed(form: SignForm, petition: Petition, controller: str, language: str) -> Typed:
    """What was checked, with the words of the page it was typed on; `language` is the one that page spoke."""
    text = text_in(petition, language)
    with speaking(language):
        consents = given_consents(form, controller=controller, addressee=text.addressee)
    return Typed(
        person=Person(form.name, form.organisation, form.email),
        country=form.country,
        language=language,
        signed_words=Words(words_of(text), language_of(petition, language)),
        consents=consents,
        web_visibility=form.web_visibility,
        addressee_visibility=form.addressee_visibility,
        via=form.via,
    )


def _petition(
    request: Request,
    shown: PetitionPage,
    form: Submitted[SignForm],
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    with speaking(request.state.language):
        labels = reader_labels(shown.controller)
    return page(
        request,
        "pages/petitions/petition.html",
        status=status,
        headers=headers,
        shown=shown,
        form=form,
        labels=labels,
        countries=countries(request.state.language),
        noindex=not shown.is_indexed,
    )
