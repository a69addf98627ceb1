"""What a signer agreed to, in which words, and when it ended."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, enum_column


class ConsentKind(enum.StrEnum):
    COUNT = "count"
    SHOW = "show"
    ADDRESSEE = "addressee"
    UPDATES = "updates"
    LIST = "list"
    PARTNER = "partner"

    @property
    def needs_the_address(self) -> bool:
        """News can only come to an address that is kept. The general list keeps its own."""
        return self in (ConsentKind.UPDATES, ConsentKind.PARTNER)


class ShownText(SQLModel, table=True):
    """Words that people signed or agreed to, exactly as the page showed them. `version` is made of the words."""

    __tablename__ = "shown_text"

    version: str = Field(primary_key=True, max_length=32)
    language: str = Field(max_length=20)
    words: str = Field(sa_type=sa.Text)


class Consent(SQLModel, table=True):
    """One line of the ledger. Lines are added and ended, never changed otherwise."""

    __tablename__ = "consent"

    id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    )
    signature_id: int = Field(foreign_key="signature.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    kind: ConsentKind = Field(sa_column=sa.Column(enum_column(ConsentKind), nullable=False))
    text_version: str = Field(max_length=32)
    language: str = Field(max_length=20)
    given_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
