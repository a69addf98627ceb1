"""Tables of translating: how each translation stands to its original, what waits to be taken over, and the links of
translators who have no account.

The texts themselves stay in the columns of their facts. A block is named by its key (blocks.py): `event.123.text`.
"""

import enum
import hashlib
import unicodedata
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class BlockState(enum.StrEnum):
    """
    missing → draft    somebody wrote it, or took over what waited
    draft → checked    somebody else has compared it with the original
    draft, checked → outdated   the original says something else by now
    outdated → draft   it was written anew, or somebody found that it still fits
    """

    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"
    OUTDATED = "outdated"

    @property
    def is_left(self) -> bool:
        """Whether a translator has something to do."""
        return self in (BlockState.MISSING, BlockState.OUTDATED)


def digest_of(text: str) -> str:
    """The same before and after a text has been through the database, which cleans it."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return hashlib.sha256(plain.encode()).hexdigest()


def block_key(row: Any, column: str, place: int | None = None) -> str:
    """Of a fact; `place` is that of an entry in a list."""
    stem = f"{type(row).__name__.lower()}.{row.id}.{column}"
    return stem if place is None else f"{stem}.{place}"


class Translation(SQLModel, table=True):
    """A text that stands in another language than its original. `made_from` is the original as it read when this was
    written, for showing what has changed since; `text_digest` says to which text the rest belongs.

    `follows`: the program wrote both from the stock of sentences, and renews both. `before` is what stood here until
    the last change, for one step back.
    """

    __tablename__ = "translation"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "language", "block"),
        sa.CheckConstraint("state <> 'missing'", name="is_there"),
        sa.CheckConstraint("state <> 'checked' OR checked_at IS NOT NULL", name="checked_at_some_time"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    language: str = Field(max_length=20)
    block: str = Field(max_length=200)
    state: BlockState = Field(sa_column=sa.Column(enum_column(BlockState), nullable=False))
    follows: bool = Field(default=False)
    made_from: str = Field(default="", sa_type=sa.Text)
    made_from_digest: str = Field(max_length=64)
    text_digest: str = Field(max_length=64)
    before: str | None = Field(default=None, sa_type=sa.Text)
    written_by: str = Field(default="", max_length=200)
    written_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    written_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    checked_by: str = Field(default="", max_length=200)
    checked_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TranslationDraft(SQLModel, table=True):
    """What somebody wrote who may not change the campaign's texts: it waits until an organiser takes it over. A
    declined one waits no more, and can be fetched back.
    """

    __tablename__ = "translation_draft"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "language", "block"),
        sa.Index("ix_translation_draft_link_id", "link_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    language: str = Field(max_length=20)
    block: str = Field(max_length=200)
    text: str = Field(sa_type=sa.Text)
    made_from: str = Field(sa_type=sa.Text)
    made_from_digest: str = Field(max_length=64)
    written_by: str = Field(max_length=200)
    written_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    link_id: int | None = optional_link("translator_link", ondelete="SET NULL")
    written_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    declined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TranslatorLink(SQLModel, table=True):
    """Opens one campaign in one language, or one block of it, for whoever holds it. The address is shown once; only its
    SHA-256 is kept. `name` says for whom it was made.
    """

    __tablename__ = "translator_link"
    __table_args__ = (
        sa.UniqueConstraint("token_digest"),
        sa.CheckConstraint("ends_at > created_at", name="ends_later"),
        sa.Index("ix_translator_link_campaign_id", "campaign_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    language: str = Field(max_length=20)
    block: str = Field(default="", max_length=200)
    name: str = Field(max_length=200)
    token_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    created_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and utc_now() < self.ends_at
