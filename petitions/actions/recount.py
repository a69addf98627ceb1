"""Counting again: every night, and when an organiser asks. What has drifted is reported and put right."""

import logging

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.database import Database
from foundation.jobs import enqueue
from petitions.access import petition_at_desk
from petitions.actions.counting import put_right
from petitions.actions.recording import record_act
from petitions.models.figures import minute_of
from petitions.models.petition import Petition
from petitions.models.tally import Recount, TallyKind
from petitions.queries.counting import Counted, count_again, kept_counts, one_moment

RECOUNT_JOB = "petitions.count_again"

_log = logging.getLogger(__name__)


def ask_for_recount(session: Session, *, user: SignedIn, slug: str) -> None:
    """Pressing the button twice within a minute counts once."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    enqueue(session, RECOUNT_JOB, once=f"{petition.id}-{minute_of(utc_now()).isoformat()}", petition_id=petition.id)
    record_act(session, user, petition, "petition.recount_asked")


def recount(database: Database, *, petition_id: int) -> dict[str, int]:
    """Says what was wrong: for `waiting`, `confirmed` and `paper` how many were missing (below zero: too many), for
    each kind of group how many groups were wrong. Empty when all was right, or the petition is gone.

    Counted in one transaction that only reads, put right in a second one, so that nobody waits while rows are counted.
    """
    with database.reading() as session:
        one_moment(session)
        if session.get(Petition, petition_id) is None:
            return {}
        kept, truth = kept_counts(session, petition_id), count_again(session, petition_id)
    found = _drift(kept, truth)
    now = utc_now()
    with database.writing() as session:
        petition = session.get(Petition, petition_id)
        if petition is None:
            return {}
        row = session.get(Recount, petition_id) or Recount(petition_id=petition_id, counted_at=now)
        row.counted_at = now
        if found:
            # The number of the petition, for its address may carry a name.
            _log.warning("the counters of petition %s had drifted and were put right: %s", petition_id, found)
            put_right(session, petition_id, kept=kept, truth=truth, now=now)
            row.drifted_at, row.drift = now, found
            record_act(
                session,
                None,
                petition,
                "petition.counts_put_right",
                ", ".join(f"{kind} {number:+d}" for kind, number in found.items()),
            )
        session.add(row)
    return found


def _drift(kept: Counted, truth: Counted) -> dict[str, int]:
    found = {
        "waiting": truth.waiting - kept.waiting,
        "confirmed": truth.confirmed - kept.confirmed,
        "paper": truth.paper - kept.paper,
    }
    for kind in TallyKind:
        there, right = kept.of(kind), truth.of(kind)
        if truth.is_whole or kind is not TallyKind.ORGANISATION:
            found[kind.value] = sum(there.get(key) != right.get(key) for key in there.keys() | right.keys())
    return {kind: number for kind, number in found.items() if number}
