"""Writes the two locks from pyproject.toml: run by `./solidarity lock`, and `./solidarity lock --upgrade` for newer
versions of everything."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RUN, DEV = "requirements.lock", "requirements-dev.lock"

# Universal, so that one file serves every platform and Python version; no address, so that anybody's index serves.
COMPILE = [
    *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
]


def asked_for(lock: str, pyproject: dict[str, Any]) -> str:
    """The digest of everything in pyproject.toml that decides what this lock holds."""
    project = pyproject["project"]
    decisive = {"python": project["requires-python"], "run": project["dependencies"]}
    if lock == DEV:
        decisive["dev"] = pyproject["dependency-groups"]["dev"]
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def first_line(lock: str, pyproject: dict[str, Any]) -> str:
    """What stands on top of the lock, so that a test can say when pyproject.toml has moved on."""
    return f"# Written by ./solidarity lock. pyproject.toml asked for: sha256 {asked_for(lock, pyproject)}"


def write(lock: str, pyproject: dict[str, Any], options: list[str]) -> None:
    path = ROOT / lock
    # uv keeps the versions it finds in the file unless it is told to upgrade.
    subprocess.run([sys.executable, "-m", *COMPILE, "--output-file", lock, *options], cwd=ROOT, check=True)
    pinned = [line for line in path.read_text().splitlines(keepends=True) if not line.startswith("#")]
    path.write_text(first_line(lock, pyproject) + "\n" + "".join(pinned))


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--upgrade"]):
        print("usage: ./solidarity lock [--upgrade]", file=sys.stderr)
        return 2
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    try:
        write(RUN, pyproject, arguments)
        # What runs in an installation is tested at the same versions.
        write(DEV, pyproject, [*arguments, "--group", "dev", "--constraints", RUN])
    except subprocess.CalledProcessError:
        print("solidarity: the locks could not be written; uv says above why.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
