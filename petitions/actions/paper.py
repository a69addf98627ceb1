"""Batches of signatures on paper: entered by one person, counted again by another, and in the count where both agree.

They are counted apart and never mixed with confirmed signatures.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.security.sealing import keyed_digest
from petitions.access import paper_batch_at_desk, petition_at_desk
from petitions.actions.counting import count_paper
from petitions.actions.recording import record_act
from petitions.models.paper import PaperBatch, PaperState
from petitions.models.petition import Petition


@dataclass(frozen=True)
class Entry:
    """What stands on the sheets about themselves."""

    source: str
    place: str
    country: str | None
    collected_on: date
    claimed: int


def enter_batch(session: Session, *, user: SignedIn, slug: str, entry: Entry, entry_key: str = "") -> PaperBatch:
    """Waits for the second count. The same entered twice with the same key, also at once, is one batch; anything else
    is another one. Raises BadInput for a day after the petition closed, Conflict for an example from history."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    if petition.is_example:
        raise Conflict("An example from history takes no signatures.")
    if petition.closed_at is not None and entry.collected_on > petition.closed_at.date():
        raise BadInput("The petition was closed before this day. What was signed later does not count.")
    batch = PaperBatch(
        petition_id=petition.id,
        entry_key=_key_of(petition, entry, entry_key) if entry_key else secrets.token_hex(16),
        source=entry.source,
        place=entry.place,
        country=entry.country,
        collected_on=entry.collected_on,
        claimed=entry.claimed,
        entered_by_id=user.user_id,
    )
    known = select(PaperBatch).where(PaperBatch.entry_key == batch.entry_key)
    if (before := session.exec(known).first()) is not None:
        return before
    try:
        with session.begin_nested():
            session.add(batch)
    except IntegrityError:
        # The other of two presses came first in the same moment.
        if (before := session.exec(known).first()) is None:
            raise
        return before
    # Not the number: who reads the trail may be the one to count again.
    record_paper(session, user, petition, batch, act="paper.entered")
    return batch


def recount_batch(session: Session, *, user: SignedIn, slug: str, batch_id: int, number: int) -> PaperBatch:
    """A second person's count; later ones take its place. Raises Conflict for the person who counted first."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    _check_in(batch)
    if batch.entered_by_id == user.user_id:
        raise Conflict("You counted this batch first. Somebody else has to count it a second time.")
    batch.recounted = number
    batch.recounted_by_id = user.user_id
    batch.recounted_at = utc_now()
    _settle(session, batch)
    record_paper(session, user, petition, batch, act="paper.recounted", detail=f"{batch.claimed} / {number}")
    return batch


def correct_batch(
    session: Session, *, user: SignedIn, slug: str, batch_id: int, claimed: int, reason: str
) -> PaperBatch:
    """Whoever corrects has counted first from now on; another person's count stays, one's own is no second one."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    _check_in(batch)
    before = batch.claimed
    if batch.recounted_by_id is None or batch.recounted_by_id == user.user_id:
        batch.recounted = batch.recounted_by_id = batch.recounted_at = None
    was_counted = batch.counted
    batch.claimed = claimed
    batch.entered_by_id = user.user_id
    batch.reason = reason
    _settle(session, batch, was_counted=was_counted)
    record_paper(session, user, petition, batch, act="paper.corrected", detail=f"{before} → {claimed}")
    return batch


def withdraw_batch(session: Session, *, user: SignedIn, slug: str, batch_id: int, reason: str) -> PaperBatch:
    """Out of the count, kept with its provenance. Raises Conflict when it is out already."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    _check_in(batch)
    was_counted = batch.counted
    batch.state = PaperState.WITHDRAWN
    batch.reason = reason
    _count(session, batch, batch.counted - was_counted)
    record_paper(session, user, petition, batch, act="paper.withdrawn")
    return batch


def restore_batch(session: Session, *, user: SignedIn, slug: str, batch_id: int) -> PaperBatch:
    """As its two counts say. Raises Conflict when there is nothing to put back."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    if batch.state is not PaperState.WITHDRAWN:
        raise Conflict("This batch was not withdrawn; there is nothing to put back.")
    batch.reason = None
    _settle(session, batch)
    record_paper(session, user, petition, batch, act="paper.restored")
    return batch


def record_paper(
    session: Session, user: SignedIn, petition: Petition, batch: PaperBatch, *, act: str, detail: str = ""
) -> None:
    record_act(session, user, petition, act, detail, part=f"paper:{batch.id}")


def _key_of(petition: Petition, entry: Entry, entry_key: str) -> str:
    """Of the form and of what was typed into it: a form that is sent again for another batch makes that one too."""
    typed = json.dumps([petition.id, entry_key, *asdict(entry).values()], default=str)
    return keyed_digest(typed, "paper-entry").hex()[:32]


def _check_in(batch: PaperBatch) -> None:
    if not batch.state.can_change:
        raise Conflict("This batch was withdrawn. Put it back before you change it.")


def _settle(session: Session, batch: PaperBatch, *, was_counted: int | None = None) -> None:
    """The state that its two counts give it, and the petition's count with it."""
    before = batch.counted if was_counted is None else was_counted
    if batch.recounted is None:
        batch.state = PaperState.WAITING
    else:
        batch.state = PaperState.COUNTED if batch.recounted == batch.claimed else PaperState.DIFFERING
    _count(session, batch, batch.counted - before)


def _count(session: Session, batch: PaperBatch, change: int) -> None:
    session.add(batch)
    session.flush()
    count_paper(session, batch.petition_id, change, now=utc_now())
