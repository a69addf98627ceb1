"""Rows for exports, a few thousand at a time: as they stand in the database, unsealed together.

Each part is a short transaction of its own, so that a slow reader holds up nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from foundation.database import Database
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import member_unsealer, person_unsealer
from petitions.models.list_member import ListMember
from petitions.models.signature import Signature, SignatureState

AT_ONCE = 5000
NOBODY: dict[str, str] = {}

_signatures = Signature.__table__  # type: ignore[attr-defined]  # SQLModel sets it on table classes
_members = ListMember.__table__  # type: ignore[attr-defined]  # as above


@dataclass(frozen=True)
class Wanted:
    """`with_addresses`: of those who asked for news of this campaign, and of nobody else."""

    only_confirmed: bool
    with_addresses: bool


def signature_rows(database: Database, petition_id: int, wanted: Wanted) -> Iterator[list[Sequence[str]]]:
    """Name, organisation, country, state, web, addressee, language, via, signed, confirmed; then the address."""
    unsealed = person_unsealer()
    query = _signature_query(database.engine.dialect.name, petition_id, wanted)
    last = 0
    while True:
        with database.reading() as session:
            rows = _fetched(session.connection().execute(query, {"last": last}))
            agreed = _with_news(session.connection(), [row[0] for row in rows]) if wanted.with_addresses else set()
        if not rows:
            return
        last = rows[-1][0]
        if wanted.with_addresses:
            yield [_line_with_address(row, unsealed, agreed) for row in rows]
        else:
            people = [unsealed(row[2], row[1]) if row[2] is not None else NOBODY for row in rows]
            yield [
                (person.get("name", ""), person.get("organisation", ""), *row[3:])
                for person, row in zip(people, rows, strict=True)
            ]


def _fetched(result: sa.CursorResult[Any]) -> Sequence[Any]:
    """As the driver gives them: the query asks for nothing that would have to be converted."""
    return result.cursor.fetchall()


def member_rows(database: Database, organisation_id: int) -> Iterator[list[Sequence[str]]]:
    """Name, address, language, since when."""
    unsealed = member_unsealer()
    query = (
        sa.select(_members.c.id, _members.c.envelope, _members.c.language, _minute(database, _members.c.given_at))
        .where(
            _members.c.organisation_id == organisation_id,
            _members.c.left_at.is_(None),
            _members.c.id > sa.bindparam("last"),
        )
        .order_by(_members.c.id)
        .limit(AT_ONCE)
    )
    last = 0
    while True:
        with database.reading() as session:
            rows = session.connection().execute(query, {"last": last}).all()
        if not rows:
            return
        last = rows[-1][0]
        found = [(unsealed(row[1], row[0]), row) for row in rows]
        yield [(person.get("name", ""), person.get("email", ""), row[2], row[3]) for person, row in found]


def _line_with_address(row: Any, unsealed: Any, agreed: set[int]) -> Sequence[str]:
    person = unsealed(row[2], row[1]) if row[2] is not None else NOBODY
    email = person.get("email", "") if row[0] in agreed else ""
    return (person.get("name", ""), person.get("organisation", ""), *row[3:], email)


def _signature_query(dialect: str, petition_id: int, wanted: Wanted) -> sa.Select[Any]:
    """Texts only: the driver's own values, without a conversion for each."""
    table = _signatures.c
    query = (
        sa.select(
            table.id,
            table.reference,
            table.envelope,
            sa.func.coalesce(table.country, ""),
            *(
                sa.type_coerce(column, sa.Text)
                for column in (table.state, table.web_visibility, table.addressee_visibility)
            ),
            table.language,
            table.via,
            _to_the_minute(dialect, table.signed_at),
            _to_the_minute(dialect, table.confirmed_at),
        )
        .where(table.petition_id == petition_id, table.id > sa.bindparam("last"))
        .order_by(table.id)
        .limit(AT_ONCE)
    )
    return query.where(table.state == SignatureState.CONFIRMED) if wanted.only_confirmed else query


def _minute(database: Database, column: Any) -> sa.ColumnElement[str]:
    return _to_the_minute(database.engine.dialect.name, column)


def _to_the_minute(dialect: str, column: Any) -> sa.ColumnElement[str]:
    """`2026-05-01 12:00`, UTC; empty for none."""
    if dialect == "postgresql":
        text = sa.func.to_char(sa.func.timezone("UTC", column), "YYYY-MM-DD HH24:MI")
    else:
        text = sa.func.substr(sa.type_coerce(column, sa.Text), 1, 16)
    return sa.func.coalesce(text, "")


def _with_news(connection: sa.Connection, ids: list[int]) -> set[int]:
    """Between the first and the last of these, whoever asked for news of this campaign."""
    if not ids:
        return set()
    found = connection.execute(
        sa.select(col(Consent.signature_id)).where(
            col(Consent.signature_id).between(ids[0], ids[-1]),
            col(Consent.kind) == ConsentKind.UPDATES,
            col(Consent.withdrawn_at).is_(None),
        )
    )
    return set(found.scalars())
