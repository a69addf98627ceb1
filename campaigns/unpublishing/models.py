"""Table of what was taken off the site at once, by whom, and who looked before it came back."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id
from petitions.models.petition import Unpublished

_OPEN = sa.text("ended_at IS NULL")


class Unpublishing(SQLModel, table=True):
    """`slug` is the address of before, for the way back; nobody else gets it meanwhile. One at a time is open."""

    __tablename__ = "unpublishing"
    __table_args__ = (
        sa.Index("uq_unpublishing_open", "campaign_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_unpublishing_slug", "slug"),
        sa.CheckConstraint("looked_by_id IS NULL OR looked_at IS NOT NULL", name="looked_at_some_time"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    what: Unpublished = Field(sa_column=sa.Column(enum_column(Unpublished), nullable=False))
    slug: str = Field(max_length=80)
    reason: str = Field(default="", max_length=200)
    pressed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    pressed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    # The first of the two who look before it comes back.
    looked_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
