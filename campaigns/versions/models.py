"""Tables of the change log: what readers were told changed, and what they were last shown."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from campaigns.models.texts import Texts, TextsType
from foundation.clock import utc_now
from foundation.database import UtcDateTime, json_column, random_id


class CampaignVersion(SQLModel, table=True):
    """The changes that one person made within a short while: versions `first_number` to `number`.

    `lines` are kept as they are read: `{"about": [ids of rows], "hidden": false, "text": {"en": "…", "ru": "…"}}`. A
    line that a hold touches is hidden for as long as the hold lasts, and so is the note. One with `stays` was not
    made of a comparison, and is not made anew.
    """

    __tablename__ = "campaign_version"
    __table_args__ = (
        sa.Index("ix_campaign_version_newest", "campaign_id", "made_at"),
        sa.CheckConstraint("first_number >= 1 AND number >= first_number", name="numbers_in_order"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    first_number: int
    number: int
    made_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    lines: list[dict[str, Any]] = Field(default_factory=list, sa_column=sa.Column(json_column(), nullable=False))
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
    hides_note: bool = False

    @property
    def shown_lines(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if not line["hidden"]]

    @property
    def shown_note(self) -> Texts:
        return {} if self.hides_note else self.note

    @property
    def says_something(self) -> bool:
        return bool(self.shown_lines or self.shown_note)


class ShownFacts(SQLModel, table=True):
    """What readers were shown before the newest version and with it, as marks of each row (snapshot.py)."""

    __tablename__ = "shown_facts"

    campaign_id: int = Field(primary_key=True, foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    before: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    now: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
