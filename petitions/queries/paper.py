"""Batches on paper, for the desk and for counting again."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.models import User
from petitions.models.paper import PaperBatch, PaperState

MOST_SHOWN = 200


@dataclass(frozen=True)
class BatchRow:
    """`claimed` is None where the reader must not see it before counting: see PaperState.hides_first_count."""

    batch: PaperBatch
    entered_by: str
    recounted_by: str
    claimed: int | None


def batches_of(session: Session, petition_id: int, *, user_id: int) -> list[BatchRow]:
    """The newest first."""
    found = session.exec(
        select(PaperBatch)
        .where(PaperBatch.petition_id == petition_id)
        .order_by(col(PaperBatch.entered_at).desc(), col(PaperBatch.id).desc())
        .limit(MOST_SHOWN)
    ).all()
    return _rows(session, list(found), user_id)


def batch_row(session: Session, batch: PaperBatch, *, user_id: int) -> BatchRow:
    return _rows(session, [batch], user_id)[0]


def paper_counted(session: Session, petition_id: int) -> int:
    """The truth behind `petition.paper`, by going through every batch."""
    total = session.scalar(
        sa.select(sa.func.sum(col(PaperBatch.claimed))).where(
            col(PaperBatch.petition_id) == petition_id, col(PaperBatch.state) == PaperState.COUNTED
        )
    )
    return int(total or 0)


def scans_of(session: Session, petition_id: int) -> tuple[int, int]:
    """How many scans are kept, and their bytes."""
    number, size = session.execute(
        sa.select(sa.func.count(col(PaperBatch.scan_sha256)), sa.func.sum(col(PaperBatch.scan_size))).where(
            col(PaperBatch.petition_id) == petition_id
        )
    ).one()
    return int(number), int(size or 0)


def _rows(session: Session, batches: list[PaperBatch], user_id: int) -> list[BatchRow]:
    people = {batch.entered_by_id for batch in batches} | {batch.recounted_by_id for batch in batches}
    wanted = select(User).where(col(User.id).in_([person for person in people if person is not None]))
    names: dict[int | None, str] = {user.id: user.name for user in session.exec(wanted)}
    return [
        BatchRow(
            batch,
            names.get(batch.entered_by_id, ""),
            names.get(batch.recounted_by_id, ""),
            None if batch.state.hides_first_count and batch.entered_by_id != user_id else batch.claimed,
        )
        for batch in batches
    ]
