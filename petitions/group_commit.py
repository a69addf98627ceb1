"""Writing what came in together: one transaction for all, and an answer for each.

The one place outside `foundation/database.py` that commits: it has to know whether a batch was kept.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import Database, wait_no_longer
from foundation.errors import Busy
from foundation.web.headers import log_without_words
from foundation.web.language import mark
from petitions.actions.confirm import Presented, Pressed, confirm_many
from petitions.actions.counting import count_changes
from petitions.actions.follow import TOOK_BACK
from petitions.actions.sign import Signing, take_many

# Seconds before one alone is tried again that another process was in the way of.
AGAIN_AFTER = (0.01, 0.05, 0.2)
# Seconds that a batch waits for what another transaction holds, and that its parts wait for it once more.
LOCK_WAIT, LOCK_WAIT_OF_PARTS = 3.0, 0.2
# Seconds after which nothing of a batch is tried again.
TRIES_FOR = 6.0
NOT_KEPT = mark(
    "Something is in the way at this moment, and this was probably not kept. Please go back and press the button again "
    "in a minute: pressing it twice does no harm. Most browsers still show what you typed."
)

Entry = Signing | Presented
Outcome = Pressed | BaseException | None


@dataclass(frozen=True)
class Written:
    """`outcomes` in the order of the entries. `took_back`: pages show somebody who is not to be seen any more."""

    outcomes: list[Outcome]
    took_back: bool = False


def write_together(database: Database, entries: Sequence[Entry]) -> Written:
    """Where one entry breaks the transaction, or somebody else holds what it needs, both halves are tried apart, and
    their halves, so that only that one fails. Written once more, everything is found as it is: nothing counts twice."""
    return _write(database, entries, LOCK_WAIT, until=time.monotonic() + TRIES_FOR)


def _write(database: Database, entries: Sequence[Entry], lock_wait: float, *, until: float) -> Written:
    try:
        return _in_one_transaction(database, entries, lock_wait)
    except _NotCommitted:
        return _refused(entries)
    except _Held:
        lock_wait = LOCK_WAIT_OF_PARTS
        if len(entries) == 1:
            return _refused(entries)
    except _Deadlock:
        if len(entries) == 1:
            return _write_again(database, entries, lock_wait)
    except Exception as error:  # noqa: BLE001  # whatever it is, somebody waits for an answer
        if len(entries) == 1:
            return Written([error])
    if time.monotonic() > until:
        return _refused(entries)
    half = len(entries) // 2
    several = [_write(database, part, lock_wait, until=until) for part in (entries[:half], entries[half:])]
    return Written([outcome for one in several for outcome in one.outcomes], any(one.took_back for one in several))


def _refused(entries: Sequence[Entry]) -> Written:
    return Written([Busy(NOT_KEPT) for _entry in entries])


def _write_again(database: Database, entries: Sequence[Entry], lock_wait: float) -> Written:
    """Another process that locks the same rows is done within moments, or nothing was kept."""
    for seconds in AGAIN_AFTER:
        time.sleep(seconds)
        try:
            return _in_one_transaction(database, entries, lock_wait)
        except _Deadlock:
            continue
        except (_NotCommitted, _Held):
            break
        except Exception as error:  # noqa: BLE001  # as above
            return Written([error])
    return _refused(entries)


def _in_one_transaction(database: Database, entries: Sequence[Entry], lock_wait: float) -> Written:
    """Raises _NotCommitted when the database, and none of the entries, is at fault; _Deadlock or _Held when another
    transaction was in the way."""
    with Session(database.engine, expire_on_commit=False) as session:
        try:
            wait_no_longer(session, lock_wait)
            outcomes = _write_all(session, entries)
            session.commit()
        except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
            # A commit that failed may have left its transaction open; nobody may get that connection again.
            session.invalidate()
            in_the_way = _IN_THE_WAY.get(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
            if in_the_way is not None:
                raise in_the_way from None
            log_without_words(error)
            raise _NotCommitted from None
        return Written(outcomes, TOOK_BACK in session.info)


class _NotCommitted(Exception):
    """Nothing of the batch is there; or all of it, where the connection broke off at the very end."""


class _Deadlock(Exception):
    """PostgreSQL undid the batch so that another one could go on."""


class _Held(Exception):
    """Somebody has kept hold of a row for longer than is waited for it."""


_IN_THE_WAY: dict[str, type[Exception]] = {"40P01": _Deadlock, "40001": _Deadlock, "55P03": _Held}


def _write_all(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Signatures first, of whatever entry, and the counters of their petitions last: in that order everybody takes
    them, so that two processes never wait for each other."""
    signings = [entry for entry in entries if isinstance(entry, Signing)]
    presented = [entry for entry in entries if isinstance(entry, Presented)]
    outcomes, uncounted = take_many(session, signings) if signings else ([], [])
    signed = iter(outcomes)
    confirmed = iter(confirm_many(session, presented, uncounted=uncounted) if presented else ())
    if not presented:
        count_changes(session, uncounted, now=utc_now())
    return [next(signed) if isinstance(entry, Signing) else next(confirmed) for entry in entries]
