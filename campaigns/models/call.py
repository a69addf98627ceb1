"""What is asked of others besides the numbered demands, and what the participants themselves undertake."""

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.campaign import Numbering
from campaigns.models.fact import NamedFact
from campaigns.models.texts import Texts, TextsType
from foundation.database import enum_column


class Call(NamedFact, table=True):
    """`to` names in words who is called upon."""

    __tablename__ = "campaign_call"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    number: int | None = Field(default=None)
    numbering: Numbering = Field(default=Numbering.NONE, sa_column=sa.Column(enum_column(Numbering), nullable=False))
    to: Texts = Field(sa_type=TextsType)
    text: Texts = Field(sa_type=TextsType)


class Intention(NamedFact, table=True):
    """One thing the participants undertake."""

    __tablename__ = "campaign_intention"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    number: int | None = Field(default=None)
    numbering: Numbering = Field(default=Numbering.NONE, sa_column=sa.Column(enum_column(Numbering), nullable=False))
    text: Texts = Field(sa_type=TextsType)
