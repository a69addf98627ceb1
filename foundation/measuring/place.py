"""Where a benchmark runs: a data directory and a database of its own, and the real web process as a child.

Nothing of an installation is read or touched: neither its `.env`, nor its data directory, nor its tables.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from foundation.database import Database, open_database
from foundation.measuring.load import CannotMeasure
from foundation.measuring.web_process import WebProcess
from foundation.security import keys
from foundation.settings import Settings

ROOT = Path(__file__).parent.parent.parent
# By the file system standard this one is on a disk; /tmp may be memory, where a commit costs nothing.
USUAL_FOLDER = Path("/var/tmp")  # noqa: S108  # only the parent of a folder with a random name


@dataclass
class Place:
    """`programs` are the modules that can be started as a web process: `""` is the real one, others are yardsticks."""

    folder: Path
    settings: Settings
    database: Database
    programs: Mapping[str, tuple[str, ...]]
    make_petition: Callable[[Database, str], int]
    log: IO[bytes]
    started: list[WebProcess] = field(default_factory=list)
    surroundings: dict[str, str] = field(default_factory=dict)
    """Environment variables of what is started from now on, such as where its mail goes."""

    @property
    def kind(self) -> str:
        return "SQLite" if self.settings.embedded else "PostgreSQL"

    @property
    def web_processes(self) -> int:
        """As many as an installation has: SQLite has one, and PostgreSQL, usually, several."""
        return 1 if self.settings.embedded else 2

    @property
    def medium(self) -> str:
        """What the data directory lies on: the name of its file system, such as ext4, or tmpfs."""
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
        below = [(len(point), kind) for point, kind in mounts if self.folder.is_relative_to(point)]
        return max(below, default=(0, "an unknown file system"))[1]

    def start_web(self, program: str = "", *, wait: bool = True) -> WebProcess:
        """On a free port, with this place's database."""
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", *self.programs[program]],
            env=self._environment(port),
            cwd=self.folder,  # where no `.env` of an installation lies
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            start_new_session=True,
        )
        web = WebProcess(port, process)
        self.started.append(web)
        if wait:
            web.wait_until_listening()
        return web

    def start_several(self, number: int, program: str = "") -> list[WebProcess]:
        """At once; returns when all of them listen."""
        several = [self.start_web(program, wait=False) for _ in range(number)]
        for web in several:
            web.wait_until_listening()
        return several

    @contextmanager
    def web(self, program: str = "", *, processes: int = 1) -> Iterator[list[int]]:
        """The ports of that many web processes."""
        several = self.start_several(processes, program)
        try:
            yield [web.port for web in several]
        finally:
            for web in several:
                web.stop()

    def _environment(self, port: int) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SOLIDARITY_")}
        return ours | {
            "PYTHONPATH": str(ROOT),
            "SOLIDARITY_DATA_DIR": str(self.settings.data_dir),
            "SOLIDARITY_DATABASE_URL": self.settings.effective_database_url,
            "SOLIDARITY_SECRET_KEY": self.settings.secret_key.get_secret_value(),
            "SOLIDARITY_PORT": str(port),
            "SOLIDARITY_TRUSTED_PROXIES": "1",  # so that requests can come from many addresses
            "SOLIDARITY_BASE_URL": f"http://127.0.0.1:{port}",
            **self.surroundings,
        }

    def _end(self) -> None:
        for web in self.started:
            web.stop()
        self.database.engine.dispose()


@contextmanager
def a_place(
    *,
    database_url: str = "",
    folder: Path | None = None,
    keep: Path | None = None,
    prepare: Callable[[Settings, Database], None],
    programs: Mapping[str, tuple[str, ...]],
    make_petition: Callable[[Database, str], int],
) -> Iterator[Place]:
    """`database_url` names a PostgreSQL where databases may be made; without it there is a SQLite file in a folder
    below `folder`. Both are gone afterwards, unless `keep` names a new folder: that one, usable as a data directory,
    and the database stay. `prepare` brings the tables.
    """
    with ExitStack() as stack:
        made = _new_folder(keep) if keep else stack.enter_context(_passing_folder(_parent(folder)))
        url = stack.enter_context(_own_database(database_url, stays=keep is not None)) if database_url else ""
        url = url or f"sqlite:///{made / 'solidarity.sqlite3'}"
        unlocked = Settings(data_dir=made, database_url="", secret_key="", _env_file=None).secret()
        settings = Settings(data_dir=made, database_url=url, secret_key=unlocked, _env_file=None)
        keys.unlock(unlocked)
        database = open_database(settings)
        prepare(settings, database)
        log = stack.enter_context((made / "web.log").open("wb"))
        place = Place(made, settings, database, programs, make_petition, log)
        stack.callback(place._end)  # noqa: SLF001  # its maker ends it
        yield place


def _parent(folder: Path | None) -> Path | None:
    if folder is not None and not folder.is_dir():
        raise CannotMeasure("There is no folder %(folder)s.", folder=folder)
    return folder or (USUAL_FOLDER if os.access(USUAL_FOLDER, os.W_OK) else None)


@contextmanager
def _passing_folder(parent: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="solidarity-bench-", dir=parent) as made:
        yield Path(made)


def _new_folder(path: Path) -> Path:
    if path.exists():
        raise CannotMeasure("%(folder)s is there already; name a new folder.", folder=path)
    path.mkdir(mode=0o700)
    return path.resolve()


@contextmanager
def _own_database(server_url: str, *, stays: bool) -> Iterator[str]:
    """A new database on that server."""
    if not server_url.startswith("postgresql+psycopg://"):
        raise CannotMeasure("--database-url must begin with postgresql+psycopg://")
    name = f"solidarity_bench_{secrets.token_hex(6)}"
    server = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        if not stays:
            with server.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.dispose()
