"""Counting the SQL statements of a request, and a campaign that has ten times as much of everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.directory import load_directory
from campaigns.facts.rows import TABLES
from campaigns.models.campaign import Campaign
from campaigns.models.demand import AddresseeGroup
from campaigns.models.fact import CampaignRow
from foundation.database import Database, random_id

_OF_THE_CONNECTION = ("PRAGMA", "BEGIN")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that run inside, as they are sent."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_OF_THE_CONNECTION):
            statements.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)


def ten_times(session: Session, campaign: Campaign) -> None:
    """Nine more of each fact of the campaign, joined among each other as the first ones are."""
    offices = [office.id for office in load_directory().offices if office.country and not office.fictitious]
    rows = {table: session.exec(select(table).where(col(table.campaign_id) == campaign.id)).all() for table in TABLES}
    for number in range(1, 10):
        copies: dict[int, int] = {}
        for table in TABLES:
            for row in rows[table]:
                copy = _copy(row, number, copies)
                if isinstance(copy, AddresseeGroup):
                    copy.offices = offices[number * 4 : number * 4 + 2]
                session.add(copy)
            session.flush()


def _copy(row: CampaignRow, number: int, copies: dict[int, int]) -> CampaignRow:
    values: dict[str, Any] = {}
    for column in type(row).__table__.c:  # type: ignore[attr-defined]  # SQLModel gives it to tables
        value = getattr(row, column.name)
        values[column.name] = copies.get(value, value) if column.foreign_keys else value
    copies[row.id] = values["id"] = random_id()
    values["position"] = row.position + 1000 * number
    for name in ("key", "slug"):
        if name in values:
            values[name] = f"{values[name]}-{number}"
    return type(row)(**values)
