"""What every part of a letter is written with: the facts, the sentences, what the organiser answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlmodel import Session

from campaigns.facts.shapes import AddresseeFacts, CampaignFacts
from campaigns.facts.subjects import ProcedureFacts
from campaigns.letters.asked import Asked, PrintedGroup
from campaigns.letters.bound import Bound
from campaigns.letters.declared.shape import Declared
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Gaps
from campaigns.letters.models import Letter
from campaigns.letters.own_words import filled
from campaigns.letters.telling import countries_of
from campaigns.letters.told import Told
from campaigns.models.procedure import ProcedureKind
from campaigns.offices.shapes import Office
from campaigns.stock.filling import said
from campaigns.stock.stock import Stock
from foundation.accounts.models import Organisation

SHARED = "letters"


@dataclass(frozen=True, kw_only=True)
class Hand:
    """`slots` is what stands in the sentences; `own_words` are the organiser's paragraphs, filled
    with `values`."""

    session: Session
    letter: Letter
    facts: CampaignFacts
    groups: list[AddresseeFacts]
    told: Told
    law: Bound
    office: Office
    organisation: Organisation
    gaps: Gaps
    stock: Stock
    asked: Asked
    demands: tuple[PrintedGroup, ...]
    own_words: tuple[str, ...]
    held_at: str
    urgency: str
    urgent_for: str
    values: Mapping[str, str]
    slots: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> LetterKind:
        return self.letter.kind

    @property
    def declared(self) -> Declared:
        return self.letter.kind.declared

    @property
    def language(self) -> str:
        return self.letter.language

    def answer(self, name: str) -> str:
        return (self.letter.answers or {}).get(name, "")

    def answered(self, name: str) -> tuple[str, ...]:
        """Paragraph by paragraph, filled, with this language's quotation marks."""
        return filled(self.answer(name).replace("\r\n", "\n"), self.values, self.gaps, field=name)

    def say(self, key: str, *forms: str, **more: str) -> str:
        """A sentence of the kind's own file before one that letters share; empty where a fact that it needs is not
        known."""
        for file in (self.declared.stock, SHARED):
            if found := self.stock.sentence(self.language, f"{file}.{key}"):
                return said(found, {**self.slots, **more}, *forms)
        return ""

    def is_near(self, country: str | None) -> bool:
        codes = countries_of(self.facts, self.groups)
        return country in codes if country else len(self.facts.countries) <= 1

    def procedures(self, kind: ProcedureKind) -> list[ProcedureFacts]:
        return [one for one in self.facts.procedures if one.kind is kind and self.is_near(one.country)]

    @cached_property
    def several(self) -> str:
        return "several" if self.told.several_countries else ""
