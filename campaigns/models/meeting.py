"""Where a campaign's demands were adopted, how things stand in each country, and why: the arguments."""

import enum

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import Fact, NamedFact
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import Texts, TextsType, WordListType
from foundation.database import enum_column


class Meeting(NamedFact, table=True):
    """`participants` says in words who they were, `countries` where their organisations come from."""

    __tablename__ = "campaign_meeting"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    name: Texts = Field(sa_type=TextsType)
    motto: Texts = Field(default_factory=dict, sa_type=TextsType)
    place: Texts = Field(default_factory=dict, sa_type=TextsType)
    country: str | None = Field(default=None, max_length=2)
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    participants: Texts = Field(default_factory=dict, sa_type=TextsType)
    countries: list[str] = Field(default_factory=list, sa_type=WordListType)


class Situation(Fact, table=True):
    """One point of how things stand in a country, or in all of them when no country is given."""

    __tablename__ = "campaign_situation"
    __table_args__ = (sa.Index("ix_campaign_situation_campaign_id", "campaign_id"),)

    country: str | None = Field(default=None, max_length=2)
    text: Texts = Field(sa_type=TextsType)


class ArgumentKind(enum.StrEnum):
    """`words`: what somebody said, in substance; it is not a quotation."""

    ARGUMENT = "argument"
    WORDS = "words"


class Argument(Fact, table=True):
    """Who says it is a mention with the role voice."""

    __tablename__ = "campaign_argument"
    __table_args__ = (sa.Index("ix_campaign_argument_campaign_id", "campaign_id"),)

    kind: ArgumentKind = Field(
        default=ArgumentKind.ARGUMENT, sa_column=sa.Column(enum_column(ArgumentKind), nullable=False)
    )
    text: Texts = Field(sa_type=TextsType)
