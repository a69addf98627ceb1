"""The sequence behind `./solidarity test`."""

import inspect
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests import run
from tests.once_is_enough import SOURCE, pytest_terminal_summary, pytest_testnodedown, uses_database

TESTS = run.ROOT / "tests"


def test_every_check_runs_and_one_failure_fails_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    checks = {"first": ["-c", "pass"], "second": ["-c", "raise SystemExit(3)"], "third": ["-c", "print('was here')"]}
    assert run.run(checks) == 1
    shown = capfd.readouterr().out
    assert "was here" in shown
    assert shown.splitlines()[-1] == "Not in order: second."


def test_all_in_order_is_said_and_is_success(capfd: pytest.CaptureFixture[str]) -> None:
    assert run.run({"only": ["-c", "pass"]}) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "All in order."


def test_both_databases_are_tested_and_the_quick_run_needs_neither_browser_nor_postgresql() -> None:
    assert {argument for arguments in run.WHOLE.values() for argument in arguments if "--database=" in argument} == {
        "--database=sqlite",
        "--database=postgresql",
    }
    (quick,) = run.QUICK.values()
    assert "--database=sqlite" in quick
    assert "--database=postgresql" not in quick
    assert "not browser and not slow" in quick


def test_only_the_second_database_leaves_out_what_the_first_has_run() -> None:
    assert [name for name, arguments in run.WHOLE.items() if "--database-only" in arguments] == ["pytest on PostgreSQL"]
    assert list(run.WHOLE) == ["pytest on SQLite", "pytest on PostgreSQL"]


def test_what_asks_for_a_database_by_way_of_others_is_seen(request: pytest.FixtureRequest, client: TestClient) -> None:
    assert "cluster" not in inspect.signature(test_what_asks_for_a_database_by_way_of_others_is_seen).parameters
    assert uses_database(request.node)


def test_what_asks_for_none_is_seen(request: pytest.FixtureRequest) -> None:
    assert not uses_database(request.node)


def test_the_database_reaches_tests_by_one_fixture_that_is_asked_for_by_name() -> None:
    """Or else `--database-only` would leave out what it must not."""
    asking = [
        f"{path.relative_to(TESTS)}: {words}"
        for path in sorted(TESTS.rglob("*.py"))
        for words in ("getoption" + "(", "getfixturevalue" + "(")
        for _times in range(path.read_text().count(words))
    ]
    assert asking == ["conftest.py: getoption" + "("] * 2
    assert f'@pytest.fixture(scope="session")\ndef {SOURCE}(' in (TESTS / "conftest.py").read_text()


def test_those_left_out_are_counted_aloud_and_once_though_each_process_found_them() -> None:
    said: list[str] = []
    config: Any = SimpleNamespace(stash=pytest.Stash())
    for count in (0, 2, 2):
        pytest_testnodedown(SimpleNamespace(config=config, workeroutput={"without_database": count}))
    pytest_terminal_summary(SimpleNamespace(write_line=said.append), config)
    assert said == ["2 tests use no database and are left out here: they run beside SQLite, once."]


def test_whatever_the_surroundings_say_compiled_files_are_kept_and_temporary_ones_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    with run.quick_surroundings() as environment:
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        folder = Path(environment["PYTEST_DEBUG_TEMPROOT"])
        assert folder.is_dir()
    assert not folder.exists()
