"""Fixtures of the whole suite. `--database=postgresql` runs it on a PostgreSQL that the suite starts itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import Session
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.tables import metadata
from foundation.database import Database, open_database
from foundation.job_worker import migrate_jobs
from foundation.mail import setup
from foundation.security import keys, passwords
from foundation.settings import Settings
from tests import once_is_enough
from tests.compiled_once import compile_once
from tests.postgresql import Cluster
from tests.reused_databases import ReusedDatabases

BASE_URL = "http://testserver"
SECRET = "a secret that only the tests know, long enough"

# The same examples each time, so that a change is judged by what it changes and not by luck or a busy machine.
# `pytest --hypothesis-profile=default` looks for new ones.
hypothesis.settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")


class AtThisMachine(Settings):
    """Tests sign in with the password alone, as people do at their own machine; those of second factors say so."""

    @property
    def needs_second_factor(self) -> bool:
        return False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--database-only", action="store_true", help="leave out, and count, what uses no database")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database-only"):
        config.pluginmanager.register(once_is_enough)
    keys.unlock(SECRET)
    # The same hash with small costs: every journey signs in, and the real one takes 64 MiB and 0.2 s each time.
    passwords.use(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),)))
    for name in [name for name in os.environ if name.startswith("SOLIDARITY_")]:
        del os.environ[name]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Commands that are tried within this process unlock the keys of their own settings. Whatever is set up next, of a
    wider scope than a test too, finds those of the suite."""
    keys.unlock(SECRET)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Where mail goes is known to the whole process: what a test set up for itself ends with it."""
    before = setup._setup
    result = yield
    setup._setup = before
    return result


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster | None]:
    """One PostgreSQL for a test process, when it was asked for."""
    if request.config.getoption("--database") != "postgresql":
        yield None
        return
    with Cluster(tmp_path_factory.mktemp("postgresql")) as running:
        yield running


@pytest.fixture(scope="session")
def empty_database(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> str | Path:
    """A database with all tables and no rows: a file to copy, or the name of a PostgreSQL template."""
    if cluster is not None:
        url = cluster.create("template_of_tests")
        engine = sa.create_engine(url)
        metadata.create_all(engine)
        engine.dispose()
        migrate_jobs(url)
        return "template_of_tests"
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    engine = sa.create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    migrate_jobs(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def reused(cluster: Cluster | None, empty_database: str | Path) -> ReusedDatabases | None:
    return None if cluster is None else ReusedDatabases(cluster, template=str(empty_database))


@pytest.fixture
def database_url(
    cluster: Cluster | None, reused: ReusedDatabases | None, empty_database: str | Path, tmp_path: Path
) -> Iterator[str]:
    """Of an empty database that is this test's own."""
    if cluster is None or reused is None:
        path = tmp_path / "solidarity.sqlite3"
        path.write_bytes(Path(empty_database).read_bytes())
        yield f"sqlite:///{path}"
        return
    name = reused.take()
    yield cluster.url(name)
    reused.give_back(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return AtThisMachine(
        data_dir=tmp_path, database_url=database_url, base_url=BASE_URL, secret_key=SECRET, _env_file=None
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = open_database(settings)
    compile_once(database)
    yield database
    database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session for units; what it did is rolled back at the end."""
    with Session(database.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(settings: Settings, database: Database) -> Iterator[TestClient]:
    """A browser that keeps cookies, follows no redirect by itself, and speaks English."""
    app = create_app(settings, database)
    with TestClient(
        app, base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    ) as client:
        yield client
