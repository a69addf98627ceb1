"""`bench`: one JSON object, in a passing place of its own; an unknown name is wrong use."""

import json
from pathlib import Path

import pytest

import petitions.benches.secrecy
from campaigns.cli import main
from campaigns.commands.bench import BENCHES
from foundation.measuring.load import get, percentile, post
from foundation.measuring.results import Result
from petitions.benches.known import KINDS


def test_an_unknown_name_is_wrong_use_and_is_told_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bench", "no-such"])
    assert end.value.code == 2
    told = capsys.readouterr().err
    assert [name for name in BENCHES if name not in told] == []


def test_a_petition_is_filled_and_its_counters_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "seed", "300", "--json", "--below", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["name", "figures", "yardstick", "ratios", "met"]
    assert (found["name"], found["figures"]["signatures"]) == ("seed", 300)
    # One in five hundred, and so the first, is set aside.
    assert found["figures"]["confirmed"] + found["figures"]["waiting"] == 299
    assert all(found["met"].values())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_export_is_taken_from_the_desk_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "export", "--number", "300", "--json", "--below", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["met"]["every signature has its row"]
    assert found["met"]["each export stands in the trail"]
    assert found["figures"]["csv MB sent"] >= 0
    assert all(found["yardstick"].values())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_pages_are_read_beside_a_bare_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first load is no matter of time: it is held here, on every run of the suite."""
    asked = ["--sizes", "20,120", "--seconds", "0.2", "--rounds", "2", "--connections", "4"]
    assert main(["bench", "read", *asked, "--json", "--below", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["met"]["first load at most 60 KB"]
    assert found["met"]["no request to another host"]
    assert found["figures"]["first load of the petition page, requests"] >= 4
    assert len(found["ratios"]) > 10
    with pytest.raises(SystemExit) as end:
        main(["bench", "read", "--sizes", "many"])
    assert end.value.code == 2


@pytest.mark.slow
def test_known_and_unknown_addresses_are_asked_about_once_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(petitions.benches.secrecy, "BURSTS", (1, 3))
    monkeypatch.setattr(petitions.benches.secrecy, "LEAST_BURSTS", 2)
    assert main(["bench", "secrecy", "--pairs", "4", "--json", "--below", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["met"]["status, headers and body are the same"]
    assert (found["figures"]["different answers"], found["figures"]["statuses"]) == (1, "303")
    assert len([words for words in found["figures"] if words.startswith("4 times one, ")]) == len(KINDS) + 1
    assert len([words for words in found["figures"] if words.startswith("2 times 3 at once, ")]) == 2 * len(KINDS) + 2
    assert len(found["yardstick"]) == 3


def test_what_is_kept_lies_in_a_new_folder_with_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept"
    assert main(["bench", "seed", "20", "--keep", str(kept)]) == 0
    assert {"solidarity.sqlite3", "secret-key"} <= {path.name for path in kept.iterdir()}
    assert main(["bench", "seed", "20", "--keep", str(kept)]) == 1
    assert "is there already" in capsys.readouterr().err


def test_a_table_says_on_which_machine_and_what_was_missed() -> None:
    result = Result("walk", figures={"steps/s": 1200.5}, met={"at least ten": True, "at least a million": False})
    assert result.ratio("of a run", 2.0, 8.0) == 0.25
    lines = result.as_table().splitlines()
    assert lines[0].startswith("walk: ")
    assert "cores" in lines[0]
    assert [line.split()[-1] for line in lines if line.startswith("  at least")] == ["met", "MISSED"]


def test_the_slowest_in_a_hundred() -> None:
    assert percentile([float(number) for number in range(1000)], 99) == 990.0
    assert percentile([], 99) == 0.0


def test_requests_are_those_of_our_own_pages() -> None:
    sent = post("/petitions/x/signatures", {"name": "Ada Example"}, x_forwarded_for="198.18.0.1")
    head, body = sent.split(b"\r\n\r\n")
    assert body == b"name=Ada+Example"
    assert b"content-length: 16" in head
    assert b"x-forwarded-for: 198.18.0.1" in head
    assert get("/").startswith(b"GET / HTTP/1.1\r\n")


@pytest.mark.slow
def test_letters_are_laid_out_beside_weasyprint_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "letters", "--number", "8", "--json", "--below", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["figures"]["letters"] == 8
    assert found["met"]["a worker ≤ 250 MB"]
    assert found["ratios"]["one worker to naive"] > 0
    assert all(found["yardstick"].values())
    assert list(tmp_path.iterdir()) == []
