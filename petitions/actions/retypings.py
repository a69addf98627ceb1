"""What was typed beside a signature that waits: kept apart, and taken over when its own link is pressed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.mail.addresses import address_digest
from foundation.mail.caps import WINDOW
from petitions.actions.agreements import end_consents, keep_words
from petitions.actions.counting import Change, moved
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import Person, name_digest, person_in, seal_person
from petitions.models.judgement import Reason, Verdict, weight_of
from petitions.models.petition import Petition
from petitions.models.retyping import DISCARDED, Retyping
from petitions.models.signals import SignatureSignal, domain_number, domain_of, name_numbers
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState, StateBefore, WebVisibility
from petitions.models.typed import Typed

_OF_A_CROWD = (Reason.FLOOD, Reason.CROWD, Reason.DOMAIN_CROWD)


def waiting_beside(session: Session, signature_ids: Iterable[int]) -> dict[int, list[Retyping]]:
    """Those that nobody has confirmed, the oldest first, by signature. Lock the signatures before."""
    found: dict[int, list[Retyping]] = {}
    ids = list(signature_ids)
    wanted = (
        select(Retyping)
        .where(col(Retyping.signature_id).in_(ids), col(Retyping.envelope).is_not(None))
        .order_by(col(Retyping.typed_at), col(Retyping.reference))
        .execution_options(populate_existing=True)
    )
    for retyping in session.exec(wanted) if ids else ():
        found.setdefault(retyping.signature_id, []).append(retyping)
    return found


def put_beside(
    session: Session, signature: Signature, typed: Typed, verdict: Verdict, *, typed_at: datetime, now: datetime
) -> Retyping:
    own = [reason for reason in verdict.reasons if reason not in _OF_A_CROWD]
    retyping = Retyping(
        signature_id=signature.row_id,
        country=typed.country,
        web_visibility=typed.web_visibility,
        addressee_visibility=typed.addressee_visibility,
        language=typed.language,
        via=typed.via,
        text_version=typed.text_version,
        consents={kind.value: [words.version, words.language] for kind, words in typed.consents.items()},
        replaces=typed.replaces,
        sets_aside=verdict.sets_aside,
        network=typed.signals.network,
        score=weight_of(own),
        reasons=" ".join(verdict.reasons),
        typed_at=typed_at,
        mailed_at=now,
    )
    retyping.envelope = seal_person(typed.person, retyping.reference)
    keep_words(session, [typed.signed_words, *typed.consents.values()])
    session.add(retyping)
    return retyping


def enter(
    signature: Signature, petition: Petition, person: Person, entry: Typed | Retyping, *, sets_aside: bool
) -> Change:
    """An entry becomes what stands in a signature, which waits from now on. What was set aside stays so: nobody cleans
    a signature by typing it anew."""
    if sets_aside or signature.state is SignatureState.QUARANTINED:
        change = moved(signature, SignatureState.QUARANTINED)
        signature.state_before = StateBefore.PENDING
    else:
        change = moved(signature, SignatureState.PENDING)
    signature.envelope = seal_person(person, signature.reference)
    signature.name_digest = name_digest(petition, person.name)
    for name in _OF_AN_ENTRY:
        setattr(signature, name, getattr(entry, name))
    return change


_OF_AN_ENTRY = ("replaces", "country", "language", "web_visibility", "addressee_visibility", "via", "text_version")


def take_over(session: Session, signature: Signature, retyping: Retyping, *, now: datetime) -> Change:
    """What waited beside the signature becomes it; what stood there is gone."""
    if retyping.envelope is None:
        raise ValueError("nothing of it is left")
    petition = session.get_one(Petition, signature.petition_id)
    person = person_in(retyping.envelope, retyping.reference)
    signals, agreed = _signals_of(retyping, petition, person), retyping.consents
    with session.no_autoflush:
        change = enter(signature, petition, person, retyping, sets_aside=retyping.sets_aside)
        signature.signed_at = retyping.typed_at
        signature.mailed_at = retyping.mailed_at
        _empty(retyping)
    session.flush()
    end_consents(session, signature_id=signature.row_id, now=now)
    session.connection().execute(
        sa.insert(Consent),
        [
            {
                "signature_id": signature.row_id,
                "kind": ConsentKind(kind),
                "text_version": version,
                "language": language,
                "given_at": retyping.typed_at,
                "withdrawn_at": None,
            }
            for kind, (version, language) in agreed.items()
        ],
    )
    session.execute(
        sa.update(SignatureSignal)
        .where(col(SignatureSignal.signature_id) == signature.row_id)
        .values(signals)
        .execution_options(synchronize_session=False)
    )
    return change


def empty_beside(session: Session, signature_ids: Sequence[int]) -> None:
    """Once one was confirmed, nothing is kept of the others but what their links are recognised by."""
    session.execute(
        sa.update(Retyping)
        .where(col(Retyping.signature_id).in_(signature_ids), col(Retyping.envelope).is_not(None))
        .values(_EMPTY)
        .execution_options(synchronize_session=False)
    )


def discard_beside(session: Session, signature_ids: Sequence[int]) -> None:
    """All of them, with those that became the signature."""
    session.execute(
        sa.update(Retyping)
        .where(col(Retyping.signature_id).in_(signature_ids))
        .values(_EMPTY | {"round": DISCARDED})
        .execution_options(synchronize_session=False)
    )


def drop_beside(session: Session, retyping: Retyping, *, now: datetime) -> None:
    """It makes room for another. Where its mail may have left, the row stays empty, for that mail to be answered with
    "it was not me"; mails are few, and so are such rows."""
    if retyping in session.new:
        session.expunge(retyping)
    elif _may_have_been_mailed(session, retyping, now):
        discard(retyping)
        session.add(retyping)
    else:
        session.connection().execute(_DELETE, {"reference": retyping.reference})
        session.expunge(retyping)


def _may_have_been_mailed(session: Session, retyping: Retyping, now: datetime) -> bool:
    """The outbox knows its recipients for a day; of what was typed before that, nobody can say that it was not."""
    if retyping.envelope is None or now - retyping.typed_at >= WINDOW:
        return True
    digest = address_digest(person_in(retyping.envelope, retyping.reference).email)
    asked = {"digest": digest, "reference": retyping.reference}
    return session.connection().execute(_MAILED, asked).first() is not None


# Written out: what is known of an address is not to be read off the time that an answer takes.
_MAILED = sa.text("SELECT 1 FROM outbox_mail WHERE recipient_digest = :digest AND subject_id = :reference")
_DELETE = sa.text("DELETE FROM retyping WHERE reference = :reference")


def discard(retyping: Retyping) -> None:
    """Its link confirms nothing any more. Its mail can still be answered with "it was not me"."""
    _empty(retyping)
    retyping.round = DISCARDED


def delete_pending(session: Session, signature: Signature, *, now: datetime) -> Change:
    """One that never counted, with its link; what was typed beside it takes its place."""
    beside = waiting_beside(session, [signature.row_id]).get(signature.row_id, [])
    if beside:
        return give_way(session, signature, beside[0], now=now)
    waiting = -1 if signature.state.waits else 0
    session.delete(signature)
    session.flush()
    return Change(signature.petition_id, waiting=waiting)


def give_way(session: Session, signature: Signature, retyping: Retyping, *, now: datetime) -> Change:
    """What stood in a signature is gone unconfirmed, and its link with it; what was typed beside it waits there now."""
    signature.round += 1
    signature.reminded_at = None
    return take_over(session, signature, retyping, now=now)


_EMPTY: dict[str, Any] = {
    "envelope": None,
    "country": None,
    "web_visibility": WebVisibility.NONE,
    "addressee_visibility": AddresseeVisibility.COUNTED,
    "via": "",
    "consents": {},
    "replaces": None,
    "network": None,
}


def _empty(retyping: Retyping) -> None:
    for name, value in _EMPTY.items():
        setattr(retyping, name, value)


def _signals_of(retyping: Retyping, petition: Petition, person: Person) -> dict[str, Any]:
    skeleton, folded = name_numbers(petition, person.name)
    return {
        "network": retyping.network,
        "domain": domain_number(petition, domain_of(person.email)),
        "name_skeleton": skeleton,
        "name_folded": folded,
        "score": retyping.score,
        "reasons": retyping.reasons,
        "seen_at": retyping.typed_at,
    }
