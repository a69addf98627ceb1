"""An installation as an operator runs it: the commands, each a process of its own, with settings by environment."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from foundation.settings import Settings
from tests.jobs_running import until

ROOT = Path(__file__).parents[1]
START_SECONDS = 180.0


class Part:
    """A running command. What it says is kept: `said` line by line, `complained` is what went to standard error."""

    def __init__(self, command: str, environment: dict[str, str], folder: Path) -> None:
        self.command = command
        self._errors = folder / f"{command}-{os.urandom(4).hex()}.log"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "campaigns.cli", command],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            self.said.extend(iter(output.readline, ""))

    def ready(self) -> Self:
        """Returns once it has said its first line."""
        until(lambda: bool(self.said) or self._process.poll() is not None, seconds=START_SECONDS)
        assert self.said, self.complained
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def complained(self) -> str:
        return self._errors.read_text()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM, as service managers send it; returns the exit status."""
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(timeout=30)
        self._reader.join(timeout=5)
        return status

    def end(self) -> None:
        """However it stands."""
        if self._process.poll() is None:
            self.kill()
        self._reader.join(timeout=5)


class Installation:
    """Used as a context; ends every process it started."""

    def __init__(self, database_url: str, smtp_url: str, secret: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.settings = Settings(
            data_dir=folder,
            database_url=database_url,
            base_url=self.url,
            secret_key=secret,
            smtp_url=smtp_url,
            port=port,
            _env_file=None,
        )
        self._environment = {
            **os.environ,
            "SOLIDARITY_DATA_DIR": str(folder),
            "SOLIDARITY_DATABASE_URL": database_url,
            "SOLIDARITY_SECRET_KEY": secret,
            "SOLIDARITY_SMTP_URL": smtp_url,
            "SOLIDARITY_BASE_URL": self.url,
            "SOLIDARITY_PORT": str(port),
        }
        self.parts: list[Part] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self.parts:
            part.end()

    def start(self, command: str) -> Part:
        part = Part(command, self._environment, self.folder)
        self.parts.append(part)
        return part

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """To its end."""
        return subprocess.run(
            [sys.executable, "-m", "campaigns.cli", command],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS,
        )

    def complaints(self) -> str:
        return "".join(part.complained for part in self.parts)
