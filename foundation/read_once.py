"""What a session has read it need not read again, until it writes to the tables that it was read from.

    rows = read_once(session, ("rows", campaign_id), (Event,), lambda: list(session.exec(select(Event)…)))

For what several steps of one request ask for, each for itself. Rows stay the same objects, so that a change of them
shows; which rows there are, and in which order, is asked anew after every flush of theirs, every statement of this
session that writes, every lock, and the end of every transaction. Another session's rows come with the next one, as for
any other object of this one. What is written past the session, by its connection, is not seen: facts never are.
"""

from collections.abc import Callable, Hashable, Iterable, Set
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, SQLModel

Value = TypeVar("Value")
Known = dict[Hashable, tuple[frozenset[str], Any]]
_KNOWN = "read_once"


def read_once(session: Session, key: Hashable, tables: Iterable[type[SQLModel]], read: Callable[[], Value]) -> Value:
    """`tables` are the classes of the rows that `read` looks at. Nobody may change the value itself: it is handed out
    again as it is."""
    if session.autoflush:
        session.flush()  # as a query would, so that what is about to be written is forgotten first
    known: Known = session.info.setdefault(_KNOWN, {})
    if key in known:
        value: Value = known[key][1]
        return value
    value = read()
    # Reading may have written, and so may have begun a new memory.
    names = frozenset(str(table.__tablename__) for table in tables)
    session.info.setdefault(_KNOWN, {})[key] = (names, value)
    return value


def is_read(session: Session, key: Hashable) -> bool:
    if session.autoflush:
        session.flush()
    return key in session.info.get(_KNOWN, {})


def _forget(session: AnySession, tables: Set[str] | None = None) -> None:
    """Everything, or what was read from these tables."""
    known: Known = session.info.get(_KNOWN, {})
    if tables is None:
        known.clear()
        return
    for key in [key for key, (read_from, _value) in known.items() if read_from & tables]:
        del known[key]


def _after_flush(session: AnySession, _context: Any) -> None:
    """What is deleted takes other tables' rows along in the database, without a word to the session."""
    written = {str(row.__tablename__) for row in (*session.new, *session.dirty)}
    gone = {name for row in session.deleted for name in _hanging_on(str(row.__tablename__))}
    _forget(session, written | gone)


@lru_cache(maxsize=256)
def _hanging_on(table: str) -> frozenset[str]:
    """The table, those that refer to it, those that refer to them …"""
    found = {table}
    while more := {one.name for one in SQLModel.metadata.tables.values() if _refers(one, found)} - found:
        found |= more
    return frozenset(found)


def _refers(table: sa.Table, tables: Set[str]) -> bool:
    return any(key.column.table.name in tables for key in table.foreign_keys)


def _on_execute(state: ORMExecuteState) -> None:
    """Who locks a row wants to know how things stand from then on."""
    locks = state.is_select and getattr(state.statement, "_for_update_arg", None) is not None
    if locks or not state.is_select:
        _forget(state.session)


def _on_end(session: AnySession, *_more: Any) -> None:
    _forget(session)


def _on_close(session: AnySession, transaction: SessionTransaction) -> None:
    """A savepoint that is kept changes nothing."""
    if transaction.parent is None:
        _forget(session)


sa.event.listen(AnySession, "after_flush", _after_flush)
sa.event.listen(AnySession, "do_orm_execute", _on_execute)
for _name in ("after_commit", "after_rollback", "after_soft_rollback"):
    sa.event.listen(AnySession, _name, _on_end)
sa.event.listen(AnySession, "after_transaction_end", _on_close)
