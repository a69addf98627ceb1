"""Counting what arrives together: one statement for a whole batch, so that several processes agree."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from sqlmodel import Session

from foundation.many_rows import insert_many, written_out
from petitions.models.judgement import WINDOW
from petitions.models.signals import SignWindow, WindowKind

_HALF = WINDOW / 2


class Counted(NamedTuple):
    """What is counted together."""

    petition_id: int
    kind: WindowKind
    key: int


class InWindow(NamedTuple):
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
    standing = insert_many(
        connection,
        SignWindow,
        ("petition_id", "kind", "key", "count"),
        # Always in one order, so that two batches never wait for each other.
        [(each.petition_id, each.kind.value, each.key, several[each]) for each in sorted(several)],
        same={"starts_at": starts_at},
        then=_ADD.format(earlier=written_out(connection, SignWindow, {"starts_at": starts_at - _HALF})[0]),
    )
    totals = {row[:3]: row[3] for row in standing}
    return {each: InWindow(before=totals[each] - number, after=totals[each]) for each, number in several.items()}


# Gives what stands in this half and the one before, in the same step.
_ADD = """
ON CONFLICT (petition_id, kind, key, starts_at) DO UPDATE SET count = sign_window.count + excluded.count
RETURNING petition_id, kind, key, sign_window.count + COALESCE((
    SELECT earlier.count FROM sign_window earlier
    WHERE earlier.petition_id = sign_window.petition_id AND earlier.kind = sign_window.kind
      AND earlier.key = sign_window.key AND earlier.starts_at = {earlier}
), 0) AS standing
"""


def _start_of_half(now: datetime) -> datetime:
    seconds = int(_HALF.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
