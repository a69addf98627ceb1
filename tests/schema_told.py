"""Tests make their tables without the migrations; commands ask which schema there is."""

import sqlalchemy as sa

from foundation.database import Database
from foundation.migrating import newest_schema


def tell_schema(database: Database) -> None:
    """The database says of itself that it has the newest."""
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest_schema()})
