"""A web process that is measured: a child that leads a group of its own, so that it dies with all it started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from foundation.measuring.load import CannotMeasure

STARTS_WITHIN = 180.0
DIES_WITHIN = 10.0


@dataclass
class WebProcess:
    """Listens on loopback, and leads its process group."""

    port: int
    process: subprocess.Popen[bytes]

    def wait_until_listening(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise CannotMeasure("The web process ended before it listened.")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise CannotMeasure("The web process does not listen.")

    def forks(self) -> list[int]:
        """Its children that are forks of itself, such as the one that writes for it. Other children run a program of
        their own."""
        pid = self.process.pid
        own = _command(pid)
        with suppress(OSError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            return [int(child) for child in children if own and _command(int(child)) == own]
        return []

    def kill_forks(self) -> list[int]:
        """Them alone, without a word; it lives on. Returns once they are dead."""
        forks = self.forks()
        for pid in forks:
            _kill(os.kill, pid)
        _wait_for_death_of(forks)
        return forks

    def kill(self) -> None:
        kill_together([self])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=25)
            except subprocess.TimeoutExpired:
                self.kill()


def kill_together(several: Sequence[WebProcess]) -> list[int]:
    """All their groups at once, without a word. Returns once all are dead, and says which forks were among them.

    The system lives on and has what was written: this is the end of programs, not of the power."""
    forks = [pid for web in several for pid in web.forks()]
    for web in several:
        if web.process.returncode is None:  # else its number may be another's by now
            _kill(os.killpg, web.process.pid)
    for web in several:
        web.process.wait(timeout=DIES_WITHIN)
    _wait_for_death_of(forks)
    return forks


def is_running(pid: int) -> bool:
    """A dead process that nobody has asked after still has its number."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _kill(kill: Callable[[int, int], None], number: int) -> None:
    with suppress(ProcessLookupError):
        kill(number, signal.SIGKILL)


def _wait_for_death_of(pids: Sequence[int]) -> None:
    deadline = time.monotonic() + DIES_WITHIN
    while any(is_running(pid) for pid in pids):
        if time.monotonic() > deadline:
            raise CannotMeasure("A killed process is still there.")
        time.sleep(0.002)
