"""Whatever goes wrong, a person reads what happened, what to do next and the way back, in their language."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import APIRouter
from starlette.testclient import TestClient

import campaigns.app
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.errors import AppError, Busy, Conflict, Forbidden, Gone, TooMany
from foundation.settings import Settings
from foundation.web.authorisation import Rule, Who
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import a_closed_petition

GONE = Gone("This link is not valid. Please open it exactly as it stands in the mail.")


@pytest.fixture
def failing(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestClient]:
    """A site where `/broken` and `/desk/broken` raise what a test hands in."""

    def site(error: Exception) -> TestClient:
        router = APIRouter()

        @router.get("/broken")
        @router.get("/desk/broken")
        def broken() -> None:
            raise error

        rules = (Rule("GET", "/broken", Who.ANYONE), Rule("GET", "/desk/broken", Who.SIGNED_IN))
        monkeypatch.setattr(campaigns.app, "ROUTERS", (*campaigns.app.ROUTERS, router))
        monkeypatch.setattr(campaigns.app, "RULES", (*RULES, *rules))
        app = campaigns.app.create_app(settings, database)
        return TestClient(app, base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL})

    return site


@pytest.mark.parametrize(
    ("error", "status", "next_step"),
    [
        (Gone("This petition is closed."), 410, "taken down on purpose"),
        (Forbidden("Please sign in first."), 403, "Nothing was changed"),
        (Conflict("There is nothing to undo."), 409, "Somebody may have changed this"),
        (TooMany("This was tried too often."), 429, "Wait five minutes"),
        (Busy("Something went wrong on our side."), 503, "load this page again"),
        (RuntimeError("secret of Ada Example"), 500, "try again in a moment"),
    ],
)
def test_each_error_has_its_page(
    failing: Callable[..., TestClient], error: AppError, status: int, next_step: str
) -> None:
    answer = failing(error).get("/en/broken")
    assert answer.status_code == status
    assert next_step in answer.text
    assert 'href="/en/"' in answer.text
    assert "Ada Example" not in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


def test_an_error_that_says_what_comes_next_gets_no_other_advice(failing: Callable[..., TestClient]) -> None:
    paused = Conflict("This petition is paused at the moment. Please come back later.")
    page = failing(paused).get("/en/broken").text
    assert "<h1>This petition is paused at the moment.</h1>" in page
    assert "<p>Please come back later.</p>" in page
    assert "Somebody may have changed this" not in page


def test_from_a_part_of_a_petition_the_way_back_leads_to_it(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        a_closed_petition(session)
    answer = client.get("/ru/petitions/free-ada/sheet.pdf")
    assert answer.status_code == 410
    assert 'href="/ru/petitions/free-ada"' in answer.text
    assert "To the petition" not in client.get("/en/petitions/nobody/sheet.pdf").text


def test_errors_speak_the_readers_language(failing: Callable[..., TestClient]) -> None:
    answer = failing(GONE).get("/ru/broken")
    assert '<html lang="ru" dir="ltr">' in answer.text
    assert "Эта ссылка недействительна" in answer.text
    assert 'href="/ru/"' in answer.text


def test_an_organiser_stays_on_the_desk(failing: Callable[..., TestClient], database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    client = failing(GONE)
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    page = client.get("/en/desk/broken").text
    assert 'href="/en/desk/campaigns"' in page
    assert "Ada Example" in page
    assert "Back to the desk" in page


def test_pages_come_while_the_database_is_away(settings: Settings, tmp_path: Path) -> None:
    away = sa.create_engine(f"sqlite:///{tmp_path}/there/is/no/such/folder.sqlite3")
    app = campaigns.app.create_app(settings, Database(away, away))
    client = TestClient(app, base_url=BASE_URL, headers={"Origin": BASE_URL}, cookies={"solidarity": "a token"})
    assert client.get("/en/nowhere").status_code == 404
    assert client.get("/en/desk/sign-in").status_code == 200
    for answer in (
        client.get("/en/desk"),
        client.post("/en/desk/sign-in", data={"email": "a@b.example", "password": "x"}),
    ):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert "Our database does not answer at the moment." in answer.text
    assert client.get("/healthz").text == "ok\n"
    not_ready = client.get("/readyz")
    assert (not_ready.status_code, not_ready.text) == (503, "not ready: the database does not answer\n")


def test_what_the_database_refuses_for_other_reasons_is_our_fault(failing: Callable[..., TestClient]) -> None:
    refused = sa.exc.IntegrityError("INSERT", {}, Exception("ada@example.org is there already"))
    answer = failing(refused).get("/en/broken")
    assert answer.status_code == 500
    assert "ada@example.org" not in answer.text


def test_after_a_post_nothing_leads_to_another_language(client: TestClient) -> None:
    form = {"email": "jean@example", "password": "guess"}
    assert 'hreflang="ru"' in client.get("/en/desk/sign-in").text
    refused = client.post("/en/desk/sign-in", data=form)
    assert refused.status_code == 422
    assert "hreflang" not in refused.text


def test_changing_the_language_keeps_the_question(client: TestClient) -> None:
    assert 'href="/ru/desk/sign-in?next=%2Fdesk%2Fpatterns"' in client.get("/desk/sign-in?next=%2Fdesk%2Fpatterns").text
