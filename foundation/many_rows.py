"""Writing many rows in one statement, for what runs with every batch of signatures.

SQLAlchemy looks at every value of every row, which costs more than the writing; and a driver that is handed rows one by
one lets another thread in after each. So the statement is written out, and the values go to the driver as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel


def insert_many(
    connection: sa.Connection,
    table: type[SQLModel],
    columns: Sequence[str],
    rows: Sequence[Sequence[int | str | bytes | None]],
    *,
    same: Mapping[str, Any],
    then: str = "",
) -> sa.CursorResult[Any]:
    """`columns` are those in which the rows differ, `same` what all of them hold in the others; `then` is what follows
    the values, such as ON CONFLICT. For some hundred rows: each value takes a place of the statement.
    """
    mark = "%s" if connection.dialect.paramstyle in ("format", "pyformat") else "?"
    written = written_out(connection, table, same)
    row = f"({', '.join([mark] * len(columns) + written)})"
    names = ", ".join(f'"{name}"' for name in (*columns, *same))
    values = ", ".join([row] * len(rows))
    statement = f'INSERT INTO "{table.__tablename__}" ({names}) VALUES {values} {then}'  # noqa: S608  # names of ours
    return connection.exec_driver_sql(statement, tuple(chain.from_iterable(rows)))


def written_out(connection: sa.Connection, table: type[SQLModel], values: Mapping[str, Any]) -> list[str]:
    """As they stand in a statement, in the form that their columns are kept in."""
    stored = (_as_stored(connection.dialect, table, name) for name in values)
    return [_literal(store(value) if store else value) for store, value in zip(stored, values.values(), strict=True)]


@lru_cache
def _as_stored(dialect: sa.Dialect, table: type[SQLModel], name: str) -> Callable[[Any], Any] | None:
    column: sa.Column[Any] = sa.inspect(table).columns[name]
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _literal(value: bool | int | str | datetime | None) -> str:
    """Nothing that people type may come here."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    text = value.isoformat() if isinstance(value, datetime) else value
    if not text.isascii() or any(sign in text for sign in "'%\\"):
        raise ValueError("only plain words are written into a statement")
    return f"'{text}'"
