"""Somebody read an office's address on a page, on a day, and says so."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from campaigns.models.texts import WordListType
from foundation.clock import utc_now
from foundation.database import UtcDateTime, random_id


class AddressConfirmation(SQLModel, table=True):
    """`lines` are the address as it was confirmed and stay so when the directory changes; the newest row counts."""

    __tablename__ = "address_confirmation"
    __table_args__ = (
        sa.CheckConstraint("page <> ''", name="names_a_page"),
        sa.Index("ix_address_confirmation_organisation_id_office_id", "organisation_id", "office_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    office_id: str = Field(max_length=80)
    lines: list[str] = Field(sa_type=WordListType)
    confirmed_on: date
    page: str = Field(max_length=2000)
    confirmed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
