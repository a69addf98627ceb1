"""The shapes of whom and what a campaign speaks: cases, organisations, laws, procedures."""

from dataclasses import dataclass
from datetime import date, datetime

from campaigns.facts.links import ClaimFacts, Reference, References, Row
from campaigns.facts.words import Words
from campaigns.models.actor import ActorKind
from campaigns.models.case import CaseKind, Consent, Gender, Status
from campaigns.models.partial_date import PartialDate
from campaigns.models.portrait import PictureConsent
from campaigns.models.procedure import (
    CommunicationKind,
    DateKind,
    Effect,
    ProcedureKind,
    ProcedureStatus,
    ReportKind,
)


@dataclass(frozen=True, kw_only=True)
class StatusFacts(Row):
    status: Status
    date: PartialDate
    note: Words
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ActorFacts(Row):
    key: str
    kind: ActorKind
    name: Words
    name_forms: dict[str, str]
    abbreviation: Words
    aliases: tuple[str, ...]
    country: str | None
    parent: Reference | None
    role: Words
    state: Words
    note: Words
    leads: bool
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class LawFacts(Row):
    key: str
    name: Words
    country: str | None
    state: Words
    instruments: tuple[str, ...]
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class PortraitFacts(Row):
    """`width` and `height` in pixels. In public facts there is none without consent."""

    sha256: str
    width: int
    height: int
    alt: Words
    credit: str
    consent: PictureConsent
    consent_on: date | None
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseFacts(Row):
    """`name_forms`: declined, in the language of these facts, `{"gen": …}`. `statuses`: the chain in order."""

    key: str
    kind: CaseKind
    name: Words
    name_variants: tuple[str, ...]
    name_forms: dict[str, str]
    gender: Gender
    role: Words
    about: Words
    country: str | None
    actor: Reference | None
    law: Reference | None
    sensitive: str
    consent: Consent
    portrait: PortraitFacts | None
    statuses: tuple[StatusFacts, ...]
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class CommunicationFacts(Row):
    kind: CommunicationKind
    date: PartialDate
    text: Words
    reference: str
    mentions: References
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationFacts(Row):
    """`letter` without its brackets."""

    letter: str
    text: Words
    reply: Words
    replied: PartialDate
    follow_up: Words
    effect: Effect
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Row):
    number: str
    kind: ReportKind
    date: PartialDate
    paragraphs: str
    text: Words
    recommendations: tuple[RecommendationFacts, ...]
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ProcedureDateFacts(Row):
    """`unverified`: nobody has read the date itself anywhere."""

    kind: DateKind
    date: PartialDate
    text: Words
    unverified: bool
    is_done: bool
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ProcedureFacts(Row):
    """`dates` is its calendar, in the order of the days."""

    key: str
    kind: ProcedureKind
    number: str
    body: Words
    country: str | None
    subject: Words
    filed: PartialDate
    status: ProcedureStatus
    serious_and_urgent: bool
    legislative_aspects_referred: bool
    note: Words
    mentions: References
    communications: tuple[CommunicationFacts, ...]
    reports: tuple[ReportFacts, ...]
    dates: tuple[ProcedureDateFacts, ...]
    claims: tuple[ClaimFacts, ...]
