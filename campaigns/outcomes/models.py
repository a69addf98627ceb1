"""How a campaign ended, as often as it did, and the files that prove how far a demand has come."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.campaign import Outcome
from campaigns.models.fact import optional_link
from campaigns.models.texts import Texts, TextsType
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class Closing(SQLModel, table=True):
    """One end. A campaign that was reopened may have several; the newest one without `reopened_at` holds.

    `withheld` are statements by language that name somebody who is on hold.
    """

    __tablename__ = "campaign_closing"
    __table_args__ = (sa.Index("ix_campaign_closing_campaign_id", "campaign_id"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    outcome: Outcome = Field(sa_column=sa.Column(enum_column(Outcome), nullable=False))
    statement: Texts = Field(default_factory=dict, sa_type=TextsType)
    withheld: Texts = Field(default_factory=dict, sa_type=TextsType)
    # Where it goes on, when it was merged: the id of that campaign.
    merged_into_id: int | None = optional_link("campaign", ondelete="SET NULL")
    closed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    closed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    reopened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    report_id: int | None = optional_link("campaign_update", ondelete="SET NULL")


class Evidence(SQLModel, table=True):
    """A file that proves one step of a demand. Everybody may open it only where somebody said so: the program finds
    what is on hold in a PDF, not whom a picture shows."""

    __tablename__ = "campaign_evidence"
    __table_args__ = (
        sa.Index("ix_campaign_evidence_demand_state_id", "demand_state_id"),
        sa.Index("ix_campaign_evidence_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_evidence_sha256", "sha256"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    demand_state_id: int = Field(foreign_key="campaign_demand_state.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    sha256: str = Field(foreign_key="stored_file.sha256", ondelete="RESTRICT", max_length=64)
    media_type: str = Field(max_length=100)
    size: int
    words: str = Field(max_length=200)
    is_public: bool = False
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    added_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
