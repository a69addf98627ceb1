"""Writing what came in together: one transaction for all, and an answer for each.

The one place outside `foundation/database.py` that commits: it has to know whether a batch was kept.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from foundation.database import Database
from foundation.errors import Busy
from foundation.web.headers import log_without_words
from foundation.web.language import mark
from petitions.actions.confirm import Presented, Pressed, confirm_many
from petitions.actions.follow import TOOK_BACK
from petitions.actions.sign import Signing, sign_many

# Seconds before one alone is tried again that another process was in the way of.
AGAIN_AFTER = (0.01, 0.05, 0.2)
NOT_KEPT = mark(
    "This could not be kept just now, and nothing of it was. Please go back and press the button again in a minute: "
    "what you typed is still there."
)

Entry = Signing | Presented
Outcome = Pressed | BaseException | None


@dataclass(frozen=True)
class Written:
    """`outcomes` in the order of the entries. `took_back`: pages show somebody who is not to be seen any more."""

    outcomes: list[Outcome]
    took_back: bool = False


def write_together(database: Database, entries: Sequence[Entry]) -> Written:
    """Where one entry breaks the transaction, each gets its own, so that only that one fails."""
    try:
        return _in_one_transaction(database, entries)
    except _NotCommitted:
        return Written([Busy(NOT_KEPT) for _entry in entries])
    except _Deadlock:
        if len(entries) == 1:
            return _write_again(database, entries[0])
    except Exception as error:  # noqa: BLE001  # whatever it is, somebody waits for an answer
        if len(entries) == 1:
            return Written([error])
    apart = [write_together(database, [entry]) for entry in entries]
    return Written([one.outcomes[0] for one in apart], any(one.took_back for one in apart))


def _write_again(database: Database, entry: Entry) -> Written:
    """Another process that locks the same rows is done within moments, or nothing was kept."""
    for seconds in AGAIN_AFTER:
        time.sleep(seconds)
        try:
            return _in_one_transaction(database, [entry])
        except _Deadlock:
            continue
        except _NotCommitted:
            break
        except Exception as error:  # noqa: BLE001  # as above
            return Written([error])
    return Written([Busy(NOT_KEPT)])


def _in_one_transaction(database: Database, entries: Sequence[Entry]) -> Written:
    """Raises _NotCommitted when the database, and none of the entries, is at fault; _Deadlock when another transaction
    was in the way."""
    with Session(database.engine, expire_on_commit=False) as session:
        try:
            outcomes = _write_all(session, entries)
            session.commit()
        except sa.exc.OperationalError as error:
            # A commit that failed may have left its transaction open; nobody may get that connection again.
            session.invalidate()
            if _is_deadlock(error):
                raise _Deadlock from None
            log_without_words(error)
            raise _NotCommitted from None
        return Written(outcomes, TOOK_BACK in session.info)


class _NotCommitted(Exception):
    """Nothing of the batch is there."""


class _Deadlock(Exception):
    """PostgreSQL undid the batch so that another one could go on."""


def _write_all(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    signings = [entry for entry in entries if isinstance(entry, Signing)]
    presented = [entry for entry in entries if isinstance(entry, Presented)]
    signed = iter(sign_many(session, signings) if signings else ())
    confirmed = iter(confirm_many(session, presented) if presented else ())
    return [next(signed) if isinstance(entry, Signing) else next(confirmed) for entry in entries]


def _is_deadlock(error: sa.exc.OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") in ("40P01", "40001")
