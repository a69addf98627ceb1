"""Makes rows of a campaign file that has been checked."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlmodel import Session

from campaigns.facts.rows import CLAIM_COLUMNS, FROM_COLUMNS, TABLES
from campaigns.files.kept_files import KeptFile
from campaigns.files.linking import NamedPart, Part, Speaking
from campaigns.files.parts import DemandStatePart, PortraitPart
from campaigns.files.schema import CampaignFile
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.fact import CampaignRow
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.mention import Mention
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Claim, Source
from foundation.clock import utc_now
from foundation.database import random_id
from foundation.picture_uploads import Picture

AnyRow = TypeVar("AnyRow", bound=CampaignRow)
Links = dict[str, Any]
Taken = Callable[[KeptFile], tuple[str, Picture] | None]

# The lists whose entries others refer to by id.
HOMES = ("sources", "organisations", "laws", "cases", "procedures")


class RowsFromFile:
    """`make` prepares every row, `insert` writes them table by table, so that each finds what it points at. `taken`
    gives the file that a part names, stored already, or None when nobody has it."""

    def __init__(self, campaign: Campaign, file: CampaignFile, taken: Taken) -> None:
        self.campaign = campaign
        self.file = file
        self.taken = taken
        self.rows: dict[type[CampaignRow], list[CampaignRow]] = {table: [] for table in TABLES}
        # With what proves them, whose rows are made when these are there.
        self.steps: list[tuple[DemandState, DemandStatePart]] = []
        self.ids = {home: {part.key: random_id() for part in getattr(file, home)} for home in HOMES}

    @property
    def counts(self) -> dict[str, int]:
        return {str(table.__tablename__): len(rows) for table, rows in self.rows.items() if rows}

    def insert(self, session: Session) -> None:
        for table, rows in self.rows.items():
            session.add_all(rows)
            session.flush()
            if table is Actor:
                self.tie_parents()
                session.flush()

    def tie_parents(self) -> None:
        """In a second step, since an organisation may stand in the file before the one it belongs to."""
        for row, part in zip(self.rows[Actor], self.file.organisations, strict=True):
            if isinstance(row, Actor) and part.parent:
                row.parent_id = self.ids["organisations"][part.parent]

    def make(self) -> None:
        file = self.file
        self.all_of(Source, file.sources, "sources")
        self.all_of(Actor, file.organisations, "organisations")
        self.all_of(Law, file.laws, "laws")
        for position, case in enumerate(file.cases):
            row_id = self.ids["cases"][case.key]
            actor_id = self.ids["organisations"][case.organisation] if case.organisation else None
            law_id = self.ids["laws"][case.law] if case.law else None
            self.one(Case, case, position, {"id": row_id, "actor_id": actor_id, "law_id": law_id})
            if case.portrait:
                self.portrait(case.portrait, row_id)
            self.all_of(StatusEntry, case.statuses, links={"case_id": row_id})
        for position, procedure in enumerate(file.procedures):
            row_id = self.ids["procedures"][procedure.key]
            self.one(Procedure, procedure, position, {"id": row_id})
            self.all_of(Communication, procedure.communications, links={"procedure_id": row_id})
            for place, report in enumerate(procedure.reports):
                made = self.one(Report, report, place, {"procedure_id": row_id})
                self.all_of(Recommendation, report.recommendations, links={"report_id": made.id})
            self.all_of(ProcedureDate, procedure.dates, links={"procedure_id": row_id})
        self.all_of(Meeting, file.meetings)
        self.all_of(Situation, file.situation)
        self.all_of(Argument, file.arguments)
        self.all_of(Event, file.timeline)
        self.addressees()
        self.all_of(Call, file.calls)
        self.all_of(Intention, file.intentions)
        for position, finding in enumerate(file.external_findings):
            row = self.one(Finding, finding, position)
            self.all_of(FindingFact, finding.facts, links={"finding_id": row.id})
        self.all_of(LinkedCampaign, file.linked_campaigns)

    def portrait(self, part: PortraitPart, case_id: int) -> None:
        found = self.taken(part)
        if found is None:
            return
        sha256, picture = found
        seen: Links = {"width": picture.width, "height": picture.height, "added_at": part.added_at or utc_now()}
        size = len(picture.content) or part.size
        self.one(Portrait, part, 0, {"case_id": case_id, "sha256": sha256, "size": size, **seen})

    def addressees(self) -> None:
        for position, part in enumerate(self.file.addressees):
            group = self.one(AddresseeGroup, part, position)
            for place, demand in enumerate(part.demands):
                row = self.one(Demand, demand, place, {"addressee_id": group.id})
                for step, state in enumerate(demand.states):
                    self.steps.append((self.one(DemandState, state, step, {"demand_id": row.id}), state))

    def all_of(
        self, table: type[CampaignRow], entries: Sequence[Part], home: str = "", links: Links | None = None
    ) -> None:
        for position, part in enumerate(entries):
            own = {"id": self.ids[home][part.key]} if home and isinstance(part, NamedPart) else {}
            self.one(table, part, position, own | (links or {}))

    def one(self, table: type[AnyRow], part: Part, position: int, links: Links | None = None) -> AnyRow:
        """The row of a part: columns take the fields of their name, mentions and claims follow it."""
        columns = {name: getattr(part, name) for name in type(part).model_fields if name in table.model_fields}
        row = self.add(table(**{"campaign_id": self.campaign.id, "position": position} | columns | (links or {})))
        if isinstance(part, Speaking):
            self.mentions(part, FROM_COLUMNS[table], row.id)
        for place, claim in enumerate(getattr(part, "sources", ())):
            about = {CLAIM_COLUMNS[table]: row.id, "source_id": self.ids["sources"][claim.key]}
            own = {"campaign_id": self.campaign.id, "position": place, "says": claim.says, "differs": claim.differs}
            self.add(Claim(**own | about))
        return row

    def mentions(self, part: Speaking, from_column: str, row_id: int) -> None:
        lists = (
            ("cases", part.cases, "case_id"),
            ("organisations", part.organisations, "actor_id"),
            ("laws", part.laws, "law_id"),
            ("procedures", part.procedures, "procedure_id"),
        )
        for home, mentioned, column in lists:
            for position, mention in enumerate(mentioned):
                links: Links = {from_column: row_id, column: self.ids[home][mention.key]}
                row = Mention(campaign_id=self.campaign.id, position=position, role=mention.role, **links)
                self.add(row)

    def add(self, row: AnyRow) -> AnyRow:
        self.rows[type(row)].append(row)
        return row
