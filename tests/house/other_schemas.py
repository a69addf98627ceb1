"""A test's database at another schema than today's."""

from collections.abc import Callable

from alembic.config import Config

from foundation.database import Database
from foundation.migrating import alembic_config


def move(database: Database, to: str, how: Callable[[Config, str], None]) -> None:
    config = alembic_config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        how(config, to)
