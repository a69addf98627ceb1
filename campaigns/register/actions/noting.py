"""What is noted in the register: how a letter left, what became of it, what was answered."""

from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from campaigns.letters.actions import record_letter
from campaigns.letters.approving import mark_sent
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.outcomes.actions.steps import checked_proof
from campaigns.register.models import IN_FUTURE, Dispatch, DispatchState, LetterTerm, Reply, ReplyKind, ReplyStep, Way
from campaigns.register.queries import mail_of
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_today
from foundation.database import insert_into
from foundation.errors import BadInput, Conflict
from foundation.files import FileKind, discard_if_unnamed, store


def note_sent(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    way: Way,
    sent_on: date,
    note: str = "",
    proof_sha256: str | None = None,
) -> Dispatch:
    """From now on the letter stays as it is, for good. Raises Conflict unless it was approved, BadInput for a day that
    cannot be."""
    if sent_on > utc_today():
        raise BadInput(IN_FUTURE)
    if letter.approved_at is not None and sent_on < letter.approved_at.date():
        raise BadInput("The letter was approved only after this day.")
    mark_sent(session, letter=letter)
    dispatch = Dispatch(
        letter_id=letter.id,
        campaign_id=campaign.id,
        way=way,
        sent_on=sent_on,
        note=note,
        proof_sha256=proof_sha256,
        recorded_by_id=user.user_id,
    )
    session.add(dispatch)
    session.flush()
    record_letter(session, campaign, letter, act="letter.sent", by=user, detail=way.value)
    return dispatch


def note_settled(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    dispatch: Dispatch,
    state: DispatchState,
    settled_on: date | None,
    files_dir: Path,
    proof_sha256: str | None = None,
) -> None:
    """It was received, not accepted, or came back; or that was an error, and it is on its way."""
    day = (settled_on or utc_today()) if state.is_settled else None
    if day is not None and day > utc_today():
        raise BadInput(IN_FUTURE)
    if day is not None and day < dispatch.sent_on:
        raise BadInput("The letter left only after this day.")
    before = dispatch.proof_sha256
    dispatch.state, dispatch.settled_on = state, day
    dispatch.proof_sha256 = proof_sha256 or before
    session.add(dispatch)
    record_letter(session, campaign, letter, act="letter.settled", by=user, detail=state.value)
    if before is not None and before != dispatch.proof_sha256:
        discard_if_unnamed(session, files_dir, before)


def remove_way(
    session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, dispatch: Dispatch, files_dir: Path
) -> None:
    """One that was noted in error. The letter stays as it is all the same: what somebody may hold in their hands is not
    changed. Raises Conflict for an e-mail, which really left."""
    if mail_of(session, dispatch) is not None:
        raise Conflict("This e-mail really left, so its entry stays.")
    session.delete(dispatch)
    record_letter(session, campaign, letter, act="letter.way_removed", by=user, detail=dispatch.way.value)
    if dispatch.proof_sha256 is not None:
        discard_if_unnamed(session, files_dir, dispatch.proof_sha256)


def note_reply(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    kind: ReplyKind,
    received_on: date,
    their_reference: str,
    summary: str,
    scan_sha256: str | None = None,
) -> Reply:
    """Raises BadInput for a day that cannot be, or for a letter that has not left."""
    if received_on > utc_today():
        raise BadInput(IN_FUTURE)
    if not letter.state.is_approved or letter.state.may_change:
        raise BadInput("Only a letter that was sent is answered.")
    reply = Reply(
        letter_id=letter.id,
        campaign_id=campaign.id,
        kind=kind,
        received_on=received_on,
        their_reference=their_reference,
        summary=summary,
        scan_sha256=scan_sha256,
        recorded_by_id=user.user_id,
    )
    session.add(reply)
    session.flush()
    record_letter(session, campaign, letter, act="letter.answered", by=user, detail=kind.value)
    return reply


def remove_reply(
    session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, reply: Reply, files_dir: Path
) -> None:
    """One that was noted in error. Raises Conflict while it stands for how far a demand has come."""
    if session.exec(select(ReplyStep).where(ReplyStep.reply_id == reply.id)).first() is not None:
        raise Conflict("How far a demand has come was noted from this answer. Take that back first.")
    session.delete(reply)
    record_letter(session, campaign, letter, act="letter.answer_removed", by=user)
    if reply.scan_sha256 is not None:
        discard_if_unnamed(session, files_dir, reply.scan_sha256)


def set_term(session: Session, *, user: SignedIn, campaign: Campaign, days: int) -> None:
    # Two people may set the first one at the same moment.
    first = insert_into(LetterTerm, session.get_bind().dialect.name).values(campaign_id=campaign.id, days=days)
    session.execute(first.on_conflict_do_nothing(index_elements=["campaign_id"]))
    term = session.get_one(LetterTerm, campaign.id)
    term.days = days
    session.add(term)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="letter.term",
        about=f"campaign:{campaign.slug}",
        detail=str(days),
    )


def keep_scan(session: Session, files_dir: Path, content: bytes) -> str:
    """A PDF or picture as it is kept, without the traces of who made it. Raises BadInput, worded."""
    proof = checked_proof(content, files_dir=files_dir, words="", is_public=False)
    return store(session, files_dir, proof.content, media_type=proof.media_type, kind=FileKind.UPLOADED).sha256
