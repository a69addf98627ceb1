"""Words in the audit trail about people who are to be forgotten. Who did what, and when, stays; the chain goes on.

An entry of its own says of which entries the words were deleted, and is part of the chain: whoever empties another one
breaks it. What is left of the words of such an entry is not vouched for any more.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.models import AuditEntry

FORGOTTEN = "trail.words_forgotten"
_NUMBERS_A_LINE = 40


def forget_words(session: Session, several: Iterable[tuple[AuditEntry, str]]) -> list[str]:
    """Puts what may stay in the place of each detail. The caller records what this returns, each as the detail of a
    FORGOTTEN entry, in the same transaction; an entry that is not linked yet needs none."""
    linked: list[int] = []
    for entry, left in several:
        if entry.detail == left:
            continue
        entry.detail = left
        if entry.seq is not None:
            entry.detail_nonce = None
            linked.append(entry.seq)
        session.add(entry)
    linked.sort()
    return [
        " ".join(map(str, linked[first : first + _NUMBERS_A_LINE])) for first in range(0, len(linked), _NUMBERS_A_LINE)
    ]


def forgotten_in(session: Session, organisation_id: int) -> set[int]:
    """The numbers of the entries whose words were deleted."""
    said = session.execute(
        sa.select(col(AuditEntry.detail)).where(
            col(AuditEntry.organisation_id) == organisation_id, col(AuditEntry.act) == FORGOTTEN
        )
    ).scalars()
    return {int(number) for numbers in said for number in numbers.split() if number.isdecimal()}
