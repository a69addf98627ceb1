"""Deleting what has had its time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.clock import utc_now
from petitions.actions.counting import Change, count_changes
from petitions.actions.retypings import give_way, waiting_beside
from petitions.models.retyping import Retyping
from petitions.models.signature import HAS_REPLY, IS_PENDING, LINK_LIVES, Signature

# Its link lives for a week. The day after, the page behind it can still send a new one; then there is nothing any more.
UNCONFIRMED_KEPT = LINK_LIVES + timedelta(days=1)
# As long as the outbox tries to deliver a mail.
REPLY_KEPT = timedelta(days=3)
AT_ONCE = 500


def forget_unconfirmed(session: Session) -> int:
    """Deletes some of those who never pressed the button, with all they typed. Says how many; call again until none."""
    now = utc_now()
    old = session.execute(
        sa.select(col(Signature.id), col(Signature.petition_id))
        .where(IS_PENDING, col(Signature.mailed_at) < now - UNCONFIRMED_KEPT)
        .order_by(col(Signature.mailed_at))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    by_petition: dict[int, list[int]] = {}
    going_on = go_on_with_others(session, [signature_id for signature_id, _petition in old], now)
    for signature_id, petition_id in old:
        if signature_id not in going_on:
            by_petition.setdefault(petition_id, []).append(signature_id)
    for petition_id, ids in by_petition.items():
        session.execute(
            sa.delete(Signature).where(col(Signature.id).in_(ids)).execution_options(synchronize_session=False)
        )
        count_changes(session, [Change(petition_id, waiting=-len(ids))], now=now)
    return len(old)


def forget_retypings(session: Session) -> None:
    """What was typed beside a signature has its own time. Rows with nothing left in them stay as long as the signature:
    by them alone it is known that a stranger's link is not about it."""
    session.execute(
        sa.delete(Retyping)
        .where(col(Retyping.mailed_at) < utc_now() - UNCONFIRMED_KEPT, col(Retyping.envelope).is_not(None))
        .execution_options(synchronize_session=False)
    )


def go_on_with_others(session: Session, signature_ids: Sequence[int], now: datetime) -> set[int]:
    """Where something else was typed later with the same address, that takes the place of what is forgotten."""
    beside = waiting_beside(session, signature_ids)
    wanted = select(Signature).where(col(Signature.id).in_(beside))
    for signature in session.exec(wanted) if beside else ():
        count_changes(session, [give_way(session, signature, beside[signature.row_id][0], now=now)], now=now)
    return set(beside)


def forget_replies(session: Session) -> None:
    """Addresses that were typed again: the mail to them has left, or never will."""
    session.execute(
        sa.update(Signature)
        .where(HAS_REPLY, col(Signature.mailed_at) < utc_now() - REPLY_KEPT)
        .values(reply_envelope=None)
        .execution_options(synchronize_session=False)
    )
