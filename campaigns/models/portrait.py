"""The picture of whom or what a case is about, and what was said to its being shown."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import Fact
from campaigns.models.texts import Texts, TextsType
from foundation.clock import utc_now, utc_today
from foundation.database import UtcDateTime, enum_column

_HANGS = sa.text("removed_at IS NULL")


class PictureConsent(enum.StrEnum):
    """What the person or the family said to the picture being shown, which is more than being named."""

    GIVEN = "given"
    ASKED = "asked"
    NOT_GIVEN = "not_given"


def days_since_asked(consent_on: date | None, added_at: datetime) -> int:
    """How long somebody has waited for the answer; where no day was noted, since the picture is here."""
    return max(0, (utc_today() - (consent_on or added_at.date())).days)


class Portrait(Fact, table=True):
    """A JPEG drawn anew. `alt` says in words what it shows, by language; `given_by` is who gave it to us and
    `consent_by` who consented, both for the desk. One that was removed may be put back for a while.
    """

    __tablename__ = "campaign_portrait"
    __table_args__ = (
        sa.CheckConstraint("width > 0 AND height > 0", name="has_a_size"),
        sa.Index("uq_campaign_portrait_case_id", "case_id", unique=True, sqlite_where=_HANGS, postgresql_where=_HANGS),
        sa.Index("ix_campaign_portrait_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_portrait_sha256", "sha256"),
        sa.Index("ix_campaign_portrait_removed_at", "removed_at"),
    )

    case_id: int = Field(foreign_key="campaign_case.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    sha256: str = Field(foreign_key="stored_file.sha256", ondelete="RESTRICT", max_length=64)
    size: int
    width: int
    height: int
    alt: Texts = Field(sa_type=TextsType)
    credit: str = Field(default="", max_length=200)
    given_by: str = Field(default="", max_length=200)
    consent: PictureConsent = Field(
        default=PictureConsent.NOT_GIVEN, sa_column=sa.Column(enum_column(PictureConsent), nullable=False)
    )
    consent_on: date | None = Field(default=None)
    consent_by: str = Field(default="", max_length=200)
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_kept_back(self) -> bool:
        return self.hold or self.removed_at is not None or self.consent is not PictureConsent.GIVEN
