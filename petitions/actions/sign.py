"""Signing: the same answer for everybody, and a mail that says the rest.

A new address gets a confirm link. So does one that signed before with other words or choices: the newest typing counts,
and only its link works. Typing the same once more sends the link again, not more often than a mailbox bears.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.errors import Conflict, Gone
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream
from petitions.access import lock_by_digest
from petitions.actions.agreements import end_consents, give_consents, keep_words
from petitions.actions.counting import Change, count_changes, move
from petitions.models.envelope import email_digest, person_of, seal_person, seal_reply
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed
from petitions.queries.consents import agreed_to

A_DAY = timedelta(days=1)
MAILS_A_DAY = 3
# A second press on the button is no wish for a second mail.
MAIL_AGAIN_AFTER = timedelta(minutes=10)

CONFIRM_MAIL = "petitions.confirm_signature"
ALREADY_MAIL = "petitions.already_signed"


def require_open(petition: Petition) -> None:
    """Raises Gone when it is closed or an example from history, Conflict while it is paused."""
    if petition.is_closed:
        raise Gone("This petition is closed. It takes no more signatures.")
    if petition.is_paused:
        raise Conflict("This petition is paused at the moment. Please come back later.")


def sign(session: Session, *, petition: Petition, typed: Typed) -> None:
    """Raises Gone or Conflict when the petition takes no signatures."""
    require_open(petition)
    now = utc_now()
    row = new_row(petition, typed, now)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    signature_id = session.execute(
        insert(Signature)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["petition_id", "email_digest"])
        .returning(col(Signature.id))
    ).scalar_one_or_none()
    if signature_id is None:
        _sign_again(session, petition, typed, row["email_digest"], now)
        return
    keep_words(session, [typed.signed_words])
    give_consents(session, signature_id=signature_id, consents=typed.consents, now=now)
    count_changes(session, [Change(petition.id, waiting=1)], now=now)
    put_mail(session, CONFIRM_MAIL, petition.id, row["reference"])


def new_row(petition: Petition, typed: Typed, now: datetime) -> dict[str, Any]:
    """The columns of a signature that waits for its mail. Touches no database."""
    fresh = Signature(
        petition_id=petition.id,
        email_digest=email_digest(petition, typed.person.email),
        language=typed.language,
        signed_at=now,
        mailed_at=now,
        mails_since=now,
    )
    _write_down(fresh, typed)
    return fresh.model_dump(exclude={"id"})


def put_mail(session: Session, kind: str, petition_id: int, reference: int) -> None:
    put_in_outbox(
        session, stream=Stream.CONFIRMATION, kind=kind, subject_id=reference, group_key=f"petition-{petition_id}"
    )


def may_mail(signature: Signature, now: datetime) -> bool:
    """A few mails a day, whoever asks for them; a clock that was put back stops nobody."""
    return not timedelta(0) <= now - signature.mails_since < A_DAY or signature.mails < MAILS_A_DAY


def note_mail(signature: Signature, now: datetime) -> None:
    within_day = timedelta(0) <= now - signature.mails_since < A_DAY
    signature.mails = signature.mails + 1 if within_day else 1
    signature.mails_since = signature.mails_since if within_day else now
    signature.mailed_at = now


def _sign_again(session: Session, petition: Petition, typed: Typed, digest: bytes, now: datetime) -> None:
    signature = lock_by_digest(session, petition_id=petition.id, email_digest=digest)
    if not may_mail(signature, now):
        return
    if signature.state is SignatureState.CONFIRMED:
        _tell_already_signed(session, signature, typed, now)
    elif signature.state is SignatureState.WITHDRAWN or (
        signature.state is SignatureState.PENDING and not _is_the_same(session, signature, typed)
    ):
        _start_anew(session, signature, typed, now)
    elif signature.state is SignatureState.PENDING and now - signature.mailed_at >= MAIL_AGAIN_AFTER:
        note_mail(signature, now)
        put_mail(session, CONFIRM_MAIL, petition.id, signature.reference)


def _tell_already_signed(session: Session, signature: Signature, typed: Typed, now: datetime) -> None:
    if signature.reply_envelope is not None and now - signature.mailed_at < MAIL_AGAIN_AFTER:
        return
    signature.reply_envelope = seal_reply(typed.person.email, signature.reference)
    note_mail(signature, now)
    put_mail(session, ALREADY_MAIL, signature.petition_id, signature.reference)


def _start_anew(session: Session, signature: Signature, typed: Typed, now: datetime) -> None:
    end_consents(session, signature_id=signature.row_id, now=now)
    _write_down(signature, typed)
    signature.round += 1
    signature.signed_at = now
    signature.confirmed_at = signature.withdrawn_at = None
    move(session, signature, SignatureState.PENDING, now=now)
    note_mail(signature, now)
    session.flush()  # the ledger below is written beside the unit of work
    keep_words(session, [typed.signed_words])
    give_consents(session, signature_id=signature.row_id, consents=typed.consents, now=now)
    put_mail(session, CONFIRM_MAIL, signature.petition_id, signature.reference)


def _write_down(signature: Signature, typed: Typed) -> None:
    signature.envelope = seal_person(typed.person, signature.reference)
    signature.country = typed.country
    signature.language = typed.language
    signature.web_visibility = typed.web_visibility
    signature.addressee_visibility = typed.addressee_visibility
    signature.via = typed.via
    signature.text_version = typed.signed_words.version
    signature.keeps_address = False


def _is_the_same(session: Session, signature: Signature, typed: Typed) -> bool:
    return (
        person_of(signature) == typed.person
        and signature.country == typed.country
        and signature.language == typed.language
        and signature.web_visibility is typed.web_visibility
        and signature.addressee_visibility is typed.addressee_visibility
        and agreed_to(session, signature_id=signature.row_id)
        == {kind: words.version for kind, words in typed.consents.items()}
    )
