"""Counting what arrives together: one statement for a whole batch, so that several processes agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

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
    insert = (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(SignWindow)
    session.connection().execute(
        insert.on_conflict_do_update(
            index_elements=["petition_id", "kind", "key", "starts_at"],
            set_={"count": sa.literal_column("sign_window.count") + insert.excluded.count},
        ),
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
    rows = session.execute(
        sa.select(col(SignWindow.petition_id), col(SignWindow.kind), col(SignWindow.key), col(SignWindow.count)).where(
            sa.tuple_(col(SignWindow.petition_id), col(SignWindow.kind), col(SignWindow.key)).in_(
                [(each.petition_id, each.kind, each.key) for each in several]
            ),
            col(SignWindow.starts_at).in_(halves),
        )
    )
    totals: Counter[Counted] = Counter()
    for petition_id, kind, key, number in rows:
        totals[Counted(petition_id, kind, key)] += number
    return totals


def _start_of_half(now: datetime) -> datetime:
    seconds = int(_HALF.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
