"""A signature on its way to another address: there is one such move at most, and it ends with the signature."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.access import lock_by_references
from petitions.actions.counting import count_changes
from petitions.actions.retypings import delete_pending
from petitions.models.retyping import Retyping
from petitions.models.signature import REPLACES, Signature


def drop_moves(session: Session, signature: Signature, *, now: datetime) -> None:
    """Whatever waits at another address to take the place of this one is deleted there, and its link with it."""
    session.execute(
        sa.delete(Retyping)
        .where(REPLACES, col(Retyping.replaces) == signature.reference)
        .execution_options(synchronize_session=False)
    )
    moving = session.exec(select(Signature.reference).where(REPLACES, Signature.replaces == signature.reference)).all()
    for waiting in lock_by_references(session, moving).values():
        if waiting.replaces == signature.reference:
            count_changes(session, [delete_pending(session, waiting, now=now)], now=now)
