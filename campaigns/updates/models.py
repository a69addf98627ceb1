"""An update: its texts by language, its pictures, and its way from draft to public."""

import enum
import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from campaigns.models.texts import Texts, TextsType
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id
from foundation.searching import keep_keys, key_column, keys_index


class UpdateKind(enum.StrEnum):
    """A report tells at the end what came of each demand; a reopening, that a closed campaign goes on."""

    NEWS = "news"
    REPORT = "report"
    REOPENING = "reopening"


class UpdateState(enum.StrEnum):
    """
    draft → in_review → published → taken_back → published
            in_review → draft
    draft, in_review → published by one person alone, in an emergency, which is marked and looked at afterwards
    """

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"

    @property
    def is_unpublished(self) -> bool:
        """Nobody outside has ever read it."""
        return self in (UpdateState.DRAFT, UpdateState.IN_REVIEW)


class TranslationState(enum.StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"
    OUTDATED = "outdated"

    @property
    def may_be_read(self) -> bool:
        """What says something else than the original does is not shown, and not mailed."""
        return self in (TranslationState.DRAFT, TranslationState.CHECKED)


class Update(SQLModel, table=True):
    """`number` is given when it is published for the first time, and stays. `text_version` counts the changes of the
    original. `names_held` marks one that names somebody who is on hold: the public sees it no more than a draft.

    `digest_key` keys the digests of the addresses it was mailed to; they are worthless without it, and it is emptied
    when they are forgotten.
    """

    __tablename__ = "campaign_update"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "number"),
        sa.CheckConstraint("number > 0", name="number_counts_from_one"),
        sa.CheckConstraint(
            "state NOT IN ('published', 'taken_back') OR (number IS NOT NULL AND published_at IS NOT NULL)",
            name="published_has_a_number",
        ),
        sa.CheckConstraint(
            "published_in_emergency OR published_by_id IS NULL OR"
            " (published_by_id <> created_by_id AND published_by_id <> submitted_by_id)",
            name="published_by_another",
        ),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    number: int | None = None
    kind: UpdateKind = Field(default=UpdateKind.NEWS, sa_column=sa.Column(enum_column(UpdateKind), nullable=False))
    state: UpdateState = Field(default=UpdateState.DRAFT, sa_column=sa.Column(enum_column(UpdateState), nullable=False))
    original_language: str = Field(max_length=20)
    text_version: int = 1
    names_held: bool = False
    digest_key: bytes = Field(
        default_factory=lambda: secrets.token_bytes(32), sa_column=sa.Column(sa.LargeBinary, nullable=False)
    )

    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    created_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    written_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    submitted_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    published_in_emergency: bool = False
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    # The last change of what readers could see, since it was published.
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_public(self) -> bool:
        return self.state is UpdateState.PUBLISHED and not self.names_held

    @property
    def awaits_review_after_emergency(self) -> bool:
        return self.published_in_emergency and self.reviewed_at is None

    @property
    def authors(self) -> tuple[int | None, ...]:
        """Whoever cannot be the second person."""
        return self.created_by_id, self.written_by_id, self.submitted_by_id


class UpdateText(SQLModel, table=True):
    """One language. A translation is made from the original as it was at `of_version`."""

    __tablename__ = "campaign_update_text"
    __table_args__ = (keys_index("campaign_update_text", "update_id"),)

    update_id: int = Field(
        primary_key=True, foreign_key="campaign_update.id", ondelete="CASCADE", sa_type=sa.BigInteger
    )
    language: str = Field(primary_key=True, max_length=20)
    title: str = Field(max_length=200)
    text: str = Field(sa_type=sa.Text)
    of_version: int = 1
    is_checked: bool = False
    written_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    search_key: str = key_column("title", "text")


keep_keys(UpdateText, "title", "text")


class UpdatePicture(SQLModel, table=True):
    """Drawn anew when it was uploaded. `alt` says in words what it shows, by language."""

    __tablename__ = "campaign_update_picture"
    __table_args__ = (
        sa.CheckConstraint("width > 0 AND height > 0", name="has_a_size"),
        sa.Index("ix_campaign_update_picture_update_id", "update_id"),
        sa.Index("ix_campaign_update_picture_sha256", "sha256"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    update_id: int = Field(foreign_key="campaign_update.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    sha256: str = Field(foreign_key="stored_file.sha256", ondelete="RESTRICT", max_length=64)
    media_type: str = Field(max_length=100)
    size: int
    width: int
    height: int
    alt: Texts = Field(sa_type=TextsType)
    credit: str = Field(default="", max_length=200)
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


def state_of(update: Update, text: UpdateText | None) -> TranslationState:
    """Of the update in one language. The original is as good as checked: a second person has read it."""
    if text is None:
        return TranslationState.MISSING
    if text.language == update.original_language:
        return TranslationState.CHECKED
    if text.of_version != update.text_version:
        return TranslationState.OUTDATED
    return TranslationState.CHECKED if text.is_checked else TranslationState.DRAFT
