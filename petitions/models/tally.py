"""What is kept about the signatures of a petition, so that no page ever counts rows."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, enum_column, json_column
from foundation.security.sealing import keyed_digest, seal, unseal
from foundation.text import name_key

_KEY = "petition-tally-organisation"
_NAME = "petition-tally-name"


class TallyKind(enum.StrEnum):
    """By which the confirmed signatures are told apart. Days and countries add up to all of them, countries until
    small ones are forgotten; not everybody names an organisation or follows a partner's link."""

    DAY = "day"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PARTNER = "partner"


class Tally(SQLModel, table=True):
    """Confirmed signatures of one group. `key` is the UTC day of confirming (2026-05-01), the country, the public code
    of the partner whose link was followed, or a digest of the organisation that was typed.

    An organisation's name is sealed like the signatures it comes from; its row goes with the last of them. `is_hidden`:
    an organiser keeps the group out of the public figures; then the row stays, without its name, to remember that.
    `looked_at`: when an organiser looked at the name of an organisation and decided; before that it is shown to nobody
    but the desk, unless it is a partner's. A code needs no look.
    """

    __tablename__ = "petition_tally"
    __table_args__ = (
        sa.CheckConstraint("confirmed >= 0", name="counts_from_zero"),
        # There may be as many organisations as signatures; the largest are found without reading the others.
        sa.Index("ix_petition_tally_largest", "petition_id", "kind", "confirmed", "key"),
    )

    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    kind: TallyKind = Field(sa_column=sa.Column(enum_column(TallyKind), primary_key=True))
    key: str = Field(primary_key=True, max_length=40)
    confirmed: int = 0
    sealed_name: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    is_hidden: bool = False
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def name(self) -> str:
        """Of an organisation."""
        return unseal(self.sealed_name, _NAME, self.key) if self.sealed_name else ""


class PublishedGroups(SQLModel, table=True):
    """The groups as the public was shown them last, and what they are made from (models/telling.py)."""

    __tablename__ = "published_groups"

    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    groups: dict[str, Any] = Field(sa_column=sa.Column(json_column(), nullable=False))


class Milestone(SQLModel, table=True):
    """A round number, or the organiser's goal, and when the confirmed signatures reached it. It goes when they fall
    below it."""

    __tablename__ = "petition_milestone"

    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    reached_at: datetime = Field(sa_type=UtcDateTime)


class Recount(SQLModel, table=True):
    """When a petition's signatures were last gone through one by one, and what was wrong the last time something was:
    differences in numbers by kind, never a name."""

    __tablename__ = "petition_recount"

    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    counted_at: datetime = Field(sa_type=UtcDateTime)
    drifted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    drift: dict[str, int] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))


def organisation_key(petition_id: int, name: str) -> str:
    """The same for all spellings of an organisation in a petition; says nothing without the key of this installation.
    Empty for no organisation."""
    folded = name_key(name) if name else ""
    return keyed_digest(f"{petition_id}\x00{folded}", _KEY).hex()[:32] if folded else ""


def seal_name(name: str, key: str) -> bytes:
    """Bound to its row, like the envelope it comes from."""
    return seal(name, _NAME, key)
