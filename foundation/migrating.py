"""Brings a database to this program's schema: a copy first (SQLite), and never back from a newer one."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings

ROOT = Path(__file__).parent.parent
COPIES_KEPT = 5


class SchemaTooNew(Exception):
    """The database was written by a newer version of the program."""


def alembic_config() -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    return config


def schema_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_schema() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def migrate(settings: Settings, database: Database) -> bool:
    """True when something was changed. Raises SchemaTooNew."""
    before, newest = schema_of(database), newest_schema()
    if before == newest:
        return False
    config = alembic_config()
    if before is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(before)
        except CommandError:
            raise SchemaTooNew(
                f"The database has schema {before}, this program knows up to {newest}. Use the newer program."
            ) from None
        if settings.embedded:
            _copy(Path(settings.effective_database_url.removeprefix("sqlite:///")), before)
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def _copy(path: Path, schema: str) -> None:
    """SQLite's own backup, so that what is still in the write-ahead log comes along. The newest five are kept."""
    stamp = utc_now().strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.stem}-before-{schema}-{stamp}.sqlite3")
    copy.touch(mode=0o600)
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    for old in sorted(path.parent.glob(f"{path.stem}-before-*.sqlite3"), key=lambda file: file.stat().st_mtime)[
        :-COPIES_KEPT
    ]:
        old.unlink()
