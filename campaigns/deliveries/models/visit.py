"""Tables: how a visit went, and which letters were handed over there."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.deliveries.models.delivery import SEALED
from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id


class VisitOutcome(enum.StrEnum):
    RECEIVED = "received"
    LEFT = "left"
    REFUSED = "refused"
    CLOSED = "closed"

    @property
    def left_our_hands(self) -> bool:
        """Letters were handed over, or tried to be: where nobody was met they went home again."""
        return self is not VisitOutcome.CLOSED


class Visit(SQLModel, table=True):
    """`received_by`, `who_went` and `note` are for those who work on the campaign, and sealed; the public is told the
    office only. `may_show` says that everybody on the photo agreed. `update_id` is the news that was drafted of it."""

    __tablename__ = "hand_delivery_visit"
    __table_args__ = (
        sa.CheckConstraint("photo_sha256 IS NOT NULL OR NOT may_show", name="shows_a_photo"),
        sa.CheckConstraint("(photo_sha256 IS NULL) = (photo_type = '')", name="photo_with_type"),
        sa.Index("ix_hand_delivery_visit_delivery_id", "delivery_id", "visited_on"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    delivery_id: int = Field(foreign_key="hand_delivery.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    outcome: VisitOutcome = Field(sa_column=sa.Column(enum_column(VisitOutcome), nullable=False))
    visited_on: date
    place: str = Field(default="", max_length=100)
    received_by: str = Field(default="", sa_column=sa.Column(SealedText(SEALED), nullable=False))
    who_went: str = Field(default="", sa_column=sa.Column(SealedText(SEALED), nullable=False))
    note: str = Field(default="", sa_column=sa.Column(SealedText(SEALED), nullable=False))
    photo_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    photo_type: str = Field(default="", max_length=20)
    photo_width: int = 0
    photo_height: int = 0
    may_show: bool = False
    scan_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    update_id: int | None = optional_link("campaign_update", ondelete="SET NULL")
    recorded_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    recorded_by_id: int | None = optional_link("organiser", ondelete="SET NULL")

    @property
    def names_people(self) -> bool:
        return bool(self.received_by or self.who_went or self.note)


class VisitLetter(SQLModel, table=True):
    """A letter that was taken along, and how the register notes it; no way where it could not be noted there."""

    __tablename__ = "hand_delivery_visit_letter"

    visit_id: int = Field(
        primary_key=True, foreign_key="hand_delivery_visit.id", ondelete="CASCADE", sa_type=sa.BigInteger
    )
    letter_id: int = Field(primary_key=True, foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    dispatch_id: int | None = optional_link("dispatch", ondelete="SET NULL")
