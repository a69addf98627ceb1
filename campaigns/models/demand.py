"""Who is asked, what is asked of them in its original numbering, and how far each demand has come."""

import enum

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.campaign import Numbering
from campaigns.models.fact import Fact, NamedFact
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import NameForms, NameFormsType, TextListType, Texts, TextsType, WordListType
from foundation.database import enum_column
from foundation.searching import keep_keys, key_column


class Progress(enum.StrEnum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    PARTLY_MET = "partly_met"
    MET = "met"
    REVERSED = "reversed"


class AddresseeGroup(NamedFact, table=True):
    """One office, or several jointly. `offices` are ids of the directory, empty where the source names no office."""

    __tablename__ = "campaign_addressee"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    name: Texts = Field(sa_type=TextsType)
    name_forms: NameForms = Field(default_factory=dict, sa_type=NameFormsType)
    country: str | None = Field(default=None, max_length=2)
    offices: list[str] = Field(default_factory=list, sa_type=WordListType)
    numbering: Numbering = Field(default=Numbering.DOT, sa_column=sa.Column(enum_column(Numbering), nullable=False))
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
    search_key: str = key_column("name")


keep_keys(AddresseeGroup, "name")


class Demand(NamedFact, table=True):
    """`number` is the original one, None where there was none. `actions` are the several things one demand asks."""

    __tablename__ = "campaign_demand"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "key"),
        sa.UniqueConstraint("addressee_id", "number"),
    )

    addressee_id: int = Field(foreign_key="campaign_addressee.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    number: int | None = Field(default=None)
    summary: Texts = Field(sa_type=TextsType)
    actions: list[Texts] = Field(default_factory=list, sa_type=TextListType)
    note: Texts = Field(default_factory=dict, sa_type=TextsType)


class DemandState(Fact, table=True):
    """One dated step of a demand; the last by `position` is where it stands. A demand without any is raised."""

    __tablename__ = "campaign_demand_state"
    __table_args__ = (
        sa.Index("ix_campaign_demand_state_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_demand_state_demand_id", "demand_id"),
    )

    demand_id: int = Field(foreign_key="campaign_demand.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    progress: Progress = Field(sa_column=sa.Column(enum_column(Progress), nullable=False))
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
