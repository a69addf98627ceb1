"""The petition, its form, and the page that says what comes next."""

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from foundation.clock import utc_now
from foundation.database import SessionDep, get_database
from foundation.errors import Conflict, Gone
from foundation.security.form_stamps import make_stamp
from foundation.security.proof_of_work import make_challenge
from foundation.web.copies import A_MINUTE
from foundation.web.direct import DirectRoute
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page
from petitions.access import petition_for_reader
from petitions.actions.sign import make_ready
from petitions.consents import reader_labels
from petitions.forms.sign import SignForm, partner_code
from petitions.models.envelope import Person
from petitions.models.judgement import Signals
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, WebVisibility
from petitions.models.texts import read_in, text_in
from petitions.models.typed import Typed
from petitions.partner_codes import names_a_partner
from petitions.queries.reading import PetitionPage, petition_page
from petitions.sign_up_signals import signals_of, stamp_of
from petitions.signing_desk import batcher, origin_of, snapshots
from petitions.snapshots import Snapshot

router = APIRouter()

DO_NOT_SIGN_FROM_HERE = mark(
    "Please do not sign from this country: the organisers think it too dangerous for you. "
    "Below stands what helps as much."
)

_read_form = submitted(SignForm)


@router.get("/petitions/{slug}")
def show_petition(request: Request, session: SessionDep, slug: str, via: str = "") -> Response:
    """The same for everybody, so that it may be kept for a minute."""
    petition = petition_for_reader(session, slug)
    shown = petition_page(session, petition, _read(request, petition))
    form = blank(
        web_visibility=WebVisibility.NONE.value,
        addressee_visibility=AddresseeVisibility.COUNTED.value,
        language=request.state.language,
        via=partner_code(via),
        stamp=make_stamp(stamp_of(slug), utc_now()),
    )
    by_a_partner = names_a_partner(session, petition, form.value("via"))
    return render_petition(request, shown, form, by_a_partner=by_a_partner, headers={"Cache-Control": A_MINUTE})


async def take_signature(request: Request) -> Response:
    """The answer is the same for a new and a known address; what differs is written to the mailbox."""
    slug: str = request.path_params["slug"]
    form = await _read_form(request)
    known = await snapshots(request).fresh(slug)
    if not known.petition.takes_signatures:
        known = await snapshots(request).anew(slug)
    if not known.petition.takes_signatures or not form.ok:
        return await run_in_threadpool(_refused, request, slug, form, 422)
    if form.checked.country in known.petition.no_signing_from:
        known = await snapshots(request).anew(slug)
    if form.checked.country in known.petition.no_signing_from:
        form.refuse("country", DO_NOT_SIGN_FROM_HERE)
        return await run_in_threadpool(_refused, request, slug, form, 422)
    origin = await origin_of(request)
    signals = signals_of(form.checked, slug=slug, network=origin.network, is_local=origin.is_local, now=utc_now())
    if form.checked.agree_partner:
        form.checked.agree_partner = await run_in_threadpool(_by_a_partner, request, known, form.checked.via)
    typed = _typed(form.checked, known, request.state.language, signals)
    try:
        await batcher(request).sign(make_ready(known.petition, typed))
    except (Gone, Conflict) as refusal:
        return await run_in_threadpool(_refused, request, slug, form, refusal.status)
    # The code goes along: whoever has just signed passes the petition on, and the partner is to be counted.
    question = f"?via={form.checked.via}" if form.checked.via else ""
    # Not by RedirectResponse, which looks at every letter: a slug and a code hold none that must be written otherwise.
    address = here(request, f"/petitions/{slug}/check-your-mail{question}")
    return Response(status_code=303, headers={"location": address})


router.add_api_route("/petitions/{slug}/signatures", take_signature, methods=["POST"], route_class_override=DirectRoute)


@router.get("/petitions/{slug}/check-your-mail")
def show_check_your_mail(request: Request, session: SessionDep, slug: str, via: str = "") -> Response:
    petition = petition_for_reader(session, slug)
    return page(
        request,
        "pages/petitions/check_your_mail.html",
        slug=petition.slug,
        title=text_in(petition, _read(request, petition)).title,
        via=partner_code(via),
        noindex=True,
    )


@router.get("/petitions/{slug}/challenge")
def show_challenge(session: SessionDep, slug: str) -> Response:
    """Work for the browser while its reader types. Never kept, so that each reader gets another."""
    petition_for_reader(session, slug)
    return JSONResponse(make_challenge(utc_now()))


def _typed(form: SignForm, known: Snapshot, page_language: str, signals: Signals) -> Typed:
    """What was checked, with the words of the page it was typed on; the form says which language that page spoke."""
    language = form.language or page_language
    return Typed(
        person=Person(form.name, form.organisation, form.email),
        country=form.country,
        language=language,
        signed_words=known.signed_words(form.read or language),
        consents=known.consents(form, page_language=page_language, language=language),
        web_visibility=form.web_visibility,
        addressee_visibility=form.addressee_visibility,
        via=form.via,
        signals=signals,
    )


def _read(request: Request, petition: Petition) -> str:
    return read_in(petition, request.state.reads, request.state.language)


def _refused(request: Request, slug: str, form: Submitted[SignForm], status: int) -> Response:
    """The page as it stands now, with what was typed."""
    with get_database(request).reading() as session:
        petition = petition_for_reader(session, slug)
        shown = petition_page(session, petition, _read(request, petition))
        by_a_partner = names_a_partner(session, petition, partner_code(form.value("via")))
    if not shown.takes_signatures:
        status = 410 if shown.is_closed else 409
    return render_petition(request, shown, form, by_a_partner=by_a_partner, status=status)


def _by_a_partner(request: Request, known: Snapshot, code: str) -> bool:
    with get_database(request).reading() as session:
        return names_a_partner(session, known.petition, code)


def render_petition(
    request: Request,
    shown: PetitionPage,
    form: Submitted[SignForm],
    *,
    by_a_partner: bool,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **more: object,
) -> Response:
    """`more`: what the layout shows besides."""
    return page(
        request,
        "pages/petitions/petition.html",
        status=status,
        headers=headers,
        shown=shown,
        form=form,
        labels=reader_labels(shown.controller, shown.kept_days, by_a_partner=by_a_partner),
        countries=countries(request.state.language),
        readable_in=shown.languages,
        noindex=not shown.is_indexed,
        **more,
    )
