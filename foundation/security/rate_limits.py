"""How often something may be tried, counted in SQL so that all processes agree. The key is kept only as a digest."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from foundation.accounts.models import RateWindow
from foundation.clock import utc_now
from foundation.errors import TooMany
from foundation.security.sealing import keyed_digest

KEPT_FOR = timedelta(days=1)


def count_attempt(session: Session, *, what: str, key: str, at_most: int, window: timedelta) -> None:
    """Counts one attempt and raises TooMany beyond `at_most` in the running window. Call it in a transaction of its own
    when the attempt itself may roll back."""
    now = utc_now()
    start = _start_of_window(now, window)
    digest = keyed_digest(f"{what}\x00{window.total_seconds()}\x00{key}", "rate-limits")
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(RateWindow)
        .values(key_digest=digest, window_start=start, count=1)
        .on_conflict_do_update(
            index_elements=["key_digest", "window_start"], set_={"count": sa.literal_column("rate_window.count") + 1}
        )
        .returning(col(RateWindow.count))
    )
    count = session.execute(statement).scalar_one()
    if count == 1:
        session.execute(sa.delete(RateWindow).where(col(RateWindow.window_start) < now - KEPT_FOR))
    before = session.execute(
        sa.select(col(RateWindow.count)).where(
            col(RateWindow.key_digest) == digest, col(RateWindow.window_start) == start - window
        )
    ).scalar_one_or_none()
    # The window slides: of the one before, the share counts that still lies within reach.
    share = 1 - (now - start) / window
    if count + int((before or 0) * share) > at_most:
        raise TooMany("This was tried too often. Please wait a few minutes and try again.")


def _start_of_window(now: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
