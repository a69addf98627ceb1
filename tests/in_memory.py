"""Where the databases of tests may lie so that no commit waits for a disk. They ask for the same promises as anywhere:
what the disk would keep after a loss of power, no test can see."""

import os
import re
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes; two processes of tests on PostgreSQL fill half a gigabyte


def folder_in_memory() -> Path | None:
    """A folder of the system's that takes ROOM and is no disk; None where there is none, or memory is short."""
    try:
        space = os.statvfs(SHARED_MEMORY)
        available = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    except OSError:
        return None
    free = min(space.f_bavail * space.f_frsize, int(available[1]) * 1024 // 2 if available else 0)
    return SHARED_MEMORY if free >= ROOM and os.access(SHARED_MEMORY, os.W_OK | os.X_OK) else None
