"""On PostgreSQL one database serves many tests: the next one finds it as if it were new."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlmodel import Session

from foundation.jobs import enqueue
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.petitions import a_pending_signature, an_open_petition
from tests.postgresql import Cluster
from tests.reused_databases import ReusedDatabases

TEMPLATE = "template_of_tests"


@pytest.fixture
def house(cluster: Cluster | None, reused: ReusedDatabases | None) -> Cluster:
    if cluster is None or reused is None:
        pytest.skip("on SQLite each test gets a copy of an empty file")
    return cluster


def contents(house: Cluster, name: str) -> dict[str, int]:
    """How many rows each table holds, whichever schema it is in, and where the sequences stand."""
    with house.connect(name) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        count = "SELECT '{0}', count(*) FROM {0}"
        rows = " UNION ALL ".join(count.format(table) for (table,) in tables)
        sequences = "SELECT seqrelid::regclass::text, coalesce(pg_sequence_last_value(seqrelid), 0) FROM pg_sequence"
        return dict(connection.execute(f"{rows} UNION ALL {sequences}".encode()).fetchall())


def databases(house: Cluster) -> set[str]:
    with house.connect("postgres") as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def fill(house: Cluster, name: str) -> None:
    """Rows of several rooms, a job that waits, and what a test rolled back."""
    engine = sa.create_engine(house.url(name))
    with Session(engine, expire_on_commit=False) as session:
        an_organiser(session, an_organisation(session))
        a_pending_signature(session, an_open_petition(session))
        enqueue(session, "petitions.count_again", petition_id=1)
        session.commit()
        an_organisation(session, "A union that was rolled back")
    engine.dispose()
    with house.connect(name) as connection:
        connection.execute("SELECT nextval(seqrelid::regclass) FROM pg_sequence")


def test_rows_jobs_and_sequences_of_one_test_are_not_there_for_the_next(house: Cluster) -> None:
    kept = ReusedDatabases(house, TEMPLATE)
    first = kept.take()
    fill(house, first)
    assert sum(contents(house, first).values()) > sum(contents(house, TEMPLATE).values()) + 10
    assert kept.give_back(first)
    second = kept.take()
    assert contents(house, second) == contents(house, TEMPLATE)
    fill(house, second)  # the same rows and keys find room again
    assert kept.give_back(second)
    house.drop(kept.take())


def test_what_an_earlier_test_left_open_reaches_nothing_of_the_next(house: Cluster) -> None:
    kept = ReusedDatabases(house, TEMPLATE)
    first = kept.take()
    left = house.connect(first)
    left.autocommit = False
    left.execute("LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE")
    assert kept.give_back(first)
    second = kept.take()
    assert second != first
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        house.connect(first)
    with house.connect(second) as connection:
        assert connection.execute("SELECT count(*) FROM organisation").fetchone() == (0,)
    house.drop(second)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE one_more (number integer)",
        "DROP TABLE dbos.workflow_status CASCADE",
        "ALTER TABLE organisation ADD COLUMN motto text",
        "ALTER TABLE organisation ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE organisation ADD CONSTRAINT short CHECK (length(name) < 9)",
        "CREATE INDEX one_more ON organisation (name)",
        "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE membership DISABLE TRIGGER ALL",
        "UPDATE dbos.dbos_migrations SET version = version - 1",
    ],
)
def test_a_database_that_a_test_changed_is_not_used_again(house: Cluster, change: str) -> None:
    before = databases(house)
    kept = ReusedDatabases(house, TEMPLATE)
    changed = kept.take()
    with house.connect(changed) as connection:
        connection.execute(change.encode())
    assert not kept.give_back(changed)
    assert databases(house) == before
