"""Where facts were read. Two sources may contradict each other, and both stay."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import CampaignRow, NamedFact, exactly_one, optional_link
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import TextListType, Texts, TextsType

CLAIMED = (
    "actor_id",
    "argument_id",
    "case_id",
    "communication_id",
    "demand_id",
    "demand_state_id",
    "event_id",
    "finding_fact_id",
    "law_id",
    "procedure_date_id",
    "procedure_id",
    "recommendation_id",
    "report_id",
    "situation_id",
    "status_id",
)


class Source(NamedFact, table=True):
    """`notes` keep what is odd about the document, such as a word that was lost in it."""

    __tablename__ = "campaign_source"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    title: Texts = Field(default_factory=dict, sa_type=TextsType)
    publisher: Texts = Field(default_factory=dict, sa_type=TextsType)
    url: str = Field(default="", max_length=2000)
    published: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    retrieved_on: date | None = Field(default=None)
    language: str = Field(default="", max_length=20)
    translated_from: str = Field(default="", max_length=20)
    notes: list[Texts] = Field(default_factory=list, sa_type=TextListType)


class Claim(CampaignRow, table=True):
    """A fact stands in a source. `says` is what that source has in its own way, `differs` marks that it contradicts.

    Exactly one of the columns in CLAIMED names the fact. They have no index: a campaign's claims are read together,
    by `campaign_id`, and there are few.
    """

    __tablename__ = "campaign_claim"
    __table_args__ = (
        exactly_one(CLAIMED, "is_of_one_fact"),
        sa.Index("ix_campaign_claim_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_claim_source_id", "source_id"),
    )

    source_id: int = Field(foreign_key="campaign_source.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    says: Texts = Field(default_factory=dict, sa_type=TextsType)
    differs: bool = Field(default=False)

    actor_id: int | None = optional_link("campaign_actor")
    argument_id: int | None = optional_link("campaign_argument")
    case_id: int | None = optional_link("campaign_case")
    communication_id: int | None = optional_link("campaign_communication")
    demand_id: int | None = optional_link("campaign_demand")
    demand_state_id: int | None = optional_link("campaign_demand_state")
    event_id: int | None = optional_link("campaign_event")
    finding_fact_id: int | None = optional_link("campaign_finding_fact")
    law_id: int | None = optional_link("campaign_law")
    procedure_date_id: int | None = optional_link("campaign_procedure_date")
    procedure_id: int | None = optional_link("campaign_procedure")
    recommendation_id: int | None = optional_link("campaign_recommendation")
    report_id: int | None = optional_link("campaign_report")
    situation_id: int | None = optional_link("campaign_situation")
    status_id: int | None = optional_link("campaign_status")
