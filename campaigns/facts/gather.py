"""Makes the read model of one campaign in one language."""

from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from campaigns.facts import links, shapes, subjects
from campaigns.facts.rows import FROM_COLUMNS, FactRows, read_rows
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
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Source
from campaigns.models.texts import (
    NameFormsType,
    TextListType,
    Texts,
    TextsByKeyType,
    TextsType,
    WordListType,
    without_gaps,
)

Shape = TypeVar("Shape")
Nameable = TypeVar("Nameable", Case, Actor, Law, Procedure)


def gather_facts(session: Session, campaign: Campaign, *, language: str, public: bool = True) -> shapes.CampaignFacts:
    """All facts of the campaign in that language; without what is on hold unless `public` is False."""
    rows = read_rows(session, campaign_id=campaign.id, include_held=not public)
    return _Gathering(campaign, rows, language, public).campaign_facts()


@lru_cache
def _columns_of(shape: type, table: type[SQLModel]) -> tuple[tuple[str, object], ...]:
    """The fields of a shape, each with the type of the column that bears its name, or None without one."""
    columns = table.__table__.c  # type: ignore[attr-defined]  # SQLModel gives it to tables
    names = (field.name for field in fields(shape))
    return tuple((name, columns[name].type if name in columns else None) for name in names)


class _Gathering:
    """What every step needs at hand: the rows, the language, and who reads."""

    def __init__(self, campaign: Campaign, rows: FactRows, language: str, public: bool) -> None:
        self.campaign = campaign
        self.rows = rows
        self.language = language
        self.public = public
        self.sources = {
            row.id: self.shaped(links.SourceFacts, row, number=number)
            for number, row in enumerate(rows.of(Source), start=1)
        }

    def campaign_facts(self) -> shapes.CampaignFacts:
        rows = self.rows
        return self.shaped(
            shapes.CampaignFacts,
            self.campaign,
            campaign_id=self.campaign.id,
            language=self.language,
            public=self.public,
            petition=shapes.PetitionTexts(
                title=self.words(self.campaign.petition_title),
                text=self.words(self.campaign.petition_text),
                addressee=self.words(self.campaign.petition_addressee),
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
            statuses=tuple(self.shaped(subjects.StatusFacts, entry) for entry in self.rows.children(StatusEntry, row)),
        )

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
        if isinstance(kind, TextsType):
            return self.words(value)
        if isinstance(kind, TextListType):
            return tuple(self.words(texts) for texts in value)
        if isinstance(kind, TextsByKeyType):
            return {key: self.words(texts) for key, texts in value.items()}
        if isinstance(kind, NameFormsType):
            return dict(value.get(self.language, {}))
        return tuple(value) if isinstance(kind, WordListType) else value

    def words(self, texts: Texts) -> Words:
        """A text with a gap is nobody's to read but the desk's."""
        if self.public:
            texts = without_gaps(texts)
        return words_of(texts, self.language, self.campaign.original_language)

    def claims(self, row: Fact) -> tuple[links.ClaimFacts, ...]:
        return tuple(
            links.ClaimFacts(source=self.sources[claim.source_id], says=self.words(claim.says), differs=claim.differs)
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
        return self.words(row.body if isinstance(row, Procedure) else row.name)

    def named(self, row: Actor | Law | None) -> links.Reference | None:
        return links.Reference(key=row.key, name=self.name_of(row), role=MentionRole.CONCERNED) if row else None
