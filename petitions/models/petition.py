"""A text people sign, what surrounds it on its page, and how many signed."""

import enum
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id

LONGEST_KEPT_DAYS = 90


class PetitionState(enum.StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Unpublished(enum.StrEnum):
    """What was taken off the site at once: every name, or all of a campaign."""

    NAMES = "names"
    WHOLE = "whole"


def unpublished_column() -> sa.Column[Any]:
    return sa.Column(
        sa.Enum(
            Unpublished,
            native_enum=False,
            length=10,
            name="unpublished",
            values_callable=lambda cls: [what.value for what in cls],
        ),
        nullable=True,
    )


def new_digest_key() -> bytes:
    return secrets.token_bytes(32)


class Petition(SQLModel, table=True):
    """`texts` and `surroundings` are by language (models/texts.py). The counters are kept, never counted on a page;
    `figures` are those that the public saw before the first change of the minute `figures_minute` (models/figures.py).

    An example from history takes no signatures, whatever its state.
    """

    __tablename__ = "petition"
    __table_args__ = (
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_a_time"),
        sa.CheckConstraint(
            "waiting >= 0 AND confirmed >= 0 AND paper >= 0 AND organisations >= 0", name="counts_from_zero"
        ),
        sa.CheckConstraint("goal IS NULL OR goal > 0", name="goal_is_a_number_to_reach"),
        sa.CheckConstraint("kept_days BETWEEN 1 AND 90", name="kept_no_longer"),
        sa.Index("ix_petition_slug_before", "slug_before"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", unique=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="RESTRICT", index=True, sa_type=sa.BigInteger)
    slug: str = Field(max_length=80, unique=True)
    # Where it stood before; the audit trail still knows it by them.
    former_slugs: list[str] = Field(
        default_factory=list, sa_column=sa.Column(json_column(), nullable=False, server_default="[]")
    )
    state: PetitionState = Field(
        default=PetitionState.OPEN, sa_column=sa.Column(enum_column(PetitionState), nullable=False)
    )
    is_example: bool = False
    # Whether search engines may list it; an example from history they may not.
    is_indexed: bool = True
    original_language: str = Field(max_length=20)
    texts: dict[str, Any] = Field(sa_column=sa.Column(json_column(), nullable=False))
    surroundings: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    # Pushed by the campaign: what of it nobody may read at the moment, and the address it had until then.
    unpublished: Unpublished | None = Field(default=None, sa_column=unpublished_column())
    slug_before: str | None = Field(default=None, max_length=80)
    target_countries: list[str] = Field(default_factory=list, sa_column=sa.Column(json_column(), nullable=False))
    # Nobody looks for a name in it: finding one could harm its owner.
    is_high_risk: bool = False
    # From here nobody is to sign, for their own safety; the organiser sets it, not the campaign.
    no_signing_from: list[str] = Field(default_factory=list, sa_column=sa.Column(json_column(), nullable=False))
    # Sites whose pages may frame the count, as origins; empty: any.
    embed_sites: list[str] = Field(
        default_factory=list, sa_column=sa.Column(json_column(), nullable=False, server_default="[]")
    )
    # Narrows the digests of addresses and names to this petition; whoever destroys it destroys what they mean. Empty
    # once the petition is anonymised.
    digest_key: bytes = Field(default_factory=new_digest_key, sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    goal: int | None = None
    waiting: int = 0
    confirmed: int = 0
    paper: int = 0
    organisations: int = 0
    figures: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    figures_minute: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # How often the public was told of the groups anew. Signatures are marked with it while this row is locked.
    tellings: int = Field(default=0, sa_column=sa.Column(sa.Integer, nullable=False, server_default="0"))
    # In which form the campaign was pushed down last (campaigns/actions/push.py).
    pushed_as: int = Field(default=0, sa_column=sa.Column(sa.SmallInteger, nullable=False, server_default="0"))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # How long after its end the names are kept. It is only ever made shorter.
    kept_days: int = LONGEST_KEPT_DAYS
    anonymised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def takes_signatures(self) -> bool:
        return self.state is PetitionState.OPEN and not self.is_example

    @property
    def is_closed(self) -> bool:
        return self.state is PetitionState.CLOSED or self.is_example

    @property
    def anonymised_from(self) -> datetime | None:
        """When the names go; None while the petition goes on."""
        return self.closed_at + timedelta(days=self.kept_days) if self.closed_at else None

    @property
    def is_anonymised(self) -> bool:
        return not self.digest_key

    @property
    def is_paused(self) -> bool:
        return self.state is PetitionState.PAUSED and not self.is_example
