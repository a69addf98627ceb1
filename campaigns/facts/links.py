"""The shapes that join facts: a row's own marks, where it was read, and whom or what it speaks of."""

from dataclasses import dataclass
from datetime import date

from campaigns.facts.words import Words
from campaigns.models.mention import MentionRole
from campaigns.models.partial_date import PartialDate


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
        """Templates name a role by its word."""
        every = (*self.cases, *self.actors, *self.laws, *self.procedures)
        return tuple(reference for reference in every if reference.role == role)

    @property
    def voices(self) -> tuple[Reference, ...]:
        """Who says it."""
        return self.in_role(MentionRole.VOICE)
