"""Which petitions keep names longer than they may."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.models.petition import Petition, PetitionState


def due_for_anonymising(session: Session, now: datetime) -> list[int]:
    """Closed long enough ago, and with names in it: one that was reopened meanwhile is due once more."""
    closed = session.exec(
        select(Petition).where(
            Petition.state == PetitionState.CLOSED,
            # Without a key and without a time it was stopped in the middle.
            sa.or_(col(Petition.digest_key) != b"", col(Petition.anonymised_at).is_(None)),
        )
    )
    return [petition.id for petition in closed if petition.anonymised_from and petition.anonymised_from <= now]


def forgotten_campaigns(session: Session) -> list[int]:
    """Of whose signers nothing but numbers is kept."""
    return list(session.exec(select(Petition.campaign_id).where(Petition.digest_key == b"")))


def at_high_risk(session: Session) -> list[int]:
    return list(session.exec(select(Petition.id).where(Petition.is_high_risk)))
