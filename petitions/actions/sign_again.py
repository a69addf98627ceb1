"""An address that has signed before: the newest typing counts, and only its link works.

Typing the same once more sends the link again, not more often than a mailbox bears. Who has confirmed is told so by
mail, and nothing changes.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from petitions.access import lock_by_digests
from petitions.actions.agreements import end_consents, give_consents, keep_words
from petitions.actions.counting import Change, moved
from petitions.actions.disown import disowned
from petitions.actions.judging import Judged, keep_signals_anew, mark_look_alike
from petitions.actions.mails import ALREADY_MAIL, CONFIRM_MAIL, MAIL_AGAIN_AFTER, may_mail, note_mail, put_mails
from petitions.models.envelope import name_digest, person_of, seal_person, seal_reply
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState, StateBefore
from petitions.models.typed import Typed
from petitions.queries.consents import Agreed, agreed_to_by


def sign_again(
    session: Session, known: Sequence[tuple[Typed, Judged, tuple[int, bytes]]], *, now: datetime
) -> list[Change]:
    """Takes (what was typed, how it was judged, petition and digest of the address) in the order of their coming."""
    signatures = lock_by_digests(session, (place for _typed, _judged, place in known))
    agreed = agreed_to_by(session, signature_ids=[signature.row_id for signature in signatures.values()])
    unwanted = disowned(session, signatures)
    changes: list[Change] = []
    mails: list[tuple[str, int, int]] = []
    # Half changed, a row would break its own constraints.
    with session.no_autoflush:
        for typed, judged, place in known:
            signature = signatures[place]
            mail = ""
            if judged.looks_alike:
                mark_look_alike(session, signature.row_id)
            state = signature.state_to_signer
            if not may_mail(signature, now) or place in unwanted:
                continue
            if state is SignatureState.CONFIRMED:
                mail = _tell_already_signed(signature, typed, now)
            elif state is SignatureState.WITHDRAWN or (
                state is SignatureState.PENDING and not _is_the_same(signature, typed, agreed[signature.row_id])
            ):
                changes.append(_start_anew(session, signature, typed, judged, now))
                agreed[signature.row_id] = {kind: words.version for kind, words in typed.consents.items()}
                mail = CONFIRM_MAIL
            elif state is SignatureState.PENDING and now - signature.mailed_at >= MAIL_AGAIN_AFTER:
                mail = CONFIRM_MAIL
            if mail:
                note_mail(signature, now)
                mails.append((mail, signature.petition_id, signature.reference))
    session.flush()
    put_mails(session, mails)
    return changes


def _tell_already_signed(signature: Signature, typed: Typed, now: datetime) -> str:
    if signature.reply_envelope is not None and now - signature.mailed_at < MAIL_AGAIN_AFTER:
        return ""
    signature.reply_envelope = seal_reply(typed.person.email, signature.reference)
    return ALREADY_MAIL


def _start_anew(session: Session, signature: Signature, typed: Typed, judged: Judged, now: datetime) -> Change:
    """What was set aside stays so: nobody cleans a signature by typing it anew."""
    end_consents(session, signature_id=signature.row_id, now=now)
    if judged.verdict.sets_aside or signature.state is SignatureState.QUARANTINED:
        change = moved(signature, SignatureState.QUARANTINED)
        signature.state_before = StateBefore.PENDING
    else:
        change = moved(signature, SignatureState.PENDING)
    signature.envelope = seal_person(typed.person, signature.reference)
    signature.name_digest = name_digest(session.get_one(Petition, signature.petition_id), typed.person.name)
    signature.replaces = None
    signature.country = typed.country
    signature.language = typed.language
    signature.web_visibility = typed.web_visibility
    signature.addressee_visibility = typed.addressee_visibility
    signature.via = typed.via
    signature.text_version = typed.signed_words.version
    signature.keeps_address = False
    signature.round += 1
    signature.signed_at = now
    signature.confirmed_at = signature.withdrawn_at = None
    keep_words(session, [typed.signed_words])
    give_consents(session, signature_id=signature.row_id, consents=typed.consents, now=now)
    keep_signals_anew(session, signature.row_id, judged, now=now)
    return change


def _is_the_same(signature: Signature, typed: Typed, agreed: Agreed) -> bool:
    return (
        person_of(signature) == typed.person
        and signature.country == typed.country
        and signature.language == typed.language
        and signature.web_visibility is typed.web_visibility
        and signature.addressee_visibility is typed.addressee_visibility
        and agreed == {kind: words.version for kind, words in typed.consents.items()}
    )
