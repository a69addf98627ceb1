"""The rows of one petition, newest first, read along an index that begins with the petition.

PostgreSQL knows that a column which equals one value is no part of an order. So it takes rows in the order of their ids
alone, from the newest of the whole installation, and where it thinks that most of them are of this petition it goes
that way past every signature that newer petitions have. It cannot when the order begins with the petition, and the
petition is said to be any of a list, be it of one. SQLite takes the index when it is told plainly.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlmodel import Session


def of_petition(session: Session, column: Any, petition_id: int) -> sa.ColumnElement[bool]:
    """Goes with an order by `newest_first`, which begins with the same column."""
    if not _on_postgresql(session):
        return sa.and_(column == petition_id)
    return sa.and_(column == sa.any_(postgresql.array([petition_id], type_=sa.BigInteger)))


def newest_first(session: Session, petition_id: Any, *columns: Any) -> list[sa.UnaryExpression[Any]]:
    """`petition_id` is the column itself."""
    return [column.desc() for column in ((petition_id, *columns) if _on_postgresql(session) else columns)]


def _on_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
