"""Everybody's own data: asked for with an address, seen, corrected, taken along and erased behind a mailed link."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session

from foundation.database import SessionDep, get_database, shorten_log
from foundation.errors import AppError, TooMany
from foundation.mail.addresses import canonical_address
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.downloads import content_disposition
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from petitions.access import petition_at
from petitions.actions.change_address import change_address
from petitions.actions.my_data import Corrected, ask_for_my_data, correct, erase, too_dangerous
from petitions.consents import choices_in_words, consent_kinds_in_words, reader_labels, visibility_consents
from petitions.forms.my_data import AddressForm, CorrectForm
from petitions.mailed_links import request_to_read
from petitions.models.judgement import Signals
from petitions.models.texts import text_in
from petitions.queries.my_data import Kept, as_json, kept_about
from petitions.queries.reading import controller_of, petition_page
from petitions.signing_desk import origin_in_thread

router = APIRouter()

AddressFormDep = Annotated[Submitted[AddressForm], Depends(submitted(AddressForm))]
CorrectFormDep = Annotated[Submitted[CorrectForm], Depends(submitted(CorrectForm))]

ASKS_AT_MOST = 60
ASKS_FOR_AN_ADDRESS = 5
# By one link.
MOVES_AT_MOST = 5
ASKS_WINDOW = timedelta(hours=1)
KEPT_BY_NOBODY = {"Cache-Control": "private, no-store"}


@router.get("/petitions/{slug}/my-data")
def show_ask(request: Request, session: SessionDep, slug: str) -> Response:
    return _ask(request, session, slug, blank())


@router.post("/petitions/{slug}/my-data")
def take_ask(request: Request, slug: str, form: AddressFormDep) -> Response:
    """The same answer for every address, however often it was asked about."""
    database = get_database(request)
    with database.reading() as session:
        petition = petition_at(session, slug)
        if not form.ok:
            return _ask(request, session, slug, form, status=422)
    email = form.checked.email
    try:
        with database.writing() as session:
            proxies = request.app.state.settings.trusted_proxies
            _count(session, "my-data-from", whoever_is_at(client_address(request, proxies)), ASKS_AT_MOST)
    except TooMany as refusal:
        form.refuse("", refusal.words)
        with database.reading() as session:
            return _ask(request, session, slug, form, status=refusal.status)
    try:
        with database.writing() as session:
            _count(session, "my-data", canonical_address(email), ASKS_FOR_AN_ADDRESS)
        with database.writing() as session:
            ask_for_my_data(session, petition=petition, email=email, language=request.state.language)
    except TooMany:
        # Enough mail is under way to this address; to say so would tell somebody else that it was asked for.
        pass
    return RedirectResponse(here(request, f"/petitions/{slug}/my-data/asked"), status_code=303)


@router.get("/petitions/{slug}/my-data/asked")
def show_asked(request: Request, session: SessionDep, slug: str) -> Response:
    petition = petition_at(session, slug)
    return page(request, "pages/petitions/my_data_asked.html", slug=petition.slug, noindex=True)


@router.get("/my-data/{token}")
def show_my_data(request: Request, session: SessionDep, token: str, done: str = "") -> Response:
    kept = kept_about(session, request_to_read(session, token))
    return _mine(request, session, token, kept, done=done)


@router.get("/my-data/{token}/data.json")
def show_json(request: Request, session: SessionDep, token: str) -> Response:
    kept = kept_about(session, request_to_read(session, token))
    title = text_in(kept.petition, request.state.language).title
    disposition = content_disposition(f"my-data-{kept.petition.slug}.json")
    return JSONResponse(as_json(kept, title=title), headers=KEPT_BY_NOBODY | {"Content-Disposition": disposition})


@router.post("/my-data/{token}")
def take_correction(request: Request, token: str, form: CorrectFormDep) -> Response:
    database = get_database(request)
    with database.reading() as session:
        kept = kept_about(session, request_to_read(session, token))
        if not form.ok:
            return _mine(request, session, token, kept, form=form, status=422)
    checked, language = form.checked, request.state.language
    consents = visibility_consents(
        checked.web_visibility,
        checked.addressee_visibility,
        addressee=text_in(kept.petition, language).addressee,
    )
    corrected = Corrected(**checked.model_dump(), consents=consents)
    if kept.signature is not None:
        field, why_not = too_dangerous(kept.petition, kept.signature, corrected)
        if why_not:
            form.refuse(field, why_not)
            with database.reading() as session:
                return _mine(request, session, token, kept, form=form, status=422)
    with database.writing() as session:
        correct(session, token=token, corrected=corrected)
    return RedirectResponse(here(request, f"/my-data/{token}?done=corrected"), status_code=303)


@router.post("/my-data/{token}/address")
def take_address(request: Request, token: str, form: AddressFormDep) -> Response:
    """Judged like any sign-up, without a stamp and a proof of work: whoever is here has read a mail of ours."""
    database = get_database(request)
    origin = origin_in_thread(request)
    from_here = whoever_is_at(client_address(request, request.app.state.settings.trusted_proxies))
    status = 422
    signals = Signals(network=origin.network, is_local=origin.is_local)
    try:
        if form.ok:
            with database.writing() as session:
                link = request_to_read(session, token)
                _count(session, "my-data-from", from_here, ASKS_AT_MOST)
                _count(session, "my-data-move", str(link.id), MOVES_AT_MOST)
            with database.writing() as session:
                change_address(session, token=token, email=form.checked.email, signals=signals)
            return RedirectResponse(here(request, f"/my-data/{token}?done=moved"), status_code=303)
    except AppError as refusal:
        form.refuse("email", refusal.words, **refusal.values)
        status = refusal.status if isinstance(refusal, TooMany) else 422
    with database.reading() as session:
        kept = kept_about(session, request_to_read(session, token))
        return _mine(request, session, token, kept, address_form=form, status=status)


@router.post("/my-data/{token}/erase")
def take_erase(request: Request, token: str) -> Response:
    database = get_database(request)
    with database.writing() as session:
        erase(session, token=token)
    shorten_log(database)
    return RedirectResponse(here(request, f"/my-data/{token}"), status_code=303)


def _count(session: Session, what: str, key: str, at_most: int) -> None:
    count_attempt(session, what=what, key=key, at_most=at_most, window=ASKS_WINDOW)


def _ask(request: Request, session: Session, slug: str, form: Submitted[AddressForm], *, status: int = 200) -> Response:
    petition = petition_at(session, slug)
    return page(
        request,
        "pages/petitions/my_data_ask.html",
        status=status,
        slug=petition.slug,
        text=text_in(petition, request.state.language),
        controller=controller_of(session, petition, request.state.language),
        form=form,
        noindex=True,
    )


def _mine(
    request: Request,
    session: Session,
    token: str,
    kept: Kept,
    *,
    form: Submitted[CorrectForm] | None = None,
    address_form: Submitted[AddressForm] | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    language, petition = request.state.language, kept.petition
    controller = controller_of(session, petition, language)
    return page(
        request,
        "pages/petitions/my_data.html",
        status=status,
        headers=KEPT_BY_NOBODY,
        token=token,
        kept=kept,
        text=text_in(petition, language),
        shown=petition_page(session, petition, language),
        controller=controller,
        labels=reader_labels(controller, petition.kept_days, by_a_partner=False),
        kinds=consent_kinds_in_words(),
        beside=[
            (entry, person, choices_in_words(entry, {wish.kind for wish in wishes}))
            for entry, person, wishes in kept.beside
        ],
        countries=countries(language),
        form=form or _as_kept(kept),
        address_form=address_form or blank(),
        done=done if done in ("corrected", "moved") else "",
        zone=request.app.state.settings.time_zone,
        noindex=True,
    )


def _as_kept(kept: Kept) -> Submitted[CorrectForm]:
    if kept.signature is None or kept.person is None:
        return blank()
    return blank(
        name=kept.person.name,
        organisation=kept.person.organisation,
        country=kept.signature.country or "",
        web_visibility=kept.signature.web_visibility.value,
        addressee_visibility=kept.signature.addressee_visibility.value,
    )
