"""Makes the read model of one campaign in one language."""

from collections.abc import Collection
from dataclasses import replace

from sqlmodel import Session

from campaigns.facts import shapes, subjects
from campaigns.facts.rows import TABLES, read_rows
from campaigns.facts.shaping import Shaping
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState, Progress
from campaigns.models.event import Event
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.translating.models import Translation
from campaigns.translating.outdated import outdated_blocks
from foundation.read_once import read_once
from foundation.web.language import DEFAULT_LANGUAGE


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


class _Gathering(Shaping):
    """Each fact with what hangs on it."""

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
