"""Runs the numbered migrations on the database of the settings, or on a connection handed in by the program or a
test.
"""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.schema import SchemaItem
from sqlmodel.sql.sqltypes import AutoString

from campaigns.tables import metadata
from foundation.database import open_database
from foundation.settings import load_settings

_postgresql: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
JSON = 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'


def ours(item: SchemaItem, _name: str | None, kind: str, reflected: bool, compare_to: SchemaItem | None) -> bool:
    """DBOS keeps its own tables in the same SQLite file; they are not ours to drop."""
    return not (kind in ("table", "index") and reflected and compare_to is None and _is_foreign(item))


def _is_foreign(item: SchemaItem) -> bool:
    table = getattr(item, "table", item)
    return getattr(table, "name", "") not in metadata.tables and getattr(table, "name", "") != "alembic_version"


def plain_types(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """A migration that has landed must not change when our own column types do: it names what the database holds."""
    if kind != "type":
        return False
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    context.imports.add("from sqlalchemy.dialects import postgresql")
    if isinstance(item, sa.types.TypeDecorator):
        loaded = item.load_dialect_impl(_postgresql)
        if isinstance(loaded, postgresql.JSONB):
            return JSON
        return repr_of(item.impl_instance)
    if isinstance(item, sa.JSON):
        return JSON
    return False


def repr_of(item: Any) -> str:
    """`DateTime(timezone=True)` → `sa.DateTime(timezone=True)`."""
    return f"sa.{item!r}"


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=ours,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=plain_types,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    from foundation.security import keys

    settings = load_settings()
    keys.unlock(settings.secret())
    with open_database(settings).engine.begin() as connection:
        run(connection)
