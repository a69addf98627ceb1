"""ILO and UN cases: what was filed, the log of communications, and the reports."""

import enum

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import Fact, NamedFact
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import Texts, TextsType
from foundation.database import enum_column
from foundation.searching import keep_keys, key_column, keys_index

PROCEDURE_SEARCHED = ("number", "subject", "body")
CASE_WORDS = ("Case No.", "Дело №", "Cas n°", "Caso núm.")


class ProcedureKind(enum.StrEnum):
    ILO_CFA = "ilo_cfa"
    ILO_ARTICLE_24 = "ilo_article_24"
    ILO_ARTICLE_26 = "ilo_article_26"
    ILO_CEACR = "ilo_ceacr"
    ILO_DG_INTERVENTION = "ilo_dg_intervention"
    UN_SPECIAL_PROCEDURES = "un_special_procedures"
    UN_WGAD = "un_wgad"
    UN_TREATY_BODY = "un_treaty_body"
    OTHER = "other"


class ProcedureStatus(enum.StrEnum):
    ACTIVE = "active"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class CommunicationKind(enum.StrEnum):
    COMPLAINT = "complaint"
    ASSOCIATION = "association"
    ADDITIONAL_INFORMATION = "additional_information"
    GOVERNMENT_REPLY = "government_reply"
    POSTPONEMENT = "postponement"
    URGENT_APPEAL = "urgent_appeal"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBSERVATION = "observation"
    REPRESENTATION = "representation"
    INTERVENTION = "intervention"
    OTHER = "other"


class ReportKind(enum.StrEnum):
    INTERIM = "interim"
    KEPT_INFORMED = "kept_informed"
    DEFINITIVE = "definitive"
    FOLLOW_UP = "follow_up"
    TRIPARTITE_COMMITTEE = "tripartite_committee"
    COMMISSION_OF_INQUIRY = "commission_of_inquiry"
    OBSERVATION = "observation"
    DIRECT_REQUEST = "direct_request"
    OPINION = "opinion"
    OTHER = "other"


class Effect(enum.StrEnum):
    """How far a recommendation was carried out, as we see it."""

    NOT_SAID = "not_said"
    NOT_GIVEN = "not_given"
    PARTLY = "partly"
    GIVEN = "given"


class DateKind(enum.StrEnum):
    """A session of the body, a hearing before it, or a day until which something has to be done."""

    SESSION = "session"
    HEARING = "hearing"
    DEADLINE = "deadline"


class Procedure(NamedFact, table=True):
    """`number` as the body writes it, `3386`. Complainants are mentions of that role."""

    __tablename__ = "campaign_procedure"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"), keys_index("campaign_procedure", "id"))

    kind: ProcedureKind = Field(sa_column=sa.Column(enum_column(ProcedureKind), nullable=False))
    number: str = Field(default="", max_length=40)
    body: Texts = Field(default_factory=dict, sa_type=TextsType)
    country: str | None = Field(default=None, max_length=2)
    subject: Texts = Field(default_factory=dict, sa_type=TextsType)
    filed: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    status: ProcedureStatus = Field(
        default=ProcedureStatus.UNKNOWN, sa_column=sa.Column(enum_column(ProcedureStatus), nullable=False)
    )
    serious_and_urgent: bool = Field(default=False)
    legislative_aspects_referred: bool = Field(default=False)
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
    search_key: str = key_column(*PROCEDURE_SEARCHED)

    @property
    def called(self) -> tuple[str, ...]:
        """What people type to find it: `Case No. 3386`, `cas n° 3386`, `CFA 3386`."""
        return (self.kind, *CASE_WORDS) if self.number else (self.kind,)


keep_keys(Procedure, *PROCEDURE_SEARCHED, "called")


class Communication(Fact, table=True):
    """One line of the log. Who wrote to whom are mentions with the roles sender and recipient."""

    __tablename__ = "campaign_communication"
    __table_args__ = (
        sa.Index("ix_campaign_communication_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_communication_procedure_id", "procedure_id"),
    )

    procedure_id: int = Field(foreign_key="campaign_procedure.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: CommunicationKind = Field(sa_column=sa.Column(enum_column(CommunicationKind), nullable=False))
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    text: Texts = Field(default_factory=dict, sa_type=TextsType)
    reference: str = Field(default="", max_length=200)


class Report(Fact, table=True):
    """`number` of the report, `paragraphs` as cited, `453 ff.`."""

    __tablename__ = "campaign_report"
    __table_args__ = (
        sa.Index("ix_campaign_report_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_report_procedure_id", "procedure_id"),
    )

    procedure_id: int = Field(foreign_key="campaign_procedure.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    number: str = Field(default="", max_length=40)
    kind: ReportKind = Field(sa_column=sa.Column(enum_column(ReportKind), nullable=False))
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    paragraphs: str = Field(default="", max_length=200)
    text: Texts = Field(default_factory=dict, sa_type=TextsType)


class Recommendation(Fact, table=True):
    """One of the recommendations (a), (b) … of a report: `letter` without its brackets, empty where it is not known.

    `reply` is what the government answered, `follow_up` what we found out and did ourselves since.
    """

    __tablename__ = "campaign_recommendation"
    __table_args__ = (
        sa.Index("ix_campaign_recommendation_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_recommendation_report_id", "report_id"),
    )

    report_id: int = Field(foreign_key="campaign_report.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    letter: str = Field(default="", max_length=10)
    text: Texts = Field(default_factory=dict, sa_type=TextsType)
    reply: Texts = Field(default_factory=dict, sa_type=TextsType)
    replied: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    follow_up: Texts = Field(default_factory=dict, sa_type=TextsType)
    effect: Effect = Field(default=Effect.NOT_SAID, sa_column=sa.Column(enum_column(Effect), nullable=False))


class ProcedureDate(Fact, table=True):
    """A line of the calendar. `unverified` where the date itself was not read anywhere; `is_done` once it is over for
    us: the paper is sent, the session was followed."""

    __tablename__ = "campaign_procedure_date"
    __table_args__ = (
        sa.Index("ix_campaign_procedure_date_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_procedure_date_procedure_id", "procedure_id"),
    )

    procedure_id: int = Field(foreign_key="campaign_procedure.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: DateKind = Field(sa_column=sa.Column(enum_column(DateKind), nullable=False))
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    text: Texts = Field(default_factory=dict, sa_type=TextsType)
    unverified: bool = Field(default=False)
    is_done: bool = Field(default=False)
