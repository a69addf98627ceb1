"""The sequence behind `./solidarity test`."""

import pytest

from tests import run


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
    assert {argument for arguments in run.WHOLE.values() for argument in arguments if "--database" in argument} == {
        "--database=sqlite",
        "--database=postgresql",
    }
    (quick,) = run.QUICK.values()
    assert "--database=sqlite" in quick
    assert "--database=postgresql" not in quick
    assert "not browser and not slow" in quick
