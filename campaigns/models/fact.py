"""What every fact of a campaign has: a campaign, a place in the order, and perhaps a hold."""

from typing import Any, Literal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import random_id


class CampaignRow(SQLModel):
    """A row in the order of its campaign."""

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    position: int = Field(default=0)


class Fact(CampaignRow):
    """A hold keeps the fact out of every public page, PDF and mail; its reason is for the desk only."""

    hold: bool = Field(default=False)
    hold_reason: str = Field(default="")

    @property
    def is_kept_back(self) -> bool:
        """Nobody but the desk may know of it."""
        return self.hold


class NamedFact(Fact):
    """A fact that others refer to: its key is its name in the campaign file and unique among its kind there."""

    key: str = Field(max_length=80)


def exactly_one(columns: tuple[str, ...], name: str) -> sa.CheckConstraint:
    """A row points at exactly one of several kinds of fact."""
    counted = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return sa.CheckConstraint(f"{counted} = 1", name=name)


def optional_link(table: str, *, ondelete: Literal["CASCADE", "SET NULL"] = "CASCADE") -> Any:
    """A field that may point at a row of that table."""
    return Field(default=None, foreign_key=f"{table}.id", ondelete=ondelete, sa_type=sa.BigInteger)
