"""The locks belong to this pyproject.toml, are complete and safe to install, and name no address."""

import copy
import re
import tomllib
from typing import Any

import pytest

from tests.house import locks

PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pyproject() -> dict[str, Any]:
    return tomllib.loads((locks.ROOT / "pyproject.toml").read_text())


def text_of(lock: str) -> str:
    return (locks.ROOT / lock).read_text()


def versions(lock: str) -> dict[str, str]:
    return {found["name"]: found["version"] for found in PINNED.finditer(text_of(lock))}


@pytest.mark.parametrize("lock", [locks.RUN, locks.DEV])
def test_the_lock_was_written_from_this_pyproject(lock: str) -> None:
    first_line = text_of(lock).splitlines()[0]
    assert first_line == locks.first_line(lock, pyproject()), "dependencies have changed: run ./solidarity lock"


@pytest.mark.parametrize(
    ("part", "moves_on"),
    [("project", {locks.RUN, locks.DEV}), ("dependency-groups", {locks.DEV})],
)
def test_a_new_dependency_makes_the_lock_older_than_pyproject(part: str, moves_on: set[str]) -> None:
    before = pyproject()
    after = copy.deepcopy(before)
    after[part]["dependencies" if part == "project" else "dev"].append("another-package>=1")
    changed = {lock for lock in (locks.RUN, locks.DEV) if locks.asked_for(lock, before) != locks.asked_for(lock, after)}
    assert changed == moves_on


@pytest.mark.parametrize("lock", [locks.RUN, locks.DEV])
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", text_of(lock))[1:]
    assert len(blocks) == len(versions(lock)) > 50
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", [locks.RUN, locks.DEV])
def test_the_lock_names_no_address(lock: str) -> None:
    unwanted = re.findall(
        r"^.*(?://|--index|--extra-index|--find-links|--trusted-host| @ ).*$", text_of(lock), re.MULTILINE
    )
    assert unwanted == []


def test_what_runs_is_tested_at_the_same_versions() -> None:
    run, dev = versions(locks.RUN), versions(locks.DEV)
    assert {name: dev.get(name) for name in run} == run
