"""Rows as plain values and back again, so that a change of a procedure can be taken back exactly."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from campaigns.facts.rows import CLAIM_COLUMNS, FROM_COLUMNS, PARENTS, TABLES, FactRows
from campaigns.models.fact import CampaignRow, Fact
from campaigns.models.mention import MENTIONED, MENTIONING, Mention
from campaigns.models.partial_date import PartialDate, PartialDateType
from campaigns.models.source import CLAIMED, Claim

Plain = dict[str, Any]
BY_NAME = {str(table.__tablename__): table for table in TABLES}


def alone(rows: FactRows, row: Fact) -> list[Plain]:
    """The row with its sources and those it speaks of."""
    return _plain_rows([row, *sources_and_mentions(rows, row)])


def with_all(rows: FactRows, row: Fact) -> list[Plain]:
    """The row with all that goes when it goes: what belongs to it, and what speaks of it."""
    found: dict[int, CampaignRow] = {}

    def take(one: CampaignRow) -> None:
        if one.id not in found:
            found[one.id] = one
            for table in PARENTS:
                for child in rows.children(table, one):
                    take(child)

    take(row)
    order = list(BY_NAME.values())
    return _plain_rows(sorted(found.values(), key=lambda one: order.index(type(one))))


def sources_and_mentions(rows: FactRows, row: Fact) -> list[CampaignRow]:
    """Its own: they change with it."""
    mentions = rows.mentions_from(row) if type(row) in FROM_COLUMNS else []
    claims = rows.claims_of(row) if type(row) in CLAIM_COLUMNS else []
    return [*mentions, *claims]


def made_again(kept: Iterable[Plain], there: set[int]) -> list[CampaignRow]:
    """Rows to be added. Left out is what is there already, and links to what is gone. `there`: ids of rows that are;
    those made again join it."""
    made = []
    for entry in kept:
        row = row_of(entry)
        if row.id not in there and _leads_somewhere(row, there):
            made.append(row)
            there.add(row.id)
    return made


def values_of(entry: Plain) -> dict[str, Any]:
    """By column, as the table takes them."""
    columns = BY_NAME[entry["table"]].__table__.c  # type: ignore[attr-defined]  # SQLModel gives it to tables
    return {name: _read(columns[name].type, value) for name, value in entry["values"].items() if name in columns}


def row_of(entry: Plain) -> CampaignRow:
    return BY_NAME[entry["table"]](**values_of(entry))


def _leads_somewhere(row: CampaignRow, there: set[int]) -> bool:
    if not isinstance(row, Mention | Claim):
        return True
    columns = (*MENTIONING, *MENTIONED) if isinstance(row, Mention) else ("source_id", *CLAIMED)
    return all(value in there for column in columns if (value := getattr(row, column)) is not None)


def _plain_rows(rows: Iterable[CampaignRow]) -> list[Plain]:
    return [
        {
            "table": str(row.__tablename__),
            "values": {
                column.name: _written(getattr(row, column.name))
                for column in type(row).__table__.c  # type: ignore[attr-defined]  # SQLModel gives it to tables
            },
        }
        for row in rows
    ]


def _written(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, PartialDate | date) else value


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, PartialDateType):
        return PartialDate.parse(value)
    if isinstance(kind, sa.Enum) and kind.enum_class:
        return kind.enum_class(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
