"""A partner list between its upload and its import, and the report that stays a week."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, random_id

KEPT_FOR = timedelta(days=7)


class PartnerImport(SQLModel, table=True):
    """`content` (the file, in base 64) and `refused_rows` (a CSV) hold addresses and are sealed.

    The file goes when it is imported."""

    __tablename__ = "partner_import"
    __table_args__ = (sa.Index("ix_partner_import_organisation_id_created_at", "organisation_id", "created_at"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    filename: str = Field(default="", max_length=200)
    content: str = Field(default="", sa_column=sa.Column(SealedText("partner-import"), nullable=False))
    refused_rows: str = Field(default="", sa_column=sa.Column(SealedText("partner-import"), nullable=False))
    partners_added: int = 0
    contacts_added: int = 0
    rows_known: int = 0
    rows_refused: int = 0
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    imported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_done(self) -> bool:
        return self.imported_at is not None
