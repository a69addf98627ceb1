"""Batches of signatures on paper for tests."""

from datetime import timedelta

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from petitions.actions.paper import Entry, enter_batch, recount_batch
from petitions.models.paper import PaperBatch


def a_batch(
    session: Session, user: SignedIn, slug: str = "free-ada", *, claimed: int = 40, source: str = "Example Bakers"
) -> PaperBatch:
    """Entered yesterday's sheets; waits for the second count."""
    yesterday = (utc_now() - timedelta(days=1)).date()
    return enter_batch(session, user=user, slug=slug, entry=Entry(source, "Example Town", "FR", yesterday, claimed))


def a_counted_batch(
    session: Session, user: SignedIn, other: SignedIn, slug: str = "free-ada", *, claimed: int = 40
) -> PaperBatch:
    batch = a_batch(session, user, slug, claimed=claimed)
    return recount_batch(session, user=other, slug=slug, batch_id=batch.id, number=claimed)
