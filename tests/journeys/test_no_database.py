"""When the database is wholly away, people are told to come back soon, whatever they asked for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.tables import metadata
from foundation.clock import utc_now
from foundation.database import open_database
from foundation.settings import Settings
from tests.conftest import BASE_URL, SECRET
from tests.factories.petitions import an_open_petition

pytestmark = pytest.mark.slow

PAGE = "/petitions/free-ada"
READ = (
    "/",
    PAGE,
    f"{PAGE}/signatories",
    f"{PAGE}/figures",
    f"{PAGE}/count.json",
    f"{PAGE}/embed",
    "/campaigns/free-ada",
)
ADA = {"name": "Ada Example", "email": "ada@example.org", "country": "NO", "agree_count": "yes", "language": "en"}


def application(url: str, folder: Path) -> TestClient:
    settings = Settings(data_dir=folder, database_url=url, base_url=BASE_URL, secret_key=SECRET, _env_file=None)
    app = create_app(settings, open_database(settings))
    return TestClient(app, base_url=BASE_URL, headers={"Origin": BASE_URL}, raise_server_exceptions=False)


def ask_for_everything(client: TestClient) -> dict[str, int]:
    answers = {path: client.get(path) for path in READ}
    answers["sign"] = client.post(f"{PAGE}/signatures", data=ADA)
    answers["sign wrongly"] = client.post(f"{PAGE}/signatures", data={})
    assert all("<html" in answer.text and answer.headers["retry-after"] for answer in answers.values())
    return {what: answer.status_code for what, answer in answers.items()}


def test_a_server_that_was_never_there(tmp_path: Path) -> None:
    with application(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}", tmp_path) as client:
        assert set(ask_for_everything(client).values()) == {503}


def gone(file: Path) -> None:
    shutil.rmtree(file.parent)


def something_else(file: Path) -> None:
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    file.unlink()
    file.write_bytes(b"This is no database. " * 1000)


@pytest.mark.parametrize("lose", [gone, something_else])
def test_a_file_that_is_not_there_any_more(tmp_path: Path, lose: Callable[[Path], None]) -> None:
    """Also for whoever signs while the petition is still remembered from a moment ago, and after that moment."""
    folder = tmp_path / "data"
    with application("", folder) as client:
        database = client.app.state.database  # type: ignore[attr-defined]  # an application, typed as any callable
        metadata.create_all(database.engine)
        with database.writing() as session:
            an_open_petition(session)
        assert client.post(f"{PAGE}/signatures", data=ADA, follow_redirects=False).status_code == 303
        database.engine.dispose()
        lose(folder / "solidarity.sqlite3")
        assert client.post(f"{PAGE}/signatures", data=ADA).status_code == 503
        with time_machine.travel(utc_now(), tick=True) as clock:
            clock.shift(60)
            assert set(ask_for_everything(client).values()) == {503}
