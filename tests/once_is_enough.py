"""Tests that use no database say the same beside every database: with `--database-only` they are left out, and counted.

The database reaches a test by the fixture `cluster` and by nothing else, so what does not ask for it, by itself or
through other fixtures, does not know which one it is. A rule of the house holds that.
"""

from typing import Any

import pytest

SOURCE = "cluster"
_LEFT_OUT = pytest.StashKey[int]()


def uses_database(item: pytest.Item) -> bool:
    return SOURCE in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    without = [item for item in items if not uses_database(item)]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if uses_database(item)]
    _note(config, len(without))
    # Each process that runs tests looks for all of them by itself, and tells the one that speaks.
    if hasattr(config, "workeroutput"):
        config.workeroutput["without_database"] = len(without)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _note(node.config, getattr(node, "workeroutput", {}).get("without_database", 0))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    count = config.stash.get(_LEFT_OUT, 0)
    terminalreporter.write_line(f"{count} tests use no database and are left out here: they run beside SQLite, once.")


def _note(config: pytest.Config, count: int) -> None:
    config.stash[_LEFT_OUT] = max(count, config.stash.get(_LEFT_OUT, 0))
