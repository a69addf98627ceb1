"""A PostgreSQL cluster of the tests' own: in a temporary folder, in memory where there is room, on a Unix socket, never
as root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from tests.in_memory import folder_in_memory

SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "128MB",
    # Nobody keeps what is in it: it need not outlive a loss of power (that of its own processes it does), nor be copied,
    # nor be swept when nobody asks.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",
}


def find_programs() -> Path:
    """The newest PostgreSQL that Debian installed."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not candidates:
        raise RuntimeError("PostgreSQL is not installed; ./solidarity test installs it")
    return candidates[-1].parent


class Cluster:
    """Used as a context; ends its server by its own control program."""

    def __init__(self, folder: Path) -> None:
        # A socket's path may not exceed 107 bytes.
        self.socket = (folder_in_memory() or Path("/tmp")) / f"solidarity-pg-{os.getpid()}"
        self.folder = self.socket / "data"
        self.programs = find_programs()
        self._manager: psycopg.Connection | None = None
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def __enter__(self) -> Self:
        self.socket.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.socket, "postgres", "postgres")
        self._run(
            "initdb",
            "-D",
            str(self.folder),
            "-U",
            "tests",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C.UTF-8",
        )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("immediate")
        shutil.rmtree(self.socket, ignore_errors=True)

    def start(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self._run(
            *("pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.socket / "log")),
            *("-o", f"-k {self.socket} {options}", "start"),
        )

    def stop(self, how: str = "fast") -> None:
        """`fast` ends every connection in good order, as a restart does; `immediate` as a crash does."""
        if self._manager is not None:
            self._manager.close()
            self._manager = None
        self._run("pg_ctl", "-D", str(self.folder), "-m", how, "-w", "stop")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://tests@/{name}?host={quote(str(self.socket), safe='')}"

    def create(self, name: str, template: str = "template0") -> str:
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def close_and_rename(self, name: str, fresh: str) -> bool:
        """Ends whatever is connected to it. False when somebody comes back so quickly that it cannot be renamed."""
        others = b"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        self._manage().execute(others, (name,))
        try:
            self._sql(f'ALTER DATABASE "{name}" RENAME TO "{fresh}"')
        except psycopg.errors.ObjectInUse:
            return False
        return True

    def connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(f"host={self.socket} user=tests dbname={name}", autocommit=True)

    def _manage(self) -> psycopg.Connection:
        """Kept open, because opening one takes as long as what it is then used for."""
        if self._manager is None:
            self._manager = self.connect("postgres")
        return self._manager

    def _sql(self, statement: str) -> None:
        self._manage().execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(
            command, check=True, capture_output=True, cwd="/", user=self.user if os.geteuid() == 0 else None, timeout=60
        )
