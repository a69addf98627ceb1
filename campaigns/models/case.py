"""Whom or what a campaign is about, and the chain of what happened to them."""

import enum
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import Fact, NamedFact, optional_link
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.texts import NameForms, NameFormsType, Texts, TextsType, WordListType
from foundation.database import enum_column
from foundation.searching import keep_keys, key_column, keys_index


class CaseKind(enum.StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    MEDIA_OUTLET = "media_outlet"
    LAW = "law"
    PRACTICE = "practice"
    INCIDENT = "incident"

    @property
    def is_of_people(self) -> bool:
        return self in (CaseKind.PERSON, CaseKind.GROUP)


class Gender(enum.StrEnum):
    """For sentences that need it, in Russian above all; unknown when nobody said."""

    FEMALE = "f"
    MALE = "m"
    UNKNOWN = "unknown"


class Consent(enum.StrEnum):
    """What the person or the family said to being named."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"


class Status(enum.StrEnum):
    DETAINED = "detained"
    ARRESTED = "arrested"
    CHARGED = "charged"
    UNDER_PROSECUTION = "under_prosecution"
    HOUSE_ARREST = "house_arrest"
    CONVICTED = "convicted"
    JAILED = "jailed"
    REARRESTED = "rearrested"
    PARDONED = "pardoned"
    RELEASED = "released"
    RELEASED_AFTER_PARDON = "released_after_pardon"
    RELEASED_AFTER_FULL_TERM = "released_after_full_term"
    ACQUITTED = "acquitted"
    CHARGES_DROPPED = "charges_dropped"
    REHABILITATED = "rehabilitated"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"
    SANCTIONED_UNSPECIFIED = "sanctioned_unspecified"
    DECLARED_INCAPABLE = "declared_incapable"
    FORCED_INTO_EXILE = "forced_into_exile"
    DISAPPEARED = "disappeared"
    DECEASED = "deceased"
    DISMISSED = "dismissed"
    REINSTATED = "reinstated"
    UNDER_PRESSURE = "under_pressure"
    REGISTRATION_REFUSED = "registration_refused"
    REGISTERED = "registered"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"
    SUED_FOR_CLOSURE = "sued_for_closure"
    CLOSED = "closed"
    DRAFT_LAW = "draft_law"
    PASSED_READINGS = "passed_readings"
    IN_FORCE = "in_force"
    VETOED = "vetoed"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    ONGOING = "ongoing"
    ENDED = "ended"
    UNKNOWN = "unknown"

    @property
    def is_behind_bars(self) -> bool:
        return self in BEHIND_BARS

    @property
    def is_health_data(self) -> bool:
        return self is Status.DECLARED_INCAPABLE


BEHIND_BARS = frozenset({Status.DETAINED, Status.ARRESTED, Status.JAILED, Status.REARRESTED})


CASE_SEARCHED = ("name", "name_variants", "name_forms")


class Case(NamedFact, table=True):
    """`name_variants` are other spellings that were read; `actor_id` is the organisation a case of that kind is about,
    `law_id` the law. `sensitive` says what must be handled with care and `consent_by` who consented, the person or
    which of the family; both are for the desk.
    """

    __tablename__ = "campaign_case"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "key"),
        sa.Index("ix_campaign_case_actor_id", "actor_id"),
        sa.Index("ix_campaign_case_law_id", "law_id"),
        keys_index("campaign_case", "id"),
    )

    kind: CaseKind = Field(sa_column=sa.Column(enum_column(CaseKind), nullable=False))
    name: Texts = Field(sa_type=TextsType)
    name_variants: list[str] = Field(default_factory=list, sa_type=WordListType)
    name_forms: NameForms = Field(default_factory=dict, sa_type=NameFormsType)
    gender: Gender = Field(default=Gender.UNKNOWN, sa_column=sa.Column(enum_column(Gender), nullable=False))
    role: Texts = Field(default_factory=dict, sa_type=TextsType)
    about: Texts = Field(default_factory=dict, sa_type=TextsType)
    country: str | None = Field(default=None, max_length=2)
    actor_id: int | None = optional_link("campaign_actor", ondelete="SET NULL")
    law_id: int | None = optional_link("campaign_law", ondelete="SET NULL")
    sensitive: str = Field(default="")
    consent: Consent = Field(default=Consent.NOT_ASKED, sa_column=sa.Column(enum_column(Consent), nullable=False))
    consent_on: date | None = Field(default=None)
    consent_by: str = Field(default="", max_length=200)
    search_key: str = key_column(*CASE_SEARCHED)


keep_keys(Case, *CASE_SEARCHED)


class StatusEntry(Fact, table=True):
    """One dated, sourced step in a case's chain, in the order of `position`; unknown dates keep their place in it."""

    __tablename__ = "campaign_status"
    __table_args__ = (
        sa.Index("ix_campaign_status_campaign_id", "campaign_id"),
        sa.Index("ix_campaign_status_case_id", "case_id"),
    )

    case_id: int = Field(foreign_key="campaign_case.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    status: Status = Field(sa_column=sa.Column(enum_column(Status), nullable=False))
    date: PartialDate = Field(default_factory=PartialDate, sa_type=PartialDateType)
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
