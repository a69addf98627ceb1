"""The timeline."""

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import NamedFact
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import TextListType, Texts, TextsType


class Event(NamedFact, table=True):
    """One line of the timeline. `instructions` are what a decision orders, `alleged_grounds` what a suit claims."""

    __tablename__ = "campaign_event"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    text: Texts = Field(sa_type=TextsType)
    place: Texts = Field(default_factory=dict, sa_type=TextsType)
    country: str | None = Field(default=None, max_length=2)
    instructions: list[Texts] = Field(default_factory=list, sa_type=TextListType)
    alleged_grounds: list[Texts] = Field(default_factory=list, sa_type=TextListType)
