"""Makes the read model of one campaign in one language."""

from collections.abc import Collection
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from campaigns.facts import links, shapes, subjects
from campaigns.facts.rows import FROM_COLUMNS, TABLES, FactRows, read_rows
from campaigns.facts.words import Words, words_of
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState, Progress
from campaigns.models.event import Event
from campaigns.models.fact import Fact
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.mention import MentionRole
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
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
from campaigns.translating.models import Translation, block_key
from campaigns.translating.outdated import Outdated, outdated_blocks
from foundation.read_once import read_once
from foundation.web.language import DEFAULT_LANGUAGE

NAMES = frozenset({(Case, "name"), (Actor, "name"), (Actor, "abbreviation")})
"""Written alike in all languages of one script."""
Shape = TypeVar("Shape")
Nameable = TypeVar("Nameable", Case, Actor, Law, Procedure)


def gather_facts(
    session: Session, campaign: Campaign, *, language: str, public: bool = True, reads: str = ""
) -> shapes.CampaignFacts:
    """All facts of the campaign in that language; without what is on hold unless `public` is False.

    `reads`: a language that its reader prefers to the one that the page speaks, for texts.
    """
    chain = tuple(dict.fromkeys(filter(None, (reads, language))))

    def gathered() -> shapes.CampaignFacts:
        rows = read_rows(session, campaign_id=campaign.id, include_held=not public)
        outdated = outdated_blocks(session, campaign_id=campaign.id, languages=(*chain, DEFAULT_LANGUAGE))
        return _Gathering(campaign, rows, chain, public, outdated).campaign_facts()

    return read_once(session, ("gathered", campaign.id, chain, public), (Campaign, Translation, *TABLES), gathered)


def gather_in_each(session: Session, campaign: Campaign, languages: Collection[str]) -> dict[str, shapes.CampaignFacts]:
    """What the public may read, by language; the rows are read once."""
    rows = read_rows(session, campaign_id=campaign.id, include_held=False)
    outdated = outdated_blocks(session, campaign_id=campaign.id, languages=languages)
    return {code: _Gathering(campaign, rows, (code,), True, outdated).campaign_facts() for code in languages}


@lru_cache
def _columns_of(shape: type, table: type[SQLModel]) -> tuple[tuple[str, object], ...]:
    """The fields of a shape, each with the type of the column that bears its name, or None without one."""
    columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel gives it to tables
    names = (field.name for field in fields(shape))
    return tuple((name, columns[name].type if name in columns else None) for name in names)


class _Gathering:
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

    def campaign_facts(self) -> shapes.CampaignFacts:
        facts = self._every_fact()
        return replace(facts, stand_ins=tuple(sorted(self.stand_ins)), is_outdated=self.is_outdated)

    def _every_fact(self) -> shapes.CampaignFacts:
        rows = self.rows
        return self.shaped(
            shapes.CampaignFacts,
            self.campaign,
            reads=self.chain[0],
            stand_ins=(),
            is_outdated=False,
            campaign_id=self.campaign.id,
            language=self.language,
            public=self.public,
            petition=shapes.PetitionTexts(
                title=self.words(self.campaign.petition_title, "campaign.petition_title"),
                text=self.words(self.campaign.petition_text, "campaign.petition_text"),
                addressee=self.words(self.campaign.petition_addressee, "campaign.petition_addressee"),
            ),
            cases=tuple(self.case(row) for row in rows.of(Case)),
            actors=tuple(self.actor(row) for row in rows.of(Actor)),
            laws=tuple(self.shaped(subjects.LawFacts, row) for row in rows.of(Law)),
            procedures=tuple(self.procedure(row) for row in rows.of(Procedure)),
            timeline=tuple(
                self.shaped(shapes.EventFacts, row) for row in sorted(rows.of(Event), key=lambda row: row.date.sort_key)
            ),
            addressees=tuple(self.addressee(row) for row in rows.of(AddresseeGroup)),
            calls=tuple(
                self.shaped(shapes.CallFacts, row, label=row.numbering.label(row.number)) for row in rows.of(Call)
            ),
            intentions=tuple(
                self.shaped(shapes.IntentionFacts, row, label=row.numbering.label(row.number))
                for row in rows.of(Intention)
            ),
            situation=tuple(self.shaped(shapes.SituationFacts, row) for row in rows.of(Situation)),
            meetings=tuple(self.shaped(shapes.MeetingFacts, row) for row in rows.of(Meeting)),
            arguments=tuple(self.shaped(shapes.ArgumentFacts, row) for row in rows.of(Argument)),
            findings=tuple(self.finding(row) for row in rows.of(Finding)),
            sources=tuple(self.sources.values()),
            linked=tuple(row.slug for row in rows.of(LinkedCampaign)),
        )

    def case(self, row: Case) -> subjects.CaseFacts:
        return self.shaped(
            subjects.CaseFacts,
            row,
            actor=self.named(self.rows.one(Actor, row.actor_id)),
            law=self.named(self.rows.one(Law, row.law_id)),
            sensitive="" if self.public else row.sensitive,
            portrait=self.portrait(row),
            statuses=tuple(self.shaped(subjects.StatusFacts, entry) for entry in self.rows.children(StatusEntry, row)),
        )

    def portrait(self, row: Case) -> subjects.PortraitFacts | None:
        hangs = self.rows.children(Portrait, row)
        return self.shaped(subjects.PortraitFacts, hangs[0]) if hangs else None

    def actor(self, row: Actor) -> subjects.ActorFacts:
        return self.shaped(subjects.ActorFacts, row, parent=self.named(self.rows.one(Actor, row.parent_id)))

    def procedure(self, row: Procedure) -> subjects.ProcedureFacts:
        log, reports = self.rows.children(Communication, row), self.rows.children(Report, row)
        return self.shaped(
            subjects.ProcedureFacts,
            row,
            communications=tuple(self.shaped(subjects.CommunicationFacts, line) for line in log),
            reports=tuple(self.report(report) for report in reports),
            dates=tuple(
                self.shaped(subjects.ProcedureDateFacts, line)
                for line in sorted(self.rows.children(ProcedureDate, row), key=lambda line: line.date.sort_key)
            ),
        )

    def report(self, row: Report) -> subjects.ReportFacts:
        asked = self.rows.children(Recommendation, row)
        return self.shaped(
            subjects.ReportFacts,
            row,
            recommendations=tuple(self.shaped(subjects.RecommendationFacts, one) for one in asked),
        )

    def addressee(self, row: AddresseeGroup) -> shapes.AddresseeFacts:
        demands = self.rows.children(Demand, row)
        return self.shaped(
            shapes.AddresseeFacts, row, demands=tuple(self.demand(demand, addressee=row) for demand in demands)
        )

    def demand(self, row: Demand, *, addressee: AddresseeGroup) -> shapes.DemandFacts:
        states = tuple(self.shaped(shapes.DemandStateFacts, state) for state in self.rows.children(DemandState, row))
        return self.shaped(
            shapes.DemandFacts,
            row,
            label=addressee.numbering.label(row.number),
            progress=states[-1].progress if states else Progress.RAISED,
            states=states,
        )

    def finding(self, row: Finding) -> shapes.FindingFacts:
        facts = self.rows.children(FindingFact, row)
        return self.shaped(
            shapes.FindingFacts, row, facts=tuple(self.shaped(shapes.FindingFactFacts, fact) for fact in facts)
        )

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
