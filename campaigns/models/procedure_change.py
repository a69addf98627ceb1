"""What was done to a procedure and how it stood before, so that it can be taken back."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id


class ChangeKind(enum.StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class ProcedureChange(SQLModel, table=True):
    """`before` are the rows as they stood, with what hung on them; empty for what was added. `procedure_id` and
    `row_id` point at rows that may be gone, `part` is the name of the row's table. Old ones are deleted."""

    __tablename__ = "campaign_procedure_change"
    __table_args__ = (sa.Index("ix_campaign_procedure_change_campaign_id", "campaign_id"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    number: int
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    procedure_id: int = Field(sa_type=sa.BigInteger)
    kind: ChangeKind = Field(sa_column=sa.Column(enum_column(ChangeKind), nullable=False))
    part: str = Field(max_length=40)
    row_id: int = Field(sa_type=sa.BigInteger)
    before: list[dict[str, Any]] = Field(default_factory=list, sa_column=sa.Column(json_column(), nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    made_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
