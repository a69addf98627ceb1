"""The pages behind the links of a mail. Opening one changes nothing, however often and by whomever; the button does."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import SessionDep, get_database, shorten_log
from foundation.web.forms import Submitted, submitted
from foundation.web.templating import page
from petitions.actions.confirm import LinkState, Presented, link_state, send_new_link
from petitions.actions.disown import disown, what_is_disowned
from petitions.actions.withdraw import withdraw
from petitions.consents import choices_in_words
from petitions.forms.sign import ConfirmForm, NotMeForm
from petitions.mailed_links import link_to_confirm, signature_to_withdraw
from petitions.models.consent import ConsentKind
from petitions.models.envelope import person_in
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState
from petitions.models.texts import surroundings_in, text_in
from petitions.queries.consents import agreed_to
from petitions.signing_desk import batcher, origin_of

router = APIRouter()

NotMeFormDep = Annotated[Submitted[NotMeForm], Depends(submitted(NotMeForm))]
ConfirmFormDep = Annotated[Submitted[ConfirmForm], Depends(submitted(ConfirmForm))]


@router.get("/confirm/{token}")
def show_confirm(request: Request, session: SessionDep, token: str) -> Response:
    signature, retyping = link_to_confirm(session, token)
    petition = session.get_one(Petition, signature.petition_id)
    state = link_state(signature, petition, utc_now(), retyping)
    if retyping is not None and not retyping.is_empty:
        return _confirm(request, retyping, petition, state, {ConsentKind(kind) for kind in retyping.consents})
    return _confirm(request, signature, petition, state, agreed_to(session, signature_id=signature.row_id))


@router.post("/confirm/{token}")
async def take_confirm(request: Request, token: str, form: ConfirmFormDep) -> Response:
    """Writes first and makes the page afterwards, so that no writer waits for a page."""
    if form.ok and form.checked.again:
        return await run_in_threadpool(_send_new_link, request, token)
    origin = await origin_of(request)
    pressed = await batcher(request).confirm(Presented(token, None if origin.is_local else origin.network))
    return await run_in_threadpool(_confirm, request, pressed.signature, pressed.petition, pressed.state)


@router.get("/withdraw/{token}")
def show_withdraw(request: Request, session: SessionDep, token: str) -> Response:
    return _withdraw(request, session, signature_to_withdraw(session, token))


@router.post("/withdraw/{token}")
def take_withdraw(request: Request, token: str) -> Response:
    database = get_database(request)
    with database.writing() as session:
        withdraw(session, token=token)
    shorten_log(database)
    with database.reading() as session:
        return _withdraw(request, session, signature_to_withdraw(session, token))


@router.get("/not-me/{token}")
def show_not_me(request: Request, session: SessionDep, token: str) -> Response:
    return _not_me(request, session, token)


@router.post("/not-me/{token}")
def take_not_me(request: Request, token: str, form: NotMeFormDep) -> Response:
    only_this = form.ok and form.checked.only_this
    database = get_database(request)
    with database.writing() as session:
        disown(session, token=token, only_this=only_this)
    shorten_log(database)
    with database.reading() as session:
        return _not_me(request, session, token, done="this" if only_this else "all")


def _send_new_link(request: Request, token: str) -> Response:
    with get_database(request).writing() as session:
        petition = send_new_link(session, token=token)
    return page(
        request,
        "pages/petitions/check_your_mail.html",
        slug=petition.slug,
        title=text_in(petition, request.state.language).title,
        via="",
        noindex=True,
    )


def _confirm(
    request: Request,
    entry: Signature | Retyping,
    petition: Petition,
    state: LinkState,
    agreed: Collection[ConsentKind] = (),
) -> Response:
    """What is about to count is shown, so that nobody confirms what somebody else typed with their address."""
    ready = state is LinkState.READY
    # A letter bears a name: where that may harm its sender, it is not proposed.
    safe = entry.country not in petition.target_countries
    return page(
        request,
        "pages/petitions/confirm.html",
        status=410 if state.is_over else 200,
        state=state.value,
        slug=petition.slug,
        text=text_in(petition, request.state.language),
        via=entry.via,
        person=person_in(entry.envelope, entry.reference) if ready and entry.envelope is not None else None,
        country=entry.country if ready else "",
        choices=choices_in_words(entry, agreed) if ready else [],
        letters=surroundings_in(petition, request.state.language).letters if safe else [],
        noindex=True,
    )


def _withdraw(request: Request, session: Session, signature: Signature) -> Response:
    petition = session.get_one(Petition, signature.petition_id)
    return page(
        request,
        "pages/petitions/withdraw.html",
        is_withdrawn=signature.state is SignatureState.WITHDRAWN,
        slug=petition.slug,
        text=text_in(petition, request.state.language),
        noindex=True,
    )


def _not_me(request: Request, session: Session, token: str, *, done: str = "") -> Response:
    """The cause is not named: this page is for somebody who may have nothing to do with it."""
    found = what_is_disowned(session, token)
    petition = session.get_one(Petition, found.signature.petition_id)
    return page(
        request,
        "pages/petitions/not_me.html",
        done=done,
        has_others=found.has_others,
        slug=petition.slug,
        noindex=True,
    )
