"""What follows from a confirmation, beside the count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from petitions.access import lock_by_reference
from petitions.actions.general_list import join_list
from petitions.actions.withdraw import take_back
from petitions.models.envelope import Person
from petitions.models.signature import Signature, SignatureState

# In `session.info`: whoever wrote this transaction has to note that pages show too much.
TOOK_BACK = "a signature was taken back"


@dataclass(frozen=True)
class Followed:
    """`person` is as it was before the press, with the address. `joins`: the general list was asked for."""

    signature: Signature
    person: Person | None
    joins: bool


def follow_confirmations(session: Session, followed: Iterable[Followed], *, now: datetime) -> None:
    """The general list, and the signature that this one takes the place of is taken back.

    Called when the confirmations themselves are written, of those that count and of those that are set aside: a consent
    holds in any case."""
    for one in followed:
        if one.signature.replaces is not None:
            replaced = lock_by_reference(session, one.signature.replaces)
            one.signature.replaces = None
            if replaced is not None and replaced.state is not SignatureState.WITHDRAWN:
                take_back(session, replaced, now=now)
                session.info[TOOK_BACK] = True
        if one.joins and one.person is not None:
            join_list(session, signature=one.signature, person=one.person)
