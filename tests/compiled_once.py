"""Each test has a database of its own, and so an engine of its own, which would compile every statement anew: half of
the time of a journey. A site has one engine for all its life, and compiles each of them once; so do the tests."""

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

from foundation.database import Database

_MOST = 1500
_dialects: dict[str, sa.Dialect] = {}
_compiled: LRUCache[object, object] = LRUCache(_MOST)


def compile_once(database: Database) -> None:
    """What was compiled for an engine before this one serves this one too. Call it before anything is asked."""
    engine = database.engine
    if engine.dialect.name not in _dialects:
        # A dialect knows its server only after the first connection.
        engine.connect().close()
        _dialects[engine.dialect.name] = engine.dialect
    for each in (engine, database.reading_engine):
        each.dialect = _dialects[engine.dialect.name]
        each._compiled_cache = _compiled  # type: ignore[assignment]  # its keys are of a private type
