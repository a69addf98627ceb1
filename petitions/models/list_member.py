"""The organiser's general list: a list of its own, which outlives every petition and is left by one press."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, random_id


class ListMember(SQLModel, table=True):
    """Somebody who asked, while signing, to be written to about other campaigns too.

    The consent stands here in full, for the ledger of the petition goes with its signatures. `signature_id` says which
    signature it came with, so that withdrawing that one ends this too; anonymisation takes it away. Who has left keeps
    an empty row, so that the link in an old mail still answers.
    """

    __tablename__ = "list_member"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "email_digest"),
        sa.CheckConstraint(
            "(left_at IS NULL) = (envelope IS NOT NULL) AND (left_at IS NULL) = (email_digest IS NOT NULL)",
            name="left_keeps_nothing",
        ),
        # The export walks along it; it also serves the foreign key.
        sa.Index("ix_list_member_organisation_id", "organisation_id", "id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    email_digest: bytes | None = Field(default=None, sa_column=sa.Column(sa.LargeBinary(32)))
    nonce: bytes = Field(
        default_factory=lambda: secrets.token_bytes(16), sa_column=sa.Column(sa.LargeBinary(16), nullable=False)
    )
    envelope: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    signature_id: int | None = Field(
        default=None, foreign_key="signature.id", ondelete="SET NULL", index=True, sa_type=sa.BigInteger
    )
    # The words agreed to: the key of a row of shown_text, and the language they were read in.
    text_version: str = Field(default="", max_length=32)
    language: str = Field(default="", max_length=20)
    given_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
