"""A rule by which many signatures are taken out of the count at once, and what became of it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id
from petitions.models.signals import network_code


class RuleState(enum.StrEnum):
    """
    drafted → running → done → undoing → undone
              running → cancelled → undoing …     what was taken out until then stays out until it is undone
    """

    DRAFTED = "drafted"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def is_at_work(self) -> bool:
        return self in (RuleState.RUNNING, RuleState.UNDOING)

    @property
    def can_be_undone(self) -> bool:
        return self in (RuleState.DONE, RuleState.CANCELLED)


class Criteria(BaseModel):
    """All that are given must hold. Patterns may hold `*`; without one they are looked for anywhere. Times are UTC."""

    model_config = ConfigDict(frozen=True)

    domain: str = ""
    network: int | None = None
    signed_from: datetime | None = None
    signed_until: datetime | None = None
    country: str = ""
    name: str = ""
    organisation: str = ""
    via: str = ""
    looks_alike: bool = False
    only_set_aside: bool = False

    @property
    def is_empty(self) -> bool:
        return self.model_dump(exclude={"only_set_aside"}) == Criteria().model_dump(exclude={"only_set_aside"})

    @property
    def ends_before_it_begins(self) -> bool:
        return bool(self.signed_from and self.signed_until and self.signed_until <= self.signed_from)

    @property
    def network_code(self) -> str:
        return "" if self.network is None else network_code(self.network)

    @property
    def seeks(self) -> tuple[str, ...]:
        """What of it can find a certain person."""
        return tuple(name for name in ("name", "organisation", "domain") if getattr(self, name))

    @property
    def reads_envelopes(self) -> bool:
        """Names and organisations are sealed: each has to be opened."""
        return bool(self.name or self.organisation)


class RuleRun(SQLModel, table=True):
    """`criteria` may hold a name, so they are sealed, and a draft is kept for a day. Whom it hits is shown to whoever
    made it, who gave a reason for looking. `cursor` is how far the work has come, so that it goes on there
    after a crash."""

    __tablename__ = "rule_run"

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    made_by_id: int | None = Field(default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger)
    criteria: str = Field(sa_column=sa.Column(SealedText("rule-criteria"), nullable=False))
    reason: str = Field(default="", max_length=200)
    state: RuleState = Field(default=RuleState.DRAFTED, sa_column=sa.Column(enum_column(RuleState), nullable=False))
    looked_at: int = 0
    taken_out: int = 0
    put_back: int = 0
    cursor: int = Field(default=0, sa_type=sa.BigInteger)
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    # Who signs later is not hit.
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def wanted(self) -> Criteria:
        return Criteria.model_validate_json(self.criteria)
