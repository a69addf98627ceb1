"""Which petitions keep names longer than they may."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.models.petition import Petition, PetitionState


def due_for_anonymising(session: Session, now: datetime) -> list[int]:
    """Closed long enough ago, and not anonymised since: one that was reopened meanwhile is due once more."""
    closed = session.exec(
        select(Petition).where(
            Petition.state == PetitionState.CLOSED,
            sa.or_(col(Petition.anonymised_at).is_(None), col(Petition.anonymised_at) < col(Petition.closed_at)),
        )
    )
    return [petition.id for petition in closed if petition.anonymised_from and petition.anonymised_from <= now]
