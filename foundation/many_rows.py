"""Writing many rows at once, for what runs with every batch of signatures.

SQLAlchemy looks at every value of every row, and at every statement anew, which costs more than the writing; and a
driver that is handed rows one by one lets another thread in after each. So statements are written out in full, the same
letter for letter each time, so that the database keeps them prepared; and the values go to the driver as they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

Row = tuple[Any, ...]
Values = Sequence[int | str | bytes | None]
# Rows in one statement of SQLite, which has to name each value: a few sizes, so that few statements are kept.
_SIZES = (128, 64, 32, 16, 8, 4, 2, 1)


def run(connection: sa.Connection, statement: str, values: Sequence[Any] = ()) -> list[Row]:
    """A written-out statement of one of the two databases, in a transaction that has begun. `values` in its order."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values) if values else cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        raise sa.exc.DBAPIError.instance(
            statement,
            None,
            error,
            connection.dialect.loaded_dbapi.Error,
            hide_parameters=True,
            dialect=connection.dialect,
        ) from error
    finally:
        cursor.close()


def mark_of(connection: sa.Connection) -> str:
    """How a value's place is marked in a statement."""
    return "%s" if connection.dialect.name == "postgresql" else "?"


def insert_many(
    connection: sa.Connection,
    table: type[SQLModel],
    columns: tuple[str, ...],
    rows: Sequence[Values],
    *,
    same: Mapping[str, Any],
    then: str = "",
) -> list[Row]:
    """`columns` are those in which the rows differ, `same` what all of them hold in the others; `then` is what follows
    the values, such as ON CONFLICT and RETURNING, whose rows are given back."""
    dialect = connection.dialect
    times = {name: value for name, value in same.items() if isinstance(value, datetime)}
    literals = [value for name, value in same.items() if name not in times]
    names = tuple(name for name in same if name not in times)
    given = [_stored(dialect, table, name, value) for name, value in times.items()]
    words = tuple(written_out(connection, table, dict(zip(names, literals, strict=True))))
    if dialect.name == "postgresql":
        statement = _from_arrays(dialect, table, columns, names, words, tuple(times), then)
        return run(connection, statement, [*given, *(list(column) for column in zip(*rows, strict=True))])
    found: list[Row] = []
    for part in _parts(rows):
        statement = _row_by_row(table, columns, names, words, tuple(times), len(part), then)
        found += run(connection, statement, [*given, *chain.from_iterable(part)])
    return found


def _parts(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    begin = 0
    for size in _SIZES:
        while len(rows) - begin >= size:
            yield rows[begin : begin + size]
            begin += size


@lru_cache(maxsize=256)
def _row_by_row(
    table: type[SQLModel],
    columns: tuple[str, ...],
    names: tuple[str, ...],
    words: tuple[str, ...],
    times: tuple[str, ...],
    number: int,
    then: str,
) -> str:
    """SQLite counts a place without a number on from the highest before it."""
    row = ", ".join([*(f"?{place}" for place, _ in enumerate(times, 1)), *words, *("?" for _ in columns)])
    into = _quoted(times + names + columns)
    return f'INSERT INTO "{table.__tablename__}" ({into}) VALUES {", ".join([f"({row})"] * number)} {then}'  # noqa: S608  # names of ours


@lru_cache(maxsize=256)
def _from_arrays(
    dialect: sa.Dialect,
    table: type[SQLModel],
    columns: tuple[str, ...],
    names: tuple[str, ...],
    words: tuple[str, ...],
    times: tuple[str, ...],
    then: str,
) -> str:
    """One value a column, however many rows there are."""
    arrays = ", ".join(f"%s::{_kind_of_array(dialect, table, name)}[]" for name in columns)
    chosen = ", ".join([*("%s" for _ in times), *words, *(f'given."{name}"' for name in columns)])
    into = _quoted(times + names + columns)
    return (
        f'INSERT INTO "{table.__tablename__}" ({into}) SELECT {chosen} '  # noqa: S608  # names of ours
        f"FROM unnest({arrays}) AS given ({_quoted(columns)}) {then}"
    )


def _kind_of_array(dialect: sa.Dialect, table: type[SQLModel], name: str) -> str:
    """A text's length is looked at where it is put in: a cast would cut it off without a word."""
    kind = _column(table, name).type
    return "text" if isinstance(kind, sa.String) else kind.compile(dialect)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def written_out(connection: sa.Connection, table: type[SQLModel], values: Mapping[str, Any]) -> list[str]:
    """As they stand in a statement, in the form that their columns are kept in."""
    return [_literal(_stored(connection.dialect, table, name, value)) for name, value in values.items()]


def _stored(dialect: sa.Dialect, table: type[SQLModel], name: str, value: Any) -> Any:
    store = _store(dialect, table, name)
    return store(value) if store else value


@lru_cache
def _store(dialect: sa.Dialect, table: type[SQLModel], name: str) -> Callable[[Any], Any] | None:
    return _column(table, name).type.dialect_impl(dialect).bind_processor(dialect)


def _column(table: type[SQLModel], name: str) -> sa.Column[Any]:
    column: sa.Column[Any] = sa.inspect(table).columns[name]
    return column


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
