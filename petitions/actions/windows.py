"""Counting what arrives together: one statement for a whole batch, so that several processes agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session

from foundation.database import UtcDateTime, insert_into
from petitions.models.judgement import WINDOW
from petitions.models.signals import SignWindow, WindowKind

_HALF = WINDOW / 2


@dataclass(frozen=True, order=True)
class Counted:
    """What is counted together."""

    petition_id: int
    kind: WindowKind
    key: int


@dataclass(frozen=True)
class InWindow:
    """How many there were before and after this batch."""

    before: int
    after: int

    def crosses(self, threshold: int) -> bool:
        return self.before < threshold <= self.after


def count_in_windows(session: Session, several: Mapping[Counted, int], *, now: datetime) -> dict[Counted, InWindow]:
    """Adds the given numbers, and says what stands in the running window: this half and the one before."""
    if not several:
        return {}
    starts_at = _start_of_half(now)
    connection = session.connection()
    connection.execute(
        _adding(connection.dialect.name),
        # Always in one order, so that two batches never wait for each other.
        [
            {
                "petition_id": each.petition_id,
                "kind": each.kind,
                "key": each.key,
                "starts_at": starts_at,
                "count": several[each],
            }
            for each in sorted(several)
        ],
    )
    totals = _totals(session, list(several), (starts_at, starts_at - _HALF))
    return {each: InWindow(before=totals[each] - number, after=totals[each]) for each, number in several.items()}


def _totals(session: Session, several: list[Counted], halves: tuple[datetime, datetime]) -> Counter[Counted]:
    wanted = set(several)
    rows = session.connection().execute(
        _STANDING,
        {
            "petitions": list({each.petition_id for each in wanted}),
            "keys": list({each.key for each in wanted}),
            "halves": list(halves),
        },
    )
    totals: Counter[Counted] = Counter()
    for petition_id, kind, key, number in rows:
        counted = Counted(petition_id, WindowKind(kind), key)
        if counted in wanted:
            totals[counted] += number
    return totals


# Run with every batch of signatures. Made once, because building them anew each time costs more than running them.
_STANDING = sa.text(
    "SELECT petition_id, kind, key, count FROM sign_window"
    " WHERE petition_id IN :petitions AND kind IN :kinds AND key IN :keys AND starts_at IN :halves"
).bindparams(
    sa.bindparam("petitions", expanding=True),
    # All there are, so that the search goes along the primary key.
    sa.bindparam("kinds", [kind.value for kind in WindowKind], expanding=True),
    sa.bindparam("keys", expanding=True),
    sa.bindparam("halves", type_=UtcDateTime, expanding=True),
)


@lru_cache
def _adding(dialect: str) -> sa.Executable:
    insert = insert_into(SignWindow, dialect)
    return insert.on_conflict_do_update(
        index_elements=["petition_id", "kind", "key", "starts_at"],
        set_={"count": sa.literal_column("sign_window.count") + insert.excluded.count},
    )


def _start_of_half(now: datetime) -> datetime:
    seconds = int(_HALF.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
