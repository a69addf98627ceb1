"""How often something may be tried, counted in SQL so that all processes agree. The key is kept only as a digest."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.models import RateWindow
from foundation.clock import utc_now, utc_today
from foundation.database import UtcDateTime, insert_into
from foundation.errors import TooMany
from foundation.security.networks import network_of
from foundation.security.sealing import keyed_digest
from foundation.web.language import mark

KEPT_FOR = timedelta(days=1)
TOO_OFTEN = mark("This was tried too often. Please wait a few minutes and try again.")


def whoever_is_at(address: str) -> str:
    """The key of everybody in the network of an internet address, another one each day: who has one address of the
    sixth version has all of its network, and what is kept of the attempts tells no address."""
    return f"{network_of(address) or address} {utc_today()}"


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
    connection = session.connection()
    counted = connection.execute(
        _counting(connection.dialect.name),
        [{"key_digest": digest, "window_start": start, "count": numbers[key]} for digest, key in digests.items()],
    )
    counts = {digests[bytes(row[0])]: int(row[1]) for row in counted}
    if any(counts[key] == number for key, number in numbers.items()):
        forget_attempts(session)
    earlier = connection.execute(_EARLIER, {"digests": list(digests), "start": start - window})
    before = {digests[bytes(row[0])]: int(row[1]) for row in earlier}
    # The window slides: of the one before, the share counts that still lies within reach.
    share = 1 - (now - start) / window
    return {
        key: max(0, min(number, at_most - int(before.get(key, 0) * share) - (counts[key] - number)))
        for key, number in numbers.items()
    }


@lru_cache
def _counting(dialect: str) -> sa.Executable:
    insert = insert_into(RateWindow, dialect)
    return insert.on_conflict_do_update(
        index_elements=["key_digest", "window_start"],
        set_={"count": sa.literal_column("rate_window.count") + insert.excluded.count},
    ).returning(col(RateWindow.key_digest), col(RateWindow.count))


# Run with every batch of signatures. Written out, because building them anew each time costs more than running them.
_FORGET = sa.text("DELETE FROM rate_window WHERE window_start < :before").bindparams(
    sa.bindparam("before", type_=UtcDateTime)
)
_EARLIER = sa.text(
    "SELECT key_digest, count FROM rate_window WHERE key_digest IN :digests AND window_start = :start"
).bindparams(sa.bindparam("digests", expanding=True), sa.bindparam("start", type_=UtcDateTime))


def _digest(what: str, window: timedelta, key: str) -> bytes:
    return keyed_digest(f"{what}\x00{window.total_seconds()}\x00{key}", "rate-limits")


def forget_attempts(session: Session) -> None:
    """Those that no window reaches any more."""
    session.connection().execute(_FORGET, {"before": utc_now() - KEPT_FOR})


def _start_of_window(now: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
