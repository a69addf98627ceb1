"""What `doctor` says of a machine where something is missing."""

import socket
from pathlib import Path

import pytest

from campaigns.commands.examination import examine, workers_alive
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.jobs_running import working


def test_it_says_whether_anybody_does_the_work(database: Database, settings: Settings) -> None:
    assert not workers_alive(database).fine
    with working(settings, database):
        assert workers_alive(database).words == "1 worker is alive"
    assert not workers_alive(database).fine


@pytest.fixture
def nobody_listens() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_it_names_the_schema_and_the_mail_server_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nobody_listens: int
) -> None:
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOLIDARITY_SMTP_URL", f"smtp://ada:a-password@127.0.0.1:{nobody_listens}")
    missing = [finding.words for finding in examine() if not finding.fine]
    assert [words.split(",")[0] for words in missing] == [
        "the database has schema none",
        "the SMTP server of the settings does not answer: Connection refused",
    ]
    assert "a-password" not in " ".join(missing)


def test_it_says_that_a_database_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", SECRET)
    monkeypatch.setenv("SOLIDARITY_DATABASE_URL", f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    assert "the database does not answer" in [finding.words for finding in examine() if not finding.fine]


@pytest.mark.parametrize(("proxies", "fine"), [("0", False), ("1", True)])
def test_it_asks_for_the_proxies_in_front_of_a_public_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxies: str, fine: bool
) -> None:
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOLIDARITY_BASE_URL", "https://campaigns.example.org")
    monkeypatch.setenv("SOLIDARITY_TRUSTED_PROXIES", proxies)
    [found] = [finding for finding in examine() if "in front" in finding.words]
    assert found.fine is fine
