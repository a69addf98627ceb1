"""How a letter left, at the desk: by which way, what became of it, and as an e-mail from our own address."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.letters.falling import HELD, let_fall, why_untrue
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.register.access import find_dispatch, find_letter, find_mail
from campaigns.register.actions.mails import ask_mail, call_mail_off, try_mail_again
from campaigns.register.actions.noting import note_sent, note_settled, remove_way
from campaigns.register.forms import MailForm, SentForm, SettledForm
from campaigns.register.models import Dispatch
from campaigns.register.queries import mail_of
from campaigns.register.showing import LETTER, back, files_dir, kept_file, letter_page, scan_response, to_editor
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import page

router = APIRouter()

WAY = LETTER + "/ways/{dispatch_id}"
MAIL = LETTER + "/mails/{mail_id}"


@router.post(LETTER + "/sent")
def take_sent(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    letter_id: int,
    form: Annotated[Submitted[SentForm], Depends(submitted(SentForm))],
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.SEND, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if fallen := _fallen(request, session, user, campaign, letter):
        return fallen
    sha256 = kept_file(request, session, form, "proof")
    if form.ok:
        given = form.checked
        try:
            note_sent(
                session,
                user=user,
                campaign=campaign,
                letter=letter,
                way=given.way,
                sent_on=given.sent_on,
                note=given.note,
                proof_sha256=sha256,
            )
        except BadInput as refusal:
            form.refuse("sent_on", refusal.words, **refusal.values)
    if not form.ok:
        return letter_page(request, session, user, campaign, letter, sent=form)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, letter, "sent"))


@router.get(WAY)
def show_way(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, dispatch_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE)
    return _way_page(request, session, campaign, letter, find_dispatch(session, letter, dispatch_id))


@router.post(WAY)
def take_settled(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    letter_id: int,
    dispatch_id: int,
    form: Annotated[Submitted[SettledForm], Depends(submitted(SettledForm))],
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    dispatch = find_dispatch(session, letter, dispatch_id)
    sha256 = kept_file(request, session, form, "proof")
    if form.ok:
        try:
            note_settled(
                session,
                user=user,
                campaign=campaign,
                letter=letter,
                dispatch=dispatch,
                state=form.checked.state,
                settled_on=form.checked.settled_on,
                files_dir=files_dir(request),
                proof_sha256=sha256,
            )
        except BadInput as refusal:
            form.refuse("settled_on", refusal.words, **refusal.values)
    if not form.ok:
        return _way_page(request, session, campaign, letter, dispatch, form=form)
    return back(request, campaign, letter, "settled")


@router.post(WAY + "/remove")
def take_way_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, dispatch_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.SEND, to_change=True)
    dispatch = find_dispatch(session, letter, dispatch_id)
    remove_way(session, user=user, campaign=campaign, letter=letter, dispatch=dispatch, files_dir=files_dir(request))
    return back(request, campaign, letter, "way_removed")


@router.get(WAY + "/proof")
def show_proof(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, dispatch_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.READ)
    sha256 = find_dispatch(session, letter, dispatch_id).proof_sha256
    return scan_response(request, session, user, campaign, letter, sha256)


@router.post(LETTER + "/mail")
def take_mail(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    letter_id: int,
    form: Annotated[Submitted[MailForm], Depends(submitted(MailForm))],
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.SEND, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if fallen := _fallen(request, session, user, campaign, letter):
        return fallen
    if form.ok:
        try:
            ask_mail(session, user=user, campaign=campaign, letter=letter, to=form.checked.to)
        except BadInput as refusal:
            form.refuse("to", refusal.words, **refusal.values)
    if not form.ok:
        return letter_page(request, session, user, campaign, letter, mail=form)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, letter, "mail_asked"))


@router.post(MAIL + "/call-off")
def take_mail_off(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, mail_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.SEND, to_change=True)
    mail = find_mail(session, letter, mail_id)
    call_mail_off(session, user=user, campaign=campaign, letter=letter, mail=mail)
    return back(request, campaign, letter, "mail_called_off")


@router.post(MAIL + "/again")
def take_mail_again(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, mail_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.SEND, to_change=True)
    mail = find_mail(session, letter, mail_id)
    try_mail_again(session, user=user, campaign=campaign, letter=letter, mail=mail)
    return back(request, campaign, letter, "mail_asked")


def _fallen(request: Request, session: Session, user: SignedIn, campaign: Campaign, letter: Letter) -> Response | None:
    """Where a letter leads that may not leave as it was approved. Raises Conflict for one that has left and must not
    leave by another way."""
    because = why_untrue(session, campaign=campaign, letter=letter)
    if because and letter.state is LetterState.APPROVED:
        let_fall(session, campaign=campaign, letter=letter, user=user, because=because)
        return to_editor(request, campaign, letter, done="draft_again")
    if because == HELD:
        raise Conflict(HELD)
    return None


def _way_page(
    request: Request,
    session: Session,
    campaign: Campaign,
    letter: Letter,
    dispatch: Dispatch,
    *,
    form: Submitted[Any] | None = None,
) -> Response:
    known = blank(state=dispatch.state.value, settled_on=(dispatch.settled_on or utc_today()).isoformat())
    return page(
        request,
        "pages/register/way.html",
        status=422 if form else 200,
        campaign=campaign,
        letter=letter,
        dispatch=dispatch,
        was_mailed=mail_of(session, dispatch) is not None,
        form=form or known,
    )
