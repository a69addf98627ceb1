"""Signatures that were given by hand, in batches of sheets. No name of a signer is entered here."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id

PROVENANCE = "petitions.paper-provenance"


class PaperState(enum.StrEnum):
    """
    waiting → counted, differing     a second person has counted
    counted, differing → any of them a number was corrected or counted again
    any → withdrawn → back           by an organiser, with a reason
    """

    WAITING = "waiting"
    COUNTED = "counted"
    DIFFERING = "differing"
    WITHDRAWN = "withdrawn"

    @property
    def counts(self) -> bool:
        return self is PaperState.COUNTED

    @property
    def can_change(self) -> bool:
        return self is not PaperState.WITHDRAWN

    @property
    def hides_first_count(self) -> bool:
        """From all but the person who counted first, so that nobody counts towards a number."""
        return self is PaperState.WAITING


class PaperBatch(SQLModel, table=True):
    """`claimed` is the first count, `recounted` that of another person; only where both agree the batch counts.

    `source`, `place` and `reason` may lead to people: they are sealed, and emptied when the petition is forgotten.
    `entry_key` is of the form's own mark and what was typed into it: what is sent twice makes one batch for ever, also
    when the ledger of posted forms has forgotten it (foundation/posted_forms.py).
    """

    __tablename__ = "paper_batch"
    __table_args__ = (
        sa.CheckConstraint("claimed > 0", name="claims_something"),
        sa.CheckConstraint("recounted >= 0", name="recounted_from_zero"),
        sa.CheckConstraint("(recounted IS NULL) = (recounted_at IS NULL)", name="recount_has_a_time"),
        sa.CheckConstraint("recounted_by_id <> entered_by_id", name="recounted_by_another"),
        sa.CheckConstraint("state <> 'counted' OR recounted = claimed", name="both_counts_agree"),
        sa.CheckConstraint("(scan_sha256 IS NULL) = (scan_type IS NULL)", name="scan_has_a_type"),
        # Desk: newest first. It also serves the foreign key.
        sa.Index("ix_paper_batch_newest", "petition_id", "entered_at", "id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    entry_key: str = Field(max_length=32, unique=True)
    state: PaperState = Field(default=PaperState.WAITING, sa_column=sa.Column(enum_column(PaperState), nullable=False))
    source: str | None = Field(default=None, sa_column=sa.Column(SealedText(PROVENANCE)))
    place: str | None = Field(default=None, sa_column=sa.Column(SealedText(PROVENANCE)))
    country: str | None = Field(default=None, max_length=2)
    collected_on: date
    claimed: int
    entered_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    entered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    recounted: int | None = None
    recounted_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    recounted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str | None = Field(default=None, sa_column=sa.Column(SealedText(PROVENANCE)))
    # The file holds the scan sealed; `scan_type` is what it is when opened.
    scan_sha256: str | None = Field(
        default=None, foreign_key="stored_file.sha256", ondelete="RESTRICT", sa_type=sa.String(64)
    )
    scan_type: str | None = Field(default=None, max_length=40)
    scan_size: int = 0

    @property
    def counted(self) -> int:
        return self.claimed if self.state.counts else 0
