"""Somebody asks what a petition keeps about an address. Known or unknown, each request is such a row and a mail."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, random_id

# Mail may be hours late; who reads it the day after asks again.
REQUEST_LIVES = timedelta(hours=24)


class DataRequest(SQLModel, table=True):
    """Gone, with the address, a day after it was made; the address goes at once when everything was erased."""

    __tablename__ = "data_request"
    __table_args__ = (
        sa.CheckConstraint("(erased_at IS NULL) = (envelope IS NOT NULL)", name="erased_keeps_nothing"),
        sa.Index("ix_data_request_petition_id", "petition_id"),
        sa.Index("ix_data_request_made_at", "made_at"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    nonce: bytes = Field(
        default_factory=lambda: secrets.token_bytes(16), sa_column=sa.Column(sa.LargeBinary(16), nullable=False)
    )
    envelope: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    language: str = Field(max_length=20)
    made_at: datetime = Field(sa_type=UtcDateTime)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def ends_at(self) -> datetime:
        return self.made_at + REQUEST_LIVES
