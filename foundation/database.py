"""The engine, the session of a request, and the column types shared by all tables.

On SQLite a writing transaction begins IMMEDIATE, so that it waits for the lock at its start instead of failing in
its middle;
a reading one sees one snapshot and cannot write. PostgreSQL is told the same by READ ONLY.
"""

import enum
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, Request
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from foundation.many_rows import run
from foundation.security.sealing import seal, unseal
from foundation.settings import Settings

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Seconds, and milliseconds: a server that is not there any more, behind a cable that was pulled, says nothing. Without
# these a transaction would wait for it for hours.
_A_CUT_LINE_IS_NOTICED = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Changes:
    """`latest` is another object after each transaction that may have changed what the public is shown."""

    def __init__(self) -> None:
        self.latest = object()

    def note(self) -> None:
        self.latest = object()


@dataclass(frozen=True)
class Database:
    """The two ways in: `reading` refuses writes, `writing` commits at its end or rolls back."""

    engine: sa.Engine
    reading_engine: sa.Engine
    changes: Changes = field(default_factory=Changes)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.reading_engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, *, shows: bool = True) -> Iterator[Session]:
        """Without `shows`: what is written now and then by the thousand, and shows on no page of the public."""
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            if shows:
                self.changes.note()


def open_database(settings: Settings) -> Database:
    """Parameters are hidden from error messages and logs: they may be names and addresses."""
    if settings.embedded:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(
            settings.effective_database_url,
            connect_args={"check_same_thread": False, "timeout": 5},
            pool_size=20,
            max_overflow=20,
            hide_parameters=True,
        )
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return Database(engine, engine.execution_options(reads_only=True))
    engine = sa.create_engine(
        settings.effective_database_url,
        connect_args={"connect_timeout": 5, **_A_CUT_LINE_IS_NOTICED},
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        pool_timeout=10,
        hide_parameters=True,
    )
    return Database(engine, engine.execution_options(postgresql_readonly=True))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "busy_timeout=5000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def is_writing(session: Session) -> bool:
    """Not so in a session of `reading`, where no row can be locked."""
    options = session.connection().get_execution_options()
    return not (options.get("reads_only") or options.get("postgresql_readonly"))


def wait_no_longer(session: Session, seconds: float) -> None:
    """For what others hold, until the transaction ends; then an OperationalError is raised. On PostgreSQL, which would
    wait for ever, be it for somebody who has gone for lunch with a transaction open. SQLite's wait is bounded as it is.

    A statement gets a little longer; and should this process stop in the middle, what it holds is soon set free. Nor
    are statements compiled until then: for hundreds of rows that takes longer than all the rest."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        run(connection, _UNTIL_IT_ENDS, [f"{round(1000 * limit)}" for limit in (seconds, seconds + 2, seconds + 7)])


_UNTIL_IT_ENDS = """
SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),
    set_config('idle_in_transaction_session_timeout', %s, true), set_config('jit', 'off', true)
"""


def shorten_log(database: Database) -> None:
    """After an erasure: SQLite's write-ahead log still holds what was deleted, until it is written back and cut off.

    Waits for nobody: while others read, the next call does it. PostgreSQL recycles its log by itself."""
    if database.engine.dialect.name != "sqlite":
        return
    with database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA busy_timeout=200")
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.execute("PRAGMA busy_timeout=5000")


def sweep(database: Database) -> None:
    """After much was erased: the space it took is emptied, not only set free."""
    if database.engine.dialect.name == "sqlite":
        shorten_log(database)
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def get_session(request: Request) -> Iterator[Session]:
    """GET reads, everything else writes. Committed before the answer leaves: the dependency's scope is the function."""
    database = get_database(request)
    if request.method in SAFE_METHODS:
        with database.reading() as session:
            yield session
    else:
        with database.writing() as session:
            yield session


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


def insert_into(table: type[SQLModel], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT; SQLAlchemy has it for each database apart. `dialect` is its name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def random_id() -> int:
    """A primary key for rows whose number shows in an address: 53 bits, so that it says nothing about how many
    there are.
    """
    return secrets.randbits(53) | 1 << 52


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Aware in, aware UTC out, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedText(sa.types.TypeDecorator[str]):
    """Text that is encrypted on its way to the disk. `purpose` names the sub-key."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else seal(value, self.purpose)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else unseal(value, self.purpose)


def json_column() -> sa.types.TypeEngine[Any]:
    """JSON on SQLite, JSONB on PostgreSQL."""
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def enum_column(states: type[enum.StrEnum]) -> sa.Enum:
    """The words themselves, with a check in the database."""
    return sa.Enum(
        states,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=states.__name__.lower(),
        values_callable=lambda cls: [state.value for state in cls],
    )
