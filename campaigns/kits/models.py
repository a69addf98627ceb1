"""What partners report of the letters that they sent in their own name."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from campaigns.register.models import ReplyKind, Way
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class Reported(enum.StrEnum):
    SENT = "sent"
    ANSWERED = "answered"


class PartnerReport(SQLModel, table=True):
    """It stands in the register beside the letter and never changes the letter's own state. `partner_name` stays when
    the partner leaves the directory; `looked_at` is when an organiser had read it."""

    __tablename__ = "partner_report"
    __table_args__ = (
        sa.CheckConstraint("(what = 'sent') = (way IS NOT NULL)", name="sent_by_a_way"),
        sa.CheckConstraint("(what = 'answered') = (kind IS NOT NULL)", name="answer_of_a_kind"),
        sa.Index("ix_partner_report_letter_id", "letter_id"),
        sa.Index("ix_partner_report_campaign_id", "campaign_id"),
        sa.Index("ix_partner_report_partner_id", "partner_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    partner_id: int | None = optional_link("partner", ondelete="SET NULL")
    partner_name: str = Field(max_length=200)
    what: Reported = Field(sa_column=sa.Column(enum_column(Reported), nullable=False))
    day: date
    way: Way | None = Field(default=None, sa_column=sa.Column(enum_column(Way), nullable=True))
    kind: ReplyKind | None = Field(default=None, sa_column=sa.Column(enum_column(ReplyKind), nullable=True))
    summary: str = Field(default="", max_length=4000)
    scan_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    reported_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    looked_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
