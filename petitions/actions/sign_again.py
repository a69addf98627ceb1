"""An address that has signed before. Nobody knows who typed it: what is typed anew takes nothing from what waits.

Each entry has an envelope and a mail of its own, and the one whose link is pressed becomes the signature. Typing the
same once more sends its link again, not more often than a mailbox bears. Who has confirmed is told so by mail, and
nothing changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from petitions.access import lock_by_digests
from petitions.actions.agreements import end_consents, give_consents, keep_words
from petitions.actions.counting import Change
from petitions.actions.disown import disowned
from petitions.actions.judging import Judged, keep_signals_anew, mark_look_alike
from petitions.actions.mails import (
    ALREADY_MAIL,
    CONFIRM_BESIDE_MAIL,
    CONFIRM_MAIL,
    MAIL_AGAIN_AFTER,
    count_mail,
    may_mail,
    note_mail,
    put_mails,
)
from petitions.actions.retypings import drop_beside, enter, put_beside, waiting_beside
from petitions.models.consent import ConsentKind
from petitions.models.envelope import person_in, seal_reply
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping, gives_way_to
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed
from petitions.queries.consents import Agreed, agreed_to_by


def sign_again(
    session: Session, known: Sequence[tuple[Typed, Judged, tuple[int, bytes]]], *, now: datetime
) -> list[Change]:
    """Takes (what was typed, how it was judged, petition and digest of the address) in the order of their coming."""
    signatures = lock_by_digests(session, (place for _typed, _judged, place in known))
    ids = [signature.row_id for signature in signatures.values()]
    agreed = agreed_to_by(session, signature_ids=ids)
    beside = waiting_beside(session, ids)
    unwanted = disowned(session, signatures)
    changes: list[Change] = []
    mails: list[tuple[str, int, int]] = []
    # Half changed, a row would break its own constraints.
    with session.no_autoflush:
        for typed, judged, place in known:
            signature = signatures[place]
            if judged.looks_alike:
                mark_look_alike(session, signature.row_id)
            # What a machine typed gets no mail, and without a mail there is nothing to keep.
            if place in unwanted or judged.verdict.holds_mail:
                continue
            if _is_another_entry(signature, typed, agreed[signature.row_id]):
                entries = beside.setdefault(signature.row_id, [])
                about = _mail_beside(session, signature, entries, typed, judged, now)
                if about is not None:
                    mails.append((CONFIRM_BESIDE_MAIL, signature.petition_id, about))
                continue
            if signature.state is SignatureState.WITHDRAWN:
                changes.append(_start_anew(session, signature, typed, judged, now))
                agreed[signature.row_id] = {kind: words.version for kind, words in typed.consents.items()}
                mail = CONFIRM_MAIL
            else:
                mail = _mail_again(signature, typed, now)
            if mail:
                note_mail(signature, now)
                mails.append((mail, signature.petition_id, signature.reference))
    session.flush()
    put_mails(session, mails)
    return changes


def _mail_beside(
    session: Session, signature: Signature, entries: list[Retyping], typed: Typed, judged: Judged, now: datetime
) -> int | None:
    """The reference of the entry that a mail is to be about. A new one always gets its mail, which leaves when the
    mailbox bears it: nobody who typed before keeps the owner out."""
    same = next((each for each in entries if _is_the_same(each, typed, _agreed_in(each))), None)
    if same is None:
        # Also within one moment they have an order, and each is told from the signature.
        later_than = max([signature.signed_at, *(each.typed_at for each in entries)])
        typed_at = max(now, later_than + timedelta(microseconds=1))
        if (former := gives_way_to(entries, typed.signals.network)) is not None:
            entries.remove(former)
            drop_beside(session, former, now=now)
        entries.append(put_beside(session, signature, typed, judged.verdict, typed_at=typed_at, now=now))
        count_mail(signature, now)
        return entries[-1].reference
    if now - same.mailed_at < MAIL_AGAIN_AFTER or not may_mail(signature, now):
        return None
    same.mailed_at = now
    count_mail(signature, now)
    return same.reference


def _mail_again(signature: Signature, typed: Typed, now: datetime) -> str:
    """Which mail, if the mailbox bears any."""
    if not may_mail(signature, now):
        return ""
    lately = now - signature.mailed_at < MAIL_AGAIN_AFTER
    if signature.state_to_signer is SignatureState.PENDING and not lately:
        return CONFIRM_MAIL
    if signature.state_to_signer is SignatureState.CONFIRMED and not (lately and signature.reply_envelope is not None):
        signature.reply_envelope = seal_reply(typed.person.email, signature.reference)
        return ALREADY_MAIL
    return ""


def _start_anew(session: Session, signature: Signature, typed: Typed, judged: Judged, now: datetime) -> Change:
    end_consents(session, signature_id=signature.row_id, now=now)
    petition = session.get_one(Petition, signature.petition_id)
    change = enter(signature, petition, typed.person, typed, sets_aside=judged.verdict.sets_aside)
    signature.keeps_address = False
    signature.round += 1
    signature.signed_at = now
    signature.confirmed_at = signature.withdrawn_at = None
    keep_words(session, [typed.signed_words])
    give_consents(session, signature_id=signature.row_id, consents=typed.consents, now=now)
    keep_signals_anew(session, signature.row_id, judged, now=now)
    return change


def _agreed_in(retyping: Retyping) -> Agreed:
    return {ConsentKind(kind): version for kind, (version, _language) in retyping.consents.items()}


def _is_another_entry(signature: Signature, typed: Typed, agreed: Agreed) -> bool:
    waits = signature.state_to_signer is SignatureState.PENDING
    return waits and not _is_the_same(signature, typed, agreed)


def _is_the_same(kept: Signature | Retyping, typed: Typed, agreed: Agreed) -> bool:
    """Capital letters in an address make no other entry; all else does, also another spelling of the same mailbox, for
    the mail goes where it was typed."""
    person = person_in(kept.envelope, kept.reference) if kept.envelope is not None else None
    return (
        person is not None
        and replace(person, email=person.email.casefold()) == replace(typed.person, email=typed.person.email.casefold())
        and kept.country == typed.country
        and kept.language == typed.language
        and kept.web_visibility is typed.web_visibility
        and kept.addressee_visibility is typed.addressee_visibility
        and kept.replaces == typed.replaces
        and agreed == {kind: words.version for kind, words in typed.consents.items()}
    )
