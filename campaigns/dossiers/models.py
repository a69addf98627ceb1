"""Editions of a campaign's dossier."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class Profile(enum.StrEnum):
    """By reader. The public edition holds nothing that is on hold."""

    PUBLIC = "public"


class DossierState(enum.StrEnum):
    ORDERED = "ordered"
    READY = "ready"
    FAILED = "failed"

    @property
    def is_settled(self) -> bool:
        return self is not DossierState.ORDERED


class Dossier(SQLModel, table=True):
    """One edition. Its bytes never change; a newer one stands beside it. Names of signatories are in the annex file
    only: when somebody leaves it the annex is deleted, and the edition stays as it is.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "profile", "language", "edition"),
        sa.CheckConstraint("(state = 'ready') = (file_sha256 IS NOT NULL)", name="ready_has_a_file"),
        sa.CheckConstraint("edition >= 1", name="edition_counts_from_one"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    profile: Profile = Field(sa_column=sa.Column(enum_column(Profile), nullable=False))
    language: str = Field(max_length=20)
    edition: int
    facts_version: int
    state: DossierState = Field(
        default=DossierState.ORDERED, sa_column=sa.Column(enum_column(DossierState), nullable=False)
    )
    file_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", max_length=64)
    annex_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", max_length=64)
    # What the annex was made of (contents.fingerprint): those who had confirmed by `annex_until`.
    annex_names: str = Field(default="", max_length=64)
    annex_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ordered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    problem: str = Field(default="", max_length=300)
