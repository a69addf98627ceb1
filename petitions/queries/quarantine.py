"""What was set aside, with the reasons, newest first."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.web.language import mark
from petitions.models.envelope import person_of
from petitions.models.judgement import WEIGHTS, Reason, verdict_of
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal
from petitions.models.signature import IS_NOT_CONFIRMED, IS_SET_ASIDE, Signature
from petitions.queries.newest import newest_first, of_petition
from petitions.queries.signatures import A_DESK_PAGE, LARGEST_ID

# Counting goes no further: a flood has more, and nobody needs the exact number.
COUNTED_UP_TO = 10_000
REASONS_SHOWN = 3
# Stands at a signature as the reason it was taken out; the desk says it in the reader's language.
KEPT_OUT = mark("Set aside as part of a flood, and kept out after a look at it.")


@dataclass(frozen=True)
class SetAside:
    """`reasons`: the heaviest few."""

    signature: Signature
    name: str
    organisation: str
    reasons: tuple[Reason, ...]
    looks_alike: bool


@dataclass(frozen=True)
class QuarantinePage:
    rows: list[SetAside]
    after: str


def quarantine_page(session: Session, petition: Petition, *, after: str) -> QuarantinePage:
    begins = LARGEST_ID
    if after.isascii() and after.isdecimal() and len(after) < 19:
        begins = (
            session.exec(
                select(Signature.id).where(Signature.reference == int(after), Signature.petition_id == petition.id)
            ).first()
            or LARGEST_ID
        )
    rows = session.exec(
        select(Signature, SignatureSignal)
        .outerjoin(SignatureSignal, col(SignatureSignal.signature_id) == col(Signature.id))
        .where(
            of_petition(session, col(Signature.petition_id), petition.id),
            IS_SET_ASIDE,
            IS_NOT_CONFIRMED,
            col(Signature.id) < begins,
        )
        .order_by(*newest_first(session, col(Signature.petition_id), col(Signature.id)))
        .limit(A_DESK_PAGE + 1)
    ).all()
    shown = [_set_aside(signature, signal) for signature, signal in rows[:A_DESK_PAGE]]
    return QuarantinePage(shown, str(rows[A_DESK_PAGE - 1][0].reference) if len(rows) > A_DESK_PAGE else "")


def number_set_aside(session: Session, petition: Petition) -> int:
    some = (
        sa.select(sa.literal(1))
        .select_from(Signature)
        .where(col(Signature.petition_id) == petition.id, IS_SET_ASIDE, IS_NOT_CONFIRMED)
        .limit(COUNTED_UP_TO)
        .subquery()
    )
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def signal_of(session: Session, signature: Signature) -> SignatureSignal | None:
    return session.get(SignatureSignal, signature.row_id)


def reasons_of(signal: SignatureSignal | None) -> tuple[Reason, ...]:
    known = set(Reason)
    return tuple(Reason(word) for word in (signal.reasons.split() if signal else ()) if word in known)


def was_mailed(session: Session, signature: Signature) -> bool:
    """No mail went to what nothing but a machine looks like."""
    return not verdict_of(list(reasons_of(signal_of(session, signature)))).holds_mail


def _set_aside(signature: Signature, signal: SignatureSignal | None) -> SetAside:
    person = person_of(signature)
    return SetAside(
        signature,
        person.name if person else "",
        person.organisation if person else "",
        tuple(sorted(reasons_of(signal), key=lambda reason: -WEIGHTS[reason])[:REASONS_SHOWN]),
        bool(signal and signal.looks_alike),
    )
