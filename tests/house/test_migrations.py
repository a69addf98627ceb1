"""The numbered migrations make exactly the tables of the models, on the database of this run."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from campaigns.tables import metadata
from foundation.database import Database, open_database
from foundation.migrating import SchemaTooNew, alembic_config, migrate, newest_schema, schema_of
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.postgresql import Cluster


@pytest.fixture
def bare(cluster: Cluster | None, tmp_path: Path) -> tuple[Settings, Database]:
    """A database without any table."""
    url = cluster.create(f"bare_{tmp_path.name}") if cluster else f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    settings = Settings(data_dir=tmp_path, database_url=url, secret_key=SECRET, _env_file=None)
    return settings, open_database(settings)


def test_migrations_make_the_tables_of_the_models(bare: tuple[Settings, Database]) -> None:
    settings, database = bare
    assert migrate(settings, database)
    assert not migrate(settings, database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
        constraints = _checks(connection)
    assert differences == []
    assert constraints == {
        f"{table.name}.{constraint.name}"
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint) and constraint.name
    }
    database.engine.dispose()


def _checks(connection: sa.Connection) -> set[str]:
    inspector = sa.inspect(connection)
    return {
        f"{table}.{check['name']}"
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def test_there_is_one_line_of_numbered_migrations() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    numbers = sorted(revision.revision for revision in script.walk_revisions())
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
    for revision in script.walk_revisions():
        assert re.fullmatch(rf"{revision.revision}_[a-z0-9_]+\.py", Path(revision.path).name)


def test_a_newer_schema_is_refused_and_left_alone(bare: tuple[Settings, Database]) -> None:
    settings, database = bare
    migrate(settings, database)
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        migrate(settings, database)
    assert schema_of(database) == "9999" != newest_schema()
    database.engine.dispose()


def test_sqlite_is_copied_before_a_migration_runs(bare: tuple[Settings, Database], tmp_path: Path) -> None:
    settings, database = bare
    if not settings.embedded:
        pytest.skip("PostgreSQL is backed up by its own tools")
    migrate(settings, database)
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE keepsake (word TEXT)"))
        connection.execute(sa.text("DELETE FROM alembic_version"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('0001')"))
    if newest_schema() == "0001":
        return
    with pytest.raises(sa.exc.OperationalError):
        migrate(settings, database)
    copies = list(tmp_path.glob("bare-before-0001-*.sqlite3"))
    assert len(copies) == 1
    assert oct(copies[0].stat().st_mode)[-3:] == "600"
