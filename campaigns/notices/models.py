"""Table of what organisers are told by mail about a campaign."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class NoticeKind(enum.StrEnum):
    PUBLISHED_ALONE = "published_alone"
    TAKEN_OFF = "taken_off"
    BROUGHT_BACK = "brought_back"
    LETTER_WAITS = "letter_waits"


class Notice(SQLModel, table=True):
    """One mail to one organiser."""

    __tablename__ = "campaign_notice"
    __table_args__ = (sa.Index("ix_campaign_notice_campaign_id", "campaign_id"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    organiser_id: int = Field(foreign_key="organiser.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: NoticeKind = Field(sa_column=sa.Column(enum_column(NoticeKind), nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
