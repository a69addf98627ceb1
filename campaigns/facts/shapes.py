"""The frozen shapes of the read model. `Words` are strings; a date is a PartialDate with `in_words(language)`.

Every row carries its id and its hold, so that the desk can show and mend it; public facts hold no row on hold.
"""

from dataclasses import dataclass
from datetime import date, datetime

from campaigns.facts.links import ClaimFacts, References, Row, SourceFacts
from campaigns.facts.subjects import ActorFacts, CaseFacts, LawFacts, ProcedureFacts
from campaigns.facts.words import Words
from campaigns.models.campaign import CampaignKind, CampaignState, Numbering, Outcome
from campaigns.models.demand import Progress
from campaigns.models.meeting import ArgumentKind
from campaigns.models.partial_date import PartialDate


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
    """Everything in one language. `timeline` is sorted by date, unknown dates last; the rest keeps its order.

    `reads` is the language its texts are wished in, `stand_ins` those that stand where there is no translation;
    `is_outdated`: some translation is older than its original.
    """

    campaign_id: int
    slug: str
    kind: CampaignKind
    state: CampaignState
    outcome: Outcome | None
    is_example: bool
    is_history: bool
    as_of: date | None
    version: int
    updated_at: datetime
    language: str
    reads: str
    original_language: str
    public: bool
    stand_ins: tuple[str, ...]
    is_outdated: bool

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
