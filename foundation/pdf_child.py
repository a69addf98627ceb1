"""The house's end of one child process that lays out documents. Its time and memory are watched here."""

import enum
import os
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO, cast

from foundation.pdf_wire import PREFIX_SIZE, Message, size_after, unpack

ROOT = Path(__file__).parent.parent
MEMORY = 512 * 1024 * 1024
START_SECONDS = 60.0
LOOK_EVERY_MS = 25
CHUNK = 1024 * 1024
NEARLY_ALL = 0.75
MEGABYTE = 1024 * 1024
# Where fonts and their cache are found. Nothing else of our environment reaches the child, least of all a secret.
KEPT_VARIABLES = ("HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class Cause(enum.StrEnum):
    TIME = "time"
    MEMORY = "memory"
    LAYOUT = "layout"
    CRASH = "crash"
    START = "start"


class Died(Exception):
    """The child is of no more use. `detail` tells nothing of a document: a class name, or what it lacks to start."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail


class Child:
    """Starts at once and gets ready by itself; used by one thread at a time."""

    def __init__(self, memory: int = MEMORY) -> None:
        self.memory = memory
        self.ready = False
        self.documents = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "foundation.pdf_worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | {"LANG": "C.UTF-8"},
            # A Ctrl-C at the terminal is for the house, which lets the document in hand be finished.
            start_new_session=True,
        )
        # What Linux calls a child's largest begins with what its parent had when it was started.
        self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + MEGABYTE
        self._seen = 0
        self._jobs, self._answers = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        for pipe in (self._jobs, self._answers):
            os.set_blocking(pipe.fileno(), False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        if self.ready:
            return
        greeting = self._exchange(b"", time.monotonic() + START_SECONDS)
        if "broken" in greeting.head:
            raise Died(Cause.START, greeting.head["broken"])
        self.ready = True

    def do(self, packed_job: bytes, seconds: float) -> Message:
        """The answer to one job, or Died; `seconds` count from now."""
        answer = self._exchange(packed_job, time.monotonic() + seconds)
        if "failed" in answer.head:
            kind = answer.head["failed"]
            raise Died(Cause.MEMORY if kind == "MemoryError" else Cause.LAYOUT, kind)
        self.documents += 1
        return answer

    def resident(self) -> int:
        """Bytes of memory in use; 0 when the process has ended."""
        try:
            fields = Path(f"/proc/{self.pid}/statm").read_text().split()
        except OSError:
            return 0
        return int(fields[1]) * PAGE_SIZE if len(fields) > 1 else 0

    def kill(self) -> None:
        """From any thread; the one that waits for an answer gets Died."""
        self._process.kill()

    def end(self) -> None:
        """By the thread that uses it."""
        self._process.kill()
        self._process.wait()
        self._jobs.close()
        self._answers.close()

    def _exchange(self, message: bytes, deadline: float) -> Message:
        """Writes and reads without ever blocking, and looks at clock and memory between any two steps."""
        outgoing = memoryview(message)
        incoming = bytearray()
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        if outgoing:
            poll.register(self._jobs, select.POLLOUT)
        while True:
            self._keep_within(deadline)
            for descriptor, _ in poll.poll(LOOK_EVERY_MS):
                if descriptor == self._answers.fileno():
                    self._read(incoming)
                elif not (outgoing := outgoing[self._write(outgoing) :]):
                    poll.unregister(self._jobs)
            if len(incoming) >= PREFIX_SIZE and len(incoming) >= self._expected(incoming):
                return unpack(bytes(incoming))

    def _keep_within(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise Died(Cause.TIME)
        resident = self.resident()
        self._seen = max(self._seen, resident)
        if resident > self.memory:
            raise Died(Cause.MEMORY)

    def _expected(self, incoming: bytearray) -> int:
        try:
            return PREFIX_SIZE + size_after(bytes(incoming[:PREFIX_SIZE]))
        except ValueError:
            raise Died(Cause.CRASH, "an answer that is too large") from None

    def _read(self, incoming: bytearray) -> None:
        try:
            chunk = os.read(self._answers.fileno(), CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            raise self._why_it_ended()
        incoming += chunk

    def _write(self, outgoing: memoryview) -> int:
        try:
            return os.write(self._jobs.fileno(), outgoing[:CHUNK])
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            raise self._why_it_ended() from None

    def _why_it_ended(self) -> Died:
        """A library written in C that is refused memory ends the process: then Python raises no MemoryError.

        What the child had at its largest tells that from a fault of another kind.
        """
        if not self.ready:
            return Died(Cause.START, "the child ended")
        used = self._largest()
        return Died(Cause.MEMORY if used > NEARLY_ALL * self.memory else Cause.CRASH, "the child ended")

    def _largest(self) -> int:
        """Bytes of memory; ends the process for good, which has closed its end of the pipes already."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            _, status, usage = os.wait4(self.pid, 0)
        except (ChildProcessError, ProcessLookupError):
            return 0
        self._process.returncode = os.waitstatus_to_exitcode(status)
        largest = usage.ru_maxrss * 1024
        return largest if largest > self._inherited else self._seen
