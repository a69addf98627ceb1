"""The frozen shapes of the read model. `Words` are strings; a date is a PartialDate with `in_words(language)`.

Every row carries its id and its hold, so that the desk can show and mend it; public facts hold no row on hold.
"""

from dataclasses import dataclass
from datetime import date, datetime

from campaigns.facts.words import Words
from campaigns.models.actor import ActorKind
from campaigns.models.campaign import CampaignKind, CampaignState, Numbering, Outcome
from campaigns.models.case import CaseKind, Consent, Gender, Status
from campaigns.models.demand import Progress
from campaigns.models.meeting import ArgumentKind
from campaigns.models.mention import MentionRole
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import CommunicationKind, ProcedureKind, ProcedureStatus, ReportKind


@dataclass(frozen=True, kw_only=True)
class Row:
    """`hold_reason` is empty in public facts."""

    id: int
    hold: bool
    hold_reason: str


@dataclass(frozen=True, kw_only=True)
class SourceFacts(Row):
    """`number` counts the sources of the campaign from 1, for footnotes."""

    key: str
    number: int
    title: Words
    publisher: Words
    url: str
    published: PartialDate
    retrieved_on: date | None
    language: str
    translated_from: str
    notes: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimFacts:
    """Where a fact was read. `says` is the source's own version; `differs` marks a contradiction."""

    source: SourceFacts
    says: Words
    differs: bool


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A case, organisation, law or procedure that another fact speaks of, and as what."""

    key: str
    name: Words
    role: MentionRole


@dataclass(frozen=True, kw_only=True)
class References:
    cases: tuple[Reference, ...] = ()
    actors: tuple[Reference, ...] = ()
    laws: tuple[Reference, ...] = ()
    procedures: tuple[Reference, ...] = ()

    def in_role(self, role: MentionRole) -> tuple[Reference, ...]:
        every = (*self.cases, *self.actors, *self.laws, *self.procedures)
        return tuple(reference for reference in every if reference.role is role)

    @property
    def voices(self) -> tuple[Reference, ...]:
        """Who says it."""
        return self.in_role(MentionRole.VOICE)


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
    statuses: tuple[StatusFacts, ...]
    claims: tuple[ClaimFacts, ...]

    @property
    def is_dead(self) -> bool:
        return any(entry.status is Status.DECEASED for entry in self.statuses)


@dataclass(frozen=True, kw_only=True)
class EventFacts(Row):
    key: str
    date: PartialDate
    text: Words
    place: Words
    country: str | None
    instructions: tuple[Words, ...]
    alleged_grounds: tuple[Words, ...]
    mentions: References
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class DemandStateFacts(Row):
    progress: Progress
    date: PartialDate
    note: Words
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class DemandFacts(Row):
    """`label` is the number as the original writes it, `1.`; empty where it has none. `progress` is where it stands."""

    key: str
    number: int | None
    label: str
    summary: Words
    actions: tuple[Words, ...]
    note: Words
    mentions: References
    progress: Progress
    states: tuple[DemandStateFacts, ...]
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class AddresseeFacts(Row):
    """One office or several jointly; `offices` are ids of the directory, empty where no office is named."""

    key: str
    name: Words
    name_forms: dict[str, str]
    country: str | None
    offices: tuple[str, ...]
    numbering: Numbering
    note: Words
    demands: tuple[DemandFacts, ...]


@dataclass(frozen=True, kw_only=True)
class CallFacts(Row):
    key: str
    number: int | None
    label: str
    to: Words
    text: Words
    mentions: References


@dataclass(frozen=True, kw_only=True)
class IntentionFacts(Row):
    key: str
    number: int | None
    label: str
    text: Words


@dataclass(frozen=True, kw_only=True)
class CommunicationFacts(Row):
    kind: CommunicationKind
    date: PartialDate
    text: Words
    reference: str
    mentions: References
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Row):
    number: str
    kind: ReportKind
    date: PartialDate
    paragraphs: str
    text: Words
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ProcedureFacts(Row):
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
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingFacts(Row):
    key: str
    name: Words
    motto: Words
    place: Words
    country: str | None
    date: PartialDate
    participants: Words
    countries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SituationFacts(Row):
    country: str | None
    text: Words
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class ArgumentFacts(Row):
    kind: ArgumentKind
    text: Words
    mentions: References
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class FindingFactFacts(Row):
    date: PartialDate
    text: Words
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, kw_only=True)
class FindingFacts(Row):
    key: str
    topic: Words
    conflict: Words
    differs: Words
    mentions: References
    facts: tuple[FindingFactFacts, ...]


@dataclass(frozen=True, kw_only=True)
class PetitionTexts:
    title: Words
    text: Words
    addressee: Words


@dataclass(frozen=True, kw_only=True)
class CampaignFacts:
    """Everything in one language. `timeline` is sorted by date, unknown dates last; the rest keeps its order."""

    campaign_id: int
    slug: str
    kind: CampaignKind
    state: CampaignState
    outcome: Outcome | None
    is_example: bool
    as_of: date | None
    version: int
    updated_at: datetime
    language: str
    original_language: str
    public: bool

    title: Words
    summary: Words
    background: Words
    motto: Words
    countries: tuple[str, ...]
    country_names: dict[str, Words]
    issues: tuple[str, ...]
    petition: PetitionTexts

    cases: tuple[CaseFacts, ...]
    actors: tuple[ActorFacts, ...]
    laws: tuple[LawFacts, ...]
    procedures: tuple[ProcedureFacts, ...]
    timeline: tuple[EventFacts, ...]
    addressees: tuple[AddresseeFacts, ...]
    calls: tuple[CallFacts, ...]
    intentions: tuple[IntentionFacts, ...]
    situation: tuple[SituationFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    arguments: tuple[ArgumentFacts, ...]
    findings: tuple[FindingFacts, ...]
    sources: tuple[SourceFacts, ...]
    linked: tuple[str, ...]

    @property
    def lead(self) -> tuple[ActorFacts, ...]:
        """Who runs the campaign these facts tell of."""
        return tuple(actor for actor in self.actors if actor.leads)

    @property
    def demands(self) -> tuple[DemandFacts, ...]:
        """All demands, addressee by addressee."""
        return tuple(demand for addressee in self.addressees for demand in addressee.demands)
