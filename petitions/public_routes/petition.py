"""The petition, its form, and the page that says what comes next."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from foundation.database import SessionDep, get_database
from foundation.errors import Conflict, Gone, TooMany
from foundation.security.client_address import client_address
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import speaking
from foundation.web.templating import here, page
from petitions.access import petition_for_reader
from petitions.actions.sign import Limit, make_ready
from petitions.consents import reader_labels
from petitions.forms.sign import SignForm, partner_code
from petitions.models.envelope import Person
from petitions.models.signature import AddresseeVisibility, WebVisibility
from petitions.models.texts import text_in
from petitions.models.typed import Typed
from petitions.queries.reading import PetitionPage, petition_page
from petitions.signing_desk import batcher, snapshots
from petitions.snapshots import Snapshot

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
async def take_signature(request: Request, slug: str, form: SignFormDep) -> Response:
    """The answer is the same for a new and a known address; what differs is written to the mailbox."""
    known = snapshots(request).fresh(slug)
    if known is None or not known.petition.takes_signatures:
        known = await run_in_threadpool(snapshots(request).read, slug)
    if not known.petition.takes_signatures or not form.ok:
        return await run_in_threadpool(_refused, request, slug, form, 422)
    from_where = client_address(request, request.app.state.settings.trusted_proxies)
    typed = _typed(form.checked, known, request.state.language)
    try:
        await batcher(request).sign(make_ready(known.petition, typed, Limit(from_where, SIGNS_AT_MOST, SIGNS_WINDOW)))
    except (TooMany, Gone, Conflict) as refusal:
        if isinstance(refusal, TooMany):
            form.refuse("", refusal.words)
        return await run_in_threadpool(_refused, request, slug, form, refusal.status)
    return RedirectResponse(here(request, f"/petitions/{slug}/check-your-mail"), status_code=303)


@router.get("/petitions/{slug}/check-your-mail")
def show_check_your_mail(request: Request, session: SessionDep, slug: str, via: str = "") -> Response:
    petition = petition_for_reader(session, slug)
    return page(
        request,
        "pages/petitions/check_your_mail.html",
        slug=petition.slug,
        title=text_in(petition, request.state.language).title,
        via=partner_code(via),
        noindex=True,
    )


def _typed(form: SignForm, known: Snapshot, page_language: str) -> Typed:
    """What was checked, with the words of the page it was typed on; the form says which language that page spoke."""
    language = form.language or page_language
    return Typed(
        person=Person(form.name, form.organisation, form.email),
        country=form.country,
        language=language,
        signed_words=known.signed_words(language),
        consents=known.consents(form, page_language=page_language, language=language),
        web_visibility=form.web_visibility,
        addressee_visibility=form.addressee_visibility,
        via=form.via,
    )


def _refused(request: Request, slug: str, form: Submitted[SignForm], status: int) -> Response:
    """The page as it stands now, with what was typed."""
    with get_database(request).reading() as session:
        shown = petition_page(session, petition_for_reader(session, slug), request.state.language)
    if not shown.takes_signatures:
        status = 410 if shown.is_closed else 409
    return _petition(request, shown, form, status=status)


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
