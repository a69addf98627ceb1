"""All rows of a campaign's facts, read table by table, without those on hold when they are for the public."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.facts.holds import Rows, bearing_names, without_held
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.fact import CampaignRow, Fact
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.mention import MENTIONED, MENTIONING, Mention
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import CLAIMED, Claim, Source
from foundation.read_once import is_read, read_once
from petitions.models.petition import Unpublished

AnyFact = TypeVar("AnyFact", bound=CampaignRow)

# What belongs to another row comes after it.
TABLES: tuple[type[CampaignRow], ...] = (
    Source,
    Actor,
    Law,
    Case,
    StatusEntry,
    Portrait,
    Procedure,
    Communication,
    Report,
    Recommendation,
    ProcedureDate,
    Event,
    AddresseeGroup,
    Demand,
    DemandState,
    Call,
    Intention,
    Situation,
    Meeting,
    Argument,
    Finding,
    FindingFact,
    LinkedCampaign,
    Mention,
    Claim,
)

# The columns without whose row a row makes no sense.
PARENTS: dict[type[CampaignRow], tuple[str, ...]] = {
    StatusEntry: ("case_id",),
    Portrait: ("case_id",),
    Communication: ("procedure_id",),
    Report: ("procedure_id",),
    Recommendation: ("report_id",),
    ProcedureDate: ("procedure_id",),
    Demand: ("addressee_id",),
    DemandState: ("demand_id",),
    FindingFact: ("finding_id",),
    Mention: (*MENTIONING, *MENTIONED),
    Claim: ("source_id", *CLAIMED),
}

# So many unread tables are worth asking first which of them have rows.
MANY = 6

FROM_COLUMNS: dict[type[CampaignRow], str] = {
    Argument: "from_argument_id",
    Call: "from_call_id",
    Communication: "from_communication_id",
    Demand: "from_demand_id",
    Event: "from_event_id",
    Finding: "from_finding_id",
    Procedure: "from_procedure_id",
}

CLAIM_COLUMNS: dict[type[CampaignRow], str] = {
    Actor: "actor_id",
    Argument: "argument_id",
    Case: "case_id",
    Communication: "communication_id",
    Demand: "demand_id",
    DemandState: "demand_state_id",
    Event: "event_id",
    FindingFact: "finding_fact_id",
    Law: "law_id",
    Procedure: "procedure_id",
    ProcedureDate: "procedure_date_id",
    Recommendation: "recommendation_id",
    Report: "report_id",
    Situation: "situation_id",
    StatusEntry: "status_id",
}


class FactRows:
    """The rows of one campaign, in order, with the links between them at hand."""

    def __init__(self, rows: dict[type[CampaignRow], list[Any]]) -> None:
        self.by_table = rows
        self._by_id = {row.id: row for of_table in rows.values() for row in of_table}
        self._children: dict[tuple[type[CampaignRow], int], list[Any]] = defaultdict(list)
        for table, columns in PARENTS.items():
            for row in rows[table]:
                for parent_id in {getattr(row, column) for column in columns} - {None}:
                    self._children[table, parent_id].append(row)

    def of(self, table: type[AnyFact]) -> list[AnyFact]:
        return self.by_table[table]

    def one(self, table: type[AnyFact], row_id: int | None) -> AnyFact | None:
        """The row, unless there is none or it is on hold."""
        row = self._by_id.get(row_id) if row_id is not None else None
        return row if isinstance(row, table) else None

    def children(self, table: type[AnyFact], parent: CampaignRow) -> list[AnyFact]:
        return self._children[table, parent.id]

    def mentions_from(self, row: Fact) -> list[Mention]:
        column = FROM_COLUMNS[type(row)]
        return [mention for mention in self.children(Mention, row) if getattr(mention, column) == row.id]

    def claims_of(self, row: Fact) -> list[Claim]:
        return self.children(Claim, row)


def read_rows(session: Session, *, campaign_id: int, include_held: bool) -> FactRows:
    """A query a table that has any; asked for again, only of what was written in the meantime. Without the held ones
    also goes whatever would betray them; while names are off the site they count as held, and while all of it is,
    there is nothing."""
    unpublished = None if include_held else session.get_one(Campaign, campaign_id).unpublished

    def joined() -> FactRows:
        rows = _of_tables(session, campaign_id, TABLES)
        if include_held:
            return FactRows(rows)
        if unpublished is Unpublished.WHOLE:
            return FactRows({table: [] for table in rows})
        return FactRows(without_held(rows, PARENTS, also=bearing_names(rows) if unpublished else frozenset()))

    return read_once(session, ("facts", campaign_id, include_held, unpublished), TABLES, joined)


def rows_with_names(session: Session, *, campaign_id: int) -> Rows:
    """Those that say who must not be named (holds.py), held ones among them."""
    return _of_tables(session, campaign_id, (Actor, Case, Portrait))


def _of_tables(session: Session, campaign_id: int, tables: Iterable[type[CampaignRow]]) -> Rows:
    unread = [table for table in tables if not is_read(session, _key(campaign_id, table))]
    there = _with_rows(session, campaign_id, unread) if len(unread) >= MANY else unread
    return {table: _of_table(session, campaign_id, table, table in there or table not in unread) for table in tables}


def _with_rows(session: Session, campaign_id: int, tables: Sequence[type[CampaignRow]]) -> list[type[CampaignRow]]:
    """Hardly any campaign has rows in every table, and one question is cheaper than a dozen that find nothing."""
    asked = (sa.exists().where(col(table.campaign_id) == campaign_id) for table in tables)
    answers = session.execute(sa.select(*asked)).one()
    return [table for table, has_rows in zip(tables, answers, strict=True) if has_rows]


def _of_table(session: Session, campaign_id: int, table: type[CampaignRow], has_rows: bool) -> list[Any]:
    chosen = select(table).where(col(table.campaign_id) == campaign_id).order_by(col(table.position), col(table.id))
    if table is Portrait:
        # One that was removed and may still be put back belongs to no facts.
        chosen = chosen.where(col(Portrait.removed_at).is_(None))

    def rows() -> list[Any]:
        return list(session.exec(chosen)) if has_rows else []

    return read_once(session, _key(campaign_id, table), (table,), rows)


def _key(campaign_id: int, table: type[CampaignRow]) -> tuple[Any, ...]:
    return ("rows", campaign_id, table)
