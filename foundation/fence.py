"""What a child process that works on a document may not do, and one that reads a single one from outside.

A file made to exhaust whoever opens it exhausts such a child alone, which has no secret, no database and, where the
system allows it, no network either.
"""

import ctypes
import os
import resource
import subprocess
import sys
import threading

from foundation.errors import Busy
from foundation.pdf_child import KEPT_VARIABLES, ROOT

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


class Refused(Exception):
    """The child made no sense of what it was given. `will_again`: the file is the reason, and will be tomorrow."""

    def __init__(self, will_again: bool) -> None:
        super().__init__(will_again)
        self.will_again = will_again


def fence(memory: int) -> None:
    """Called by the child: no core file with a letter in it, no more bytes of memory than agreed, no network. Never a
    limit on CPU: it adds up in a child that lives on."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    # A second wall behind fetchers that refuse everything. Where it is forbidden (containers), the first stands.
    ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def ask_child(
    module: str,
    content: bytes,
    *arguments: str,
    seconds: float,
    places: threading.Semaphore,
    patience: float | None = None,
) -> bytes:
    """What `python -m module` answers to `content`, given by its standard input. Raises Refused when it fails or takes
    longer than `seconds`, Busy when no place is free within `patience` seconds; without, it waits as long as it
    must."""
    if not places.acquire(timeout=patience):
        raise Busy("Many files are being looked at just now. Please try again in a few seconds.")
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | {"LANG": "C.UTF-8"},
            check=True,
        ).stdout
    except subprocess.SubprocessError as error:
        # A status of its own says that the file is the reason; a signal may have come from anywhere.
        will_again = isinstance(error, subprocess.CalledProcessError) and error.returncode > 0
        raise Refused(will_again) from None
    finally:
        places.release()
