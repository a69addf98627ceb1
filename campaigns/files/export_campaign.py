"""Writes a campaign as its file. What is on hold is in it only when that is asked for."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session

from campaigns.actions.holding import HELD_BACK, parted, what_betrays, whole
from campaigns.facts.rows import CLAIM_COLUMNS, FROM_COLUMNS, FactRows, read_rows
from campaigns.files import parts, procedure_parts
from campaigns.files.kept_files import contents_of
from campaigns.files.linking import ClaimPart, LinkPart, MentionPart, Part
from campaigns.files.news import closing_parts, evidence_parts, news_parts
from campaigns.files.news_parts import EvidencePart
from campaigns.files.schema import FORMAT, CampaignFile
from campaigns.files.write import write_file
from campaigns.linked import slugs_for_strangers
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.fact import Fact, NamedFact
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Source
from foundation.picture_uploads import JPEG
from petitions.models.petition import Unpublished

AnyPart = TypeVar("AnyPart", bound=Part)

# What only the desk sees of facts that anybody may read.
FOR_THE_DESK = frozenset({"sensitive", "hold_reason", "consent_on", "consent_by", "given_by"})


def export_campaign(
    session: Session, *, campaign: Campaign, include_held: bool = False, files_dir: Path | None = None
) -> str:
    """The YAML text. Without the held facts it is fit for strangers; with them it comes back without loss. Pictures and
    evidence are taken along from `files_dir`, and only named without one."""
    file = campaign_file(session, campaign=campaign, include_held=include_held, files_dir=files_dir)
    if files_dir is not None:
        file.files = contents_of(file, files_dir)
    return write_file(file)


def campaign_file(
    session: Session, *, campaign: Campaign, include_held: bool, files_dir: Path | None = None
) -> CampaignFile:
    rows = read_rows(session, campaign_id=campaign.id, include_held=include_held)
    every = rows.of(LinkedCampaign)
    linked = [row.slug for row in every] if include_held else slugs_for_strangers(session, every)
    betrays = what_betrays(session, campaign)
    evidence = evidence_parts(session, campaign, include_held=include_held, betrays=betrays, files_dir=files_dir)
    file = _ToFile(campaign, rows, include_held, betrays, linked, evidence).file()
    if campaign.unpublished is Unpublished.WHOLE and not include_held:
        return file
    file.news = news_parts(session, campaign, include_held=include_held)
    told = {one.key for one in file.news}
    file.closings = closing_parts(session, campaign, include_held=include_held, told=told)
    return file


class _ToFile:
    def __init__(
        self,
        campaign: Campaign,
        rows: FactRows,
        include_held: bool,
        betrays: re.Pattern[str] | None,
        linked: Sequence[str],
        evidence: dict[int, list[EvidencePart]],
    ) -> None:
        self.campaign = campaign
        self.linked = linked
        self.evidence = evidence
        self.betrays = betrays
        self.rows = rows
        self.include_held = include_held

    def file(self) -> CampaignFile:
        rows = self.rows
        own = {name: self.own(name) for name in CampaignFile.model_fields if name in Campaign.model_fields}
        petition = {name: self.own(f"petition_{name}") for name in parts.PetitionPart.model_fields}
        return CampaignFile(
            format=FORMAT,
            **own,
            petition=parts.PetitionPart(**petition),
            sources=[self.part(parts.SourcePart, row) for row in rows.of(Source)],
            organisations=[
                self.part(parts.ActorPart, row, parent=self.key_of(Actor, row.parent_id)) for row in rows.of(Actor)
            ],
            laws=[self.part(parts.LawPart, row) for row in rows.of(Law)],
            cases=[self.case(row) for row in rows.of(Case)],
            procedures=[self.procedure(row) for row in rows.of(Procedure)],
            meetings=[self.part(parts.MeetingPart, row) for row in rows.of(Meeting)],
            situation=[self.part(parts.SituationPart, row) for row in rows.of(Situation)],
            arguments=[self.part(parts.ArgumentPart, row) for row in rows.of(Argument)],
            timeline=[self.part(parts.EventPart, row) for row in rows.of(Event)],
            addressees=[self.addressee(row) for row in rows.of(AddresseeGroup)],
            calls=[self.part(parts.CallPart, row) for row in rows.of(Call)],
            intentions=[self.part(parts.IntentionPart, row) for row in rows.of(Intention)],
            linked_campaigns=[
                LinkPart(slug=row.slug, words=row.words, url=row.url)
                for row in rows.of(LinkedCampaign)
                if row.slug in self.linked
            ],
            external_findings=[self.finding(row) for row in rows.of(Finding)],
        )

    def own(self, column: str) -> Any:
        if column == "risks" and not self.include_held:
            return None
        if column not in HELD_BACK:
            return getattr(self.campaign, column)
        if self.include_held:
            return whole(self.campaign, column)
        return parted(self.campaign, column, self.betrays)[0]

    def case(self, row: Case) -> parts.CasePart:
        return self.part(
            parts.CasePart,
            row,
            organisation=self.key_of(Actor, row.actor_id),
            law=self.key_of(Law, row.law_id),
            portrait=self.portrait(row),
            statuses=[self.part(parts.StatusPart, entry) for entry in self.rows.children(StatusEntry, row)],
        )

    def portrait(self, row: Case) -> parts.PortraitPart | None:
        hangs = self.rows.children(Portrait, row)
        if not hangs:
            return None
        return self.part(parts.PortraitPart, hangs[0], file=hangs[0].sha256, media_type=JPEG)

    def procedure(self, row: Procedure) -> procedure_parts.ProcedurePart:
        log, reports = self.rows.children(Communication, row), self.rows.children(Report, row)
        return self.part(
            procedure_parts.ProcedurePart,
            row,
            communications=[self.part(procedure_parts.CommunicationPart, line) for line in log],
            reports=[self.report(report) for report in reports],
            dates=[
                self.part(procedure_parts.ProcedureDatePart, line) for line in self.rows.children(ProcedureDate, row)
            ],
        )

    def report(self, row: Report) -> procedure_parts.ReportPart:
        asked = self.rows.children(Recommendation, row)
        return self.part(
            procedure_parts.ReportPart,
            row,
            recommendations=[self.part(procedure_parts.RecommendationPart, one) for one in asked],
        )

    def addressee(self, row: AddresseeGroup) -> parts.AddresseePart:
        demands = self.rows.children(Demand, row)
        return self.part(parts.AddresseePart, row, demands=[self.demand(demand) for demand in demands])

    def demand(self, row: Demand) -> parts.DemandPart:
        states = self.rows.children(DemandState, row)
        return self.part(
            parts.DemandPart,
            row,
            states=[
                self.part(parts.DemandStatePart, state, evidence=self.evidence.get(state.id, [])) for state in states
            ],
        )

    def finding(self, row: Finding) -> parts.FindingPart:
        facts = self.rows.children(FindingFact, row)
        return self.part(parts.FindingPart, row, facts=[self.part(parts.FindingFactPart, fact) for fact in facts])

    def part(self, kind: type[AnyPart], row: Fact, **given: Any) -> AnyPart:
        """A part from the columns of its fields' names; mentions and sources from the rows that link."""
        values = dict(given)
        for name in kind.model_fields:
            shown = self.include_held or name not in FOR_THE_DESK
            if name not in values and name in type(row).model_fields and shown:
                values[name] = getattr(row, name)
        if type(row) in FROM_COLUMNS:
            values |= self.mentions(row)
        if type(row) in CLAIM_COLUMNS:
            values["sources"] = self.claims(row)
        return kind(**values)

    def mentions(self, row: Fact) -> dict[str, list[MentionPart]]:
        found = self.rows.mentions_from(row)
        return {
            name: [
                MentionPart(key=key, role=mention.role)
                for mention in found
                if (key := self.key_of(table, getattr(mention, column)))
            ]
            for name, table, column in (
                ("cases", Case, "case_id"),
                ("organisations", Actor, "actor_id"),
                ("laws", Law, "law_id"),
                ("procedures", Procedure, "procedure_id"),
            )
        }

    def claims(self, row: Fact) -> list[ClaimPart]:
        return [
            ClaimPart(key=key, says=claim.says, differs=claim.differs)
            for claim in self.rows.claims_of(row)
            if (key := self.key_of(Source, claim.source_id))
        ]

    def key_of(self, table: type[NamedFact], row_id: int | None) -> str | None:
        row = self.rows.one(table, row_id)
        return row.key if row else None
