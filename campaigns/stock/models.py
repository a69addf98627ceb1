"""What organisers did to a sentence of the stock, act by act; the shipped text stays in its file."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, json_column, random_id


class StockRevision(SQLModel, table=True):
    """One sentence as it stood after the act: `forms` are all its texts, `shipped` those that came with the product at
    that time. The newest revision that is not undone counts, and only while the shipped text is still the same.

    `number` counts the acts on a sentence; two people who act at once cannot have the same. `checked_by` is a native
    speaker's name as it was typed, empty where the act was a correction.
    """

    __tablename__ = "stock_revision"
    __table_args__ = (
        sa.CheckConstraint("(checked_on IS NULL) = (checked_by = '')", name="checked_by_somebody_on_a_day"),
        sa.CheckConstraint("(undone_at IS NULL) OR (undone_at >= created_at)", name="undone_after_it_was_done"),
        sa.UniqueConstraint("language", "sentence_id", "number"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    number: int
    organisation_id: int | None = optional_link("organisation", ondelete="SET NULL")
    language: str = Field(max_length=20)
    sentence_id: str = Field(max_length=80)
    forms: dict[str, str] = Field(sa_type=json_column())
    shipped: dict[str, str] = Field(sa_type=json_column())
    checked_by: str = Field(default="", max_length=200)
    checked_on: date | None = None
    made_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
