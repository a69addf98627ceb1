"""How often something may be tried, counted in SQL so that all processes agree. The key is kept only as a digest."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from foundation.accounts.models import RateWindow
from foundation.clock import utc_now
from foundation.errors import TooMany
from foundation.security.sealing import keyed_digest

KEPT_FOR = timedelta(days=1)
TOO_OFTEN = "This was tried too often. Please wait a few minutes and try again."


def count_attempt(session: Session, *, what: str, key: str, at_most: int, window: timedelta) -> None:
    """Counts one attempt and raises TooMany beyond `at_most` in the running window. Call it in a transaction of its own
    when the attempt itself may roll back."""
    if not count_attempts(session, what=what, numbers={key: 1}, at_most=at_most, window=window)[key]:
        raise TooMany(TOO_OFTEN)


def count_attempts(
    session: Session, *, what: str, numbers: Mapping[str, int], at_most: int, window: timedelta
) -> dict[str, int]:
    """Counts that many attempts of each key, and says how many of them are within the limit."""
    now = utc_now()
    start = _start_of_window(now, window)
    # In one order, so that two processes never wait for each other.
    digests = dict(sorted((_digest(what, window, key), key) for key in numbers))
    insert = (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(RateWindow)
    counted = session.connection().execute(
        insert.on_conflict_do_update(
            index_elements=["key_digest", "window_start"],
            set_={"count": sa.literal_column("rate_window.count") + insert.excluded.count},
        ).returning(col(RateWindow.key_digest), col(RateWindow.count)),
        [{"key_digest": digest, "window_start": start, "count": numbers[key]} for digest, key in digests.items()],
    )
    counts = {digests[bytes(row[0])]: int(row[1]) for row in counted}
    if any(counts[key] == number for key, number in numbers.items()):
        session.execute(sa.delete(RateWindow).where(col(RateWindow.window_start) < now - KEPT_FOR))
    earlier = session.execute(
        sa.select(col(RateWindow.key_digest), col(RateWindow.count)).where(
            col(RateWindow.key_digest).in_(digests), col(RateWindow.window_start) == start - window
        )
    )
    before = {digests[bytes(row[0])]: int(row[1]) for row in earlier}
    # The window slides: of the one before, the share counts that still lies within reach.
    share = 1 - (now - start) / window
    return {
        key: max(0, min(number, at_most - int(before.get(key, 0) * share) - (counts[key] - number)))
        for key, number in numbers.items()
    }


def _digest(what: str, window: timedelta, key: str) -> bytes:
    return keyed_digest(f"{what}\x00{window.total_seconds()}\x00{key}", "rate-limits")


def _start_of_window(now: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
