"""What people proposed to change in the directory, one row for the whole installation; the shipped data stay in their
file."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id


class ChangeState(enum.StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"

    @property
    def is_open(self) -> bool:
        return self is ChangeState.PROPOSED

    @property
    def counts(self) -> bool:
        return self is ChangeState.ACCEPTED


class OfficeChange(SQLModel, table=True):
    """New values for some fields of one office, as its file writes them; null where a field is to be empty.

    `made_alone`: nobody else was there to decide, or it was night; a second person looks at it afterwards.
    `before` are the same fields as they stood when it was proposed, `shipped` as the product had them then, both
    without those that were empty. `number` counts the proposals for an office; two people who propose at once cannot
    have the same. `batch` holds together what came from one file.
    """

    __tablename__ = "office_change"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'declined') OR made_alone OR decided_by_id <> proposed_by_id",
            name="decided_by_another",
        ),
        sa.CheckConstraint("NOT made_alone OR state IN ('accepted', 'undone')", name="only_what_holds_is_made_alone"),
        sa.CheckConstraint("made_alone OR reviewed_at IS NULL", name="only_what_was_made_alone_is_looked_at"),
        sa.CheckConstraint("reviewed_by_id <> decided_by_id", name="looked_at_by_another"),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_at_some_time"),
        sa.UniqueConstraint("office_id", "number"),
        sa.Index("ix_office_change_state", "state"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    office_id: str = Field(max_length=80)
    number: int
    batch: int | None = Field(default=None, sa_type=sa.BigInteger)
    changed: dict[str, Any] = Field(sa_column=sa.Column(json_column(), nullable=False))
    before: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    shipped: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    page: str = Field(default="", max_length=2000)
    read_on: date | None = None
    reason: str = Field(default="", max_length=500)
    organisation_id: int | None = optional_link("organisation", ondelete="SET NULL")
    proposed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    proposed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    state: ChangeState = Field(
        default=ChangeState.PROPOSED, sa_column=sa.Column(enum_column(ChangeState), nullable=False)
    )
    decided_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision: str = Field(default="", max_length=500)
    undone_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    made_alone: bool = Field(default=False, sa_column=sa.Column(sa.Boolean, nullable=False, server_default=sa.false()))
    reviewed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def awaits_review(self) -> bool:
        return self.made_alone and self.state.counts and self.reviewed_at is None
