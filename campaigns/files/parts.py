"""The parts of a campaign file. A field that a table has too bears the same name in both."""

# Pydantic copies its defaults; the base class hides from the linter that these are its models.

from typing import Annotated, Any, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from campaigns.files.fields import (
    Count,
    Country,
    Day,
    FullTexts,
    Key,
    MaybeLanguage,
    MaybeLine,
    MaybeWebAddress,
    MaybeWord,
    Moment,
    NameForms,
    Texts,
    Truth,
    When,
    Word,
)
from campaigns.files.kept_files import KeptFile
from campaigns.files.linking import Claims, Holdable, NamedPart, Part, Speaking
from campaigns.files.news_parts import EvidencePart
from campaigns.models.actor import ActorKind
from campaigns.models.campaign import Numbering
from campaigns.models.case import CaseKind, Consent, Gender, Status
from campaigns.models.demand import Progress
from campaigns.models.meeting import ArgumentKind
from campaigns.models.partial_date import PartialDate
from campaigns.models.portrait import PictureConsent


class SourcePart(NamedPart):
    title: Texts = {}
    publisher: Texts = {}
    url: MaybeWebAddress = ""
    published: When = PartialDate()
    retrieved_on: Day | None = None
    language: MaybeLanguage = ""
    translated_from: MaybeLanguage = ""
    notes: list[FullTexts] = []


class ActorPart(NamedPart):
    kind: ActorKind
    name: FullTexts
    abbreviation: Texts = {}
    aliases: list[Word] = []
    name_forms: NameForms = {}
    country: Country | None = None
    parent: Key | None = None
    role: Texts = {}
    state: Texts = {}
    note: Texts = {}
    leads: Truth = False
    sources: Claims = []


class LawPart(NamedPart):
    name: FullTexts
    country: Country | None = None
    state: Texts = {}
    instruments: list[Key] = []
    sources: Claims = []


class StatusPart(Holdable):
    """Health data is on hold unless the file says `hold: false` in so many words."""

    status: Status
    date: When = PartialDate()
    note: Texts = {}
    sources: Claims = []

    @model_validator(mode="after")
    def _holds_health_data(self) -> Self:
        if self.status.is_health_data and "hold" not in self.model_fields_set:
            self.hold = True
        return self

    @model_serializer(mode="wrap")
    def _says_what_is_not_held(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        return written | {"hold": self.hold} if self.status.is_health_data else written


class PortraitPart(KeptFile, Holdable):
    """A small JPEG; any other picture is drawn anew as one."""

    width: Count
    height: Count
    alt: FullTexts
    credit: MaybeLine = ""
    given_by: MaybeLine = ""
    consent: PictureConsent = PictureConsent.NOT_GIVEN
    consent_on: Day | None = None
    consent_by: MaybeLine = ""
    added_at: Moment | None = None


class CasePart(NamedPart):
    kind: CaseKind
    name: FullTexts
    name_variants: list[Word] = []
    name_forms: NameForms = {}
    gender: Gender = Gender.UNKNOWN
    country: Country | None = None
    role: Texts = {}
    about: Texts = {}
    organisation: Key | None = None
    law: Key | None = None
    sensitive: MaybeWord = ""
    consent: Consent = Consent.NOT_ASKED
    consent_on: Day | None = None
    consent_by: MaybeWord = ""
    portrait: PortraitPart | None = None
    sources: Claims = []
    statuses: list[StatusPart] = []


class EventPart(NamedPart, Speaking):
    date: When = PartialDate()
    country: Country | None = None
    text: FullTexts
    place: Texts = {}
    instructions: list[FullTexts] = []
    alleged_grounds: list[FullTexts] = []
    sources: Claims = []


class DemandStatePart(Holdable):
    progress: Progress
    date: When = PartialDate()
    note: Texts = {}
    sources: Claims = []
    evidence: list[EvidencePart] = []


class DemandPart(NamedPart, Speaking):
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    summary: FullTexts
    actions: list[FullTexts] = []
    note: Texts = {}
    states: list[DemandStatePart] = []
    sources: Claims = []


class AddresseePart(NamedPart):
    name: FullTexts
    name_forms: NameForms = {}
    country: Country | None = None
    offices: list[Key] = []
    numbering: Numbering = Numbering.DOT
    note: Texts = {}
    demands: list[DemandPart] = []


class CallPart(NamedPart, Speaking):
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    numbering: Numbering = Numbering.NONE
    to: FullTexts
    text: FullTexts


class IntentionPart(NamedPart):
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    numbering: Numbering = Numbering.NONE
    text: FullTexts


class MeetingPart(NamedPart):
    name: FullTexts
    motto: Texts = {}
    place: Texts = {}
    country: Country | None = None
    date: When = PartialDate()
    participants: Texts = {}
    countries: list[Country] = []


class SituationPart(Holdable):
    country: Country | None = None
    text: FullTexts
    sources: Claims = []


class ArgumentPart(Holdable, Speaking):
    kind: ArgumentKind = ArgumentKind.ARGUMENT
    text: FullTexts
    sources: Claims = []


class FindingFactPart(Holdable):
    date: When = PartialDate()
    text: FullTexts
    sources: Claims = []


class FindingPart(NamedPart, Speaking):
    topic: FullTexts
    conflict: Texts = {}
    differs: Texts = {}
    facts: list[FindingFactPart] = []


class PetitionPart(Part):
    title: Texts = {}
    text: Texts = {}
    addressee: Texts = {}
