"""How a row becomes its shape: each column by its type, words in the language asked for, sources and mentions."""

from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlmodel import SQLModel

from campaigns.facts import links
from campaigns.facts.rows import FROM_COLUMNS, FactRows
from campaigns.facts.words import Words, words_of
from campaigns.models.actor import Actor, Law
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.fact import Fact
from campaigns.models.mention import MentionRole
from campaigns.models.procedure import Procedure
from campaigns.models.source import Source
from campaigns.models.texts import (
    NameFormsType,
    TextListType,
    Texts,
    TextsByKeyType,
    TextsType,
    WordListType,
    complete,
)
from campaigns.translating.models import block_key
from campaigns.translating.outdated import Outdated

NAMES = frozenset({(Case, "name"), (Actor, "name"), (Actor, "abbreviation")})
"""Written alike in all languages of one script."""
Shape = TypeVar("Shape")
Nameable = TypeVar("Nameable", Case, Actor, Law, Procedure)


@lru_cache
def _columns_of(shape: type, table: type[SQLModel]) -> tuple[tuple[str, object], ...]:
    """The fields of a shape, each with the type of the column that bears its name, or None without one."""
    columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel gives it to tables
    names = (field.name for field in fields(shape))
    return tuple((name, columns[name].type if name in columns else None) for name in names)


class Shaping:
    """What every step needs at hand: the rows, the language, and who reads."""

    def __init__(
        self, campaign: Campaign, rows: FactRows, chain: tuple[str, ...], public: bool, outdated: Outdated
    ) -> None:
        self.campaign = campaign
        self.rows = rows
        self.chain = chain
        self.language = chain[-1]
        self.public = public
        self.outdated = outdated
        self.stand_ins: set[str] = set()
        self.is_outdated = False
        self.sources = {
            row.id: self.shaped(links.SourceFacts, row, number=number)
            for number, row in enumerate(rows.of(Source), start=1)
        }

    def shaped(self, shape: type[Shape], row: SQLModel, **given: Any) -> Shape:
        """A shape from the row's columns of the same names, texts in the language; `given` is what no column holds."""
        values = dict(given)
        for name, kind in _columns_of(shape, type(row)):  # type: ignore[arg-type]  # classes are hashable
            if name not in values:
                values[name] = self.value(row, name, kind)
        return shape(**values)

    def value(self, row: SQLModel, name: str, kind: object) -> Any:
        if kind is None and isinstance(row, Fact):
            return self.claims(row) if name == "claims" else self.mentions(row)
        if name == "hold_reason" and self.public:
            return ""
        value = getattr(row, name)
        counts = not isinstance(row, Source) and (type(row), name) not in NAMES
        if isinstance(kind, TextsType):
            key = f"campaign.{name}" if isinstance(row, Campaign) else block_key(row, name)
            return self.words(value, key, counts=counts)
        if isinstance(kind, TextListType):
            return tuple(
                self.words(texts, block_key(row, name, place), counts=counts) for place, texts in enumerate(value)
            )
        if isinstance(kind, TextsByKeyType):
            return {key: self.words(texts, f"campaign.{name}.{key}") for key, texts in value.items()}
        if isinstance(kind, NameFormsType):
            return dict(value.get(self.chain[0], {}))
        return tuple(value) if isinstance(kind, WordListType) else value

    def words(self, texts: Texts, key: str = "", *, counts: bool = True) -> Words:
        """A text with a gap is nobody's to read but the desk's. `counts`: whether another language in its place is
        worth telling the reader; names and sources stand as they are."""
        if self.public:
            texts = complete(texts)
        words = words_of(texts, self.chain, self.campaign.original_language)
        if words and counts:
            self.stand_ins |= {language for language, _word in words.foreign} - {words.language}
            self.stand_ins |= set() if words.translated else {words.language}
        if (key, words.language) in self.outdated:
            self.is_outdated = words.outdated = True
        return words

    def claims(self, row: Fact) -> tuple[links.ClaimFacts, ...]:
        return tuple(
            links.ClaimFacts(
                source=self.sources[claim.source_id],
                says=self.words(claim.says, block_key(claim, "says")),
                differs=claim.differs,
            )
            for claim in self.rows.claims_of(row)
        )

    def mentions(self, row: Fact) -> links.References:
        if type(row) not in FROM_COLUMNS:
            return links.References()
        return links.References(
            cases=self.references(row, Case, "case_id"),
            actors=self.references(row, Actor, "actor_id"),
            laws=self.references(row, Law, "law_id"),
            procedures=self.references(row, Procedure, "procedure_id"),
        )

    def references(self, row: Fact, table: type[Nameable], column: str) -> tuple[links.Reference, ...]:
        found = [
            (mention.role, self.rows.one(table, getattr(mention, column))) for mention in self.rows.mentions_from(row)
        ]
        return tuple(
            links.Reference(key=named.key, name=self.name_of(named), role=role) for role, named in found if named
        )

    def name_of(self, row: Case | Actor | Law | Procedure) -> Words:
        column = "body" if isinstance(row, Procedure) else "name"
        counts = (type(row), column) not in NAMES
        return self.words(getattr(row, column), block_key(row, column), counts=counts)

    def named(self, row: Actor | Law | None) -> links.Reference | None:
        return links.Reference(key=row.key, name=self.name_of(row), role=MentionRole.CONCERNED) if row else None
