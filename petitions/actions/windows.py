"""Counting what arrives together: one statement for a whole batch, so that several processes agree."""

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
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # Always in one order, so that two batches never wait for each other.
    rows = [
        {
            "petition_id": each.petition_id,
            "kind": each.kind,
            "key": each.key,
            "starts_at": starts_at,
            "count": several[each],
        }
        for each in sorted(several)
    ]
    wanted = insert(SignWindow).values(rows)
    statement = wanted.on_conflict_do_update(
        index_elements=["petition_id", "kind", "key", "starts_at"],
        set_={"count": sa.literal_column("sign_window.count") + wanted.excluded.count},
    ).returning(col(SignWindow.petition_id), col(SignWindow.kind), col(SignWindow.key), col(SignWindow.count))
    now_counted = {Counted(*row[:3]): row[3] for row in session.execute(statement)}
    earlier = _of_half(session, list(several), starts_at - _HALF)
    return {
        each: InWindow(before=total - several[each], after=total)
        for each in several
        if (total := now_counted[each] + earlier.get(each, 0)) is not None
    }


def _of_half(session: Session, several: list[Counted], starts_at: datetime) -> dict[Counted, int]:
    rows = session.execute(
        sa.select(col(SignWindow.petition_id), col(SignWindow.kind), col(SignWindow.key), col(SignWindow.count)).where(
            col(SignWindow.starts_at) == starts_at,
            sa.tuple_(col(SignWindow.petition_id), col(SignWindow.kind), col(SignWindow.key)).in_(
                [(each.petition_id, each.kind, each.key) for each in several]
            ),
        )
    )
    return {Counted(*row[:3]): row[3] for row in rows}


def _start_of_half(now: datetime) -> datetime:
    seconds = int(_HALF.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
