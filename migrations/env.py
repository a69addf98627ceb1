"""Runs the numbered migrations on the database of the settings, or on a connection handed in by the program or a
test.
"""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.sql.schema import SchemaItem

from campaigns.tables import metadata
from foundation.database import open_database
from foundation.settings import load_settings


def ours(item: SchemaItem, _name: str | None, kind: str, reflected: bool, compare_to: SchemaItem | None) -> bool:
    """DBOS keeps its own tables in the same SQLite file; they are not ours to drop."""
    return not (kind in ("table", "index") and reflected and compare_to is None and _is_foreign(item))


def _is_foreign(item: SchemaItem) -> bool:
    table = getattr(item, "table", item)
    return getattr(table, "name", "") not in metadata.tables and getattr(table, "name", "") != "alembic_version"


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=ours,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
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
