"""What happened since, from other sources, beside the facts of the campaign and never mixed with them."""

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import CampaignRow, Fact, NamedFact
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import Texts, TextsType


class Finding(NamedFact, table=True):
    """One topic. `conflict`: where the new sources disagree; `differs`: where they differ from the campaign's own."""

    __tablename__ = "campaign_finding"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    topic: Texts = Field(sa_type=TextsType)
    conflict: Texts = Field(default_factory=dict, sa_type=TextsType)
    differs: Texts = Field(default_factory=dict, sa_type=TextsType)


class FindingFact(Fact, table=True):
    """One dated fact of a topic; its claims name the sources."""

    __tablename__ = "campaign_finding_fact"
    __table_args__ = (
        sa.Index("ix_campaign_finding_fact_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_finding_fact_finding_id", "finding_id"),
    )

    finding_id: int = Field(foreign_key="campaign_finding.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    text: Texts = Field(sa_type=TextsType)


class LinkedCampaign(CampaignRow, table=True):
    """Another campaign this one belongs with, by slug, since it may live on another installation or come later.
    `words` say how they belong together, by language; `url` is its page where it is of another installation."""

    __tablename__ = "campaign_link"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "slug"),)

    slug: str = Field(max_length=80)
    words: Texts = Field(default_factory=dict, sa_type=TextsType)
    url: str = Field(default="", max_length=2000)
