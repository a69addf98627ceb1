"""What `bench kill` looks for in the database when everything that wrote to it is dead."""

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.mail.models import OutboxMail
from foundation.measuring.place import Place
from petitions.actions.mails import CONFIRM_MAIL
from petitions.benches.killing import Acknowledged
from petitions.models.consent import Consent
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature
from petitions.queries.counting import count_again, kept_counts, one_moment

# After a kill PostgreSQL may still be busy with what it was told last.
LOOKS = 5


@dataclass(frozen=True)
class Lost:
    missing: int = 0
    halves: int = 0
    drifted: bool = False

    @property
    def is_nothing(self) -> bool:
        return not (self.missing or self.halves or self.drifted)


def look_again(place: Place, petition_id: int, told: Acknowledged) -> Lost:
    """At all that was ever acknowledged: a later round could have harmed it."""
    found = Lost()
    for _look in range(LOOKS):
        with place.database.reading() as session:
            found = _look_at(session, petition_id, told)
        if found.is_nothing:
            break
        time.sleep(0.5)
    return found


def _look_at(session: Session, petition_id: int, told: Acknowledged) -> Lost:
    one_moment(session)
    own = col(Signature.petition_id) == petition_id
    there = set(session.scalars(sa.select(col(Signature.email_digest)).where(own)))
    counted = sa.select(col(Signature.reference)).where(own, col(Signature.confirmed_at).is_not(None))
    missing = len(told.signed.keys() - there) + len(told.confirmed - set(session.scalars(counted)))
    drifted = kept_counts(session, petition_id) != count_again(session, petition_id)
    return Lost(missing, _halves(session), drifted)


def _halves(session: Session) -> int:
    """What is written in one transaction is there together: a signature, its consents, what was noticed about it, and
    its mail."""
    ids, references = sa.select(col(Signature.id)), sa.select(col(Signature.reference))
    mails = sa.select(col(OutboxMail.subject_id))
    return sum(
        _number_in_first_only(session, one, other)
        for one, other in (
            (ids, sa.select(col(Consent.signature_id))),
            (sa.select(col(Consent.signature_id)), ids),
            (ids, sa.select(col(SignatureSignal.signature_id))),
            (sa.select(col(SignatureSignal.signature_id)), ids),
            (references, mails.where(col(OutboxMail.kind) == CONFIRM_MAIL)),
            (mails, references),
        )
    )


def _number_in_first_only(session: Session, one: sa.Select[Any], other: sa.Select[Any]) -> int:
    """EXCEPT takes both sides once; NOT IN would, past some size, go through the other side for each row."""
    only = sa.except_(one, other).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(only)) or 0
