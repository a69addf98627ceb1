"""The checks behind `./solidarity test`, in order; all of them run, so that one visit shows everything that is wrong.

`--quick` leaves out PostgreSQL, the journeys, and whatever is marked `browser` or `slow`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.in_memory import folder_in_memory

ROOT = Path(__file__).resolve().parents[1]

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# Modules, not the scripts beside the interpreter: those stop working when the folder is moved.
LINTERS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "lint-imports": ["-c", LINT_IMPORTS, "--no-logo"],
    "mypy": ["-m", "mypy"],
}
WHOLE = {
    "pytest on SQLite": ["-m", "pytest", "--database=sqlite"],
    # What uses no database has run above, and its number is said.
    "pytest on PostgreSQL": ["-m", "pytest", "--database=postgresql", "--database-only"],
}
# Without the journeys: walking over HTTP through whole pages is what takes time.
UNITS = ["--ignore=tests/journeys", "-m", "not browser and not slow"]
QUICK = {"pytest, quick": ["-m", "pytest", "--database=sqlite", *UNITS]}


@contextmanager
def quick_surroundings() -> Iterator[dict[str, str]]:
    """The environment of the checks. Temporary files lie in memory where there is room, and are gone afterwards; and
    what Python compiled is kept, for the tests start it a hundred times."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="solidarity-tests-", dir=folder_in_memory()) as folder:
        yield kept | {"PYTEST_DEBUG_TEMPROOT": folder}


def run(checks: dict[str, list[str]]) -> int:
    """Runs every check, prints how each ended, and returns 1 when any failed."""
    ended: list[tuple[str, bool, float]] = []
    with quick_surroundings() as environment:
        for name, arguments in checks.items():
            print(f"\n== {name}", flush=True)
            began = time.monotonic()
            status = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False).returncode
            ended.append((name, status == 0, time.monotonic() - began))
    print("\n== Summary")
    for name, held, seconds in ended:
        print(f"{name:<22} {'ok' if held else 'FAILED':<8} {seconds:6.1f} s")
    failed = [name for name, held, _ in ended if not held]
    print(f"Not in order: {', '.join(failed)}." if failed else "All in order.", flush=True)
    return 1 if failed else 0


def main(arguments: Sequence[str]) -> int:
    return run(LINTERS | (QUICK if "--quick" in arguments else WHOLE))


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
