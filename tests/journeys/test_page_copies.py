"""Public pages are rendered once for all who ask in the same second, and no longer kept than is promised."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database, open_database
from foundation.settings import Settings
from foundation.switches.actions import switch_off, switch_on
from foundation.switches.models import Switch
from foundation.web.authorisation import Who
from foundation.web.copies import CopiesMiddleware
from petitions.actions.push import pause_all
from petitions.models.petition import Petition
from petitions.models.signature import WebVisibility
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import a_confirmed_signature, an_open_petition, make_older, typed, withdraw_token

pytestmark = pytest.mark.slow

PAGE = "/petitions/free-ada"
LIST = f"{PAGE}/signatories"
NOON = "2026-06-01 12:00:30Z"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def petition(database: Database, clock: time_machine.Traveller) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation, Role.OWNER)
        return an_open_petition(session, organisation)


@pytest.fixture
def asked(database: Database) -> Callable[[], int]:
    """How often the database was asked since the last time."""
    seen: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))

    def number() -> int:
        found = sum(not statement.startswith(("PRAGMA", "BEGIN")) for statement in seen)
        seen.clear()
        return found

    return number


@pytest.fixture
def another_process(settings: Settings) -> Iterator[Database]:
    """It knows of nothing that is written here, nor we of what it writes."""
    database = open_database(settings)
    yield database
    database.engine.dispose()


COPIED = sorted(rule.path.replace("{slug}", "free-ada") for rule in RULES if rule.copied is not None)


@pytest.mark.parametrize("path", [path for path in COPIED if not path.startswith("/campaigns/")])
def test_the_second_reader_costs_the_database_nothing(
    client: TestClient, petition: Petition, asked: Callable[[], int], path: str
) -> None:
    first = client.get(path)
    assert (first.status_code, asked() > 0) == (200, True)
    second = client.get(path)
    assert (second.content, asked()) == (first.content, 0)
    assert "set-cookie" not in first.headers
    assert dict(second.headers) == dict(first.headers)


@pytest.mark.parametrize("path", [path for path in COPIED if not path.startswith("/campaigns/")])
def test_what_a_reader_has_already_is_not_sent_again(client: TestClient, petition: Petition, path: str) -> None:
    for coding in ("gzip", "identity"):
        first = client.get(path, headers={"Accept-Encoding": coding})
        again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == first.headers["cache-control"]
        assert again.headers.get("vary") == first.headers.get("vary")
        head = client.head(path, headers={"Accept-Encoding": coding})
        assert (head.content, head.headers["content-length"]) == (b"", first.headers["content-length"])


def test_only_pages_for_everybody_are_kept() -> None:
    assert COPIED
    assert all((rule.method, rule.who) == ("GET", Who.ANYONE) for rule in RULES if rule.copied is not None)


def test_pages_are_kept_by_language(client: TestClient, petition: Petition) -> None:
    pages = [
        client.get(path, headers={"Accept-Language": language}).text
        for path, language in ((PAGE, "ru"), (PAGE, "en"), (f"/ru{PAGE}", "en"), (PAGE, "ru"), (PAGE, "de, en;q=0.5"))
    ]
    assert ['<html lang="ru"' in page for page in pages] == [True, False, True, True, False]
    assert pages[0] == pages[3]
    assert 'href="/ru/petitions/free-ada/signatories"' in pages[2]


def test_what_other_sites_hang_on_the_address_makes_no_page_of_its_own(
    client: TestClient, petition: Petition, asked: Callable[[], int]
) -> None:
    plain = client.get(f"{PAGE}?via=bakers")
    asked()
    followed = client.get(f"{PAGE}?fbclid=visitor-17&via=bakers&utm_source=x")
    assert (followed.text, asked()) == (plain.text, 0)
    assert 'name="via"' in followed.text
    assert "visitor-17" not in followed.text
    assert 'name="via"' not in client.get(PAGE).text
    assert client.get(PAGE + "?" + "&".join(f"n{n}=1" for n in range(200))).text == client.get(PAGE).text


def test_who_is_signed_in_is_given_no_copy(client: TestClient, petition: Petition, asked: Callable[[], int]) -> None:
    client.get(PAGE)
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    asked()
    answer = client.get(PAGE)
    assert (answer.status_code, asked() > 0, client.get(PAGE).status_code, asked() > 0) == (200, True, 200, True)
    assert answer.headers["etag"]


def test_what_is_changed_here_shows_at_once(client: TestClient, database: Database, petition: Petition) -> None:
    assert 'name="email"' in client.get(PAGE).text
    with database.writing() as session:
        pause_all(session, campaign_id=petition.campaign_id)
    assert "paused at the moment" in client.get(PAGE).text


def test_another_process_follows_within_a_second(
    client: TestClient, another_process: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    assert client.get(LIST).status_code == 200
    assert client.get(PAGE).status_code == 200
    with another_process.writing() as session:
        ours = session.get_one(Organisation, petition.organisation_id)
        owner = an_organiser(session, ours, email="another@example.org")
        switch_off(session, user=owner, switch=Switch.SIGNATORY_LIST)
        pause_all(session, campaign_id=petition.campaign_id)
    clock.shift(0.9)
    assert 'name="email"' in client.get(PAGE).text
    clock.shift(0.1)
    assert client.get(LIST).status_code == 503
    assert "paused at the moment" in client.get(PAGE).text
    with another_process.writing() as session:
        switch_on(session, user=owner, switch=Switch.SIGNATORY_LIST)
    # A refusal is kept by nobody.
    assert client.get(LIST).status_code == 200


def test_who_withdraws_is_gone_from_the_list_at_once(
    client: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        signature = a_confirmed_signature(session, petition, typed(name="Canary Example", web=WebVisibility.FULL))
        make_older(session, petition.id)
    assert "Canary Example" in client.get(LIST).text
    assert client.post(f"/withdraw/{withdraw_token(signature)}").status_code == 200
    assert "Canary Example" not in client.get(LIST).text


def test_figures_move_with_the_full_minute(
    client: TestClient, database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-06-01 12:00:59.900Z")
    assert client.get(f"{PAGE}/count.json").json()["confirmed"] == 0
    with database.writing(shows=False) as session:  # as the batcher writes
        a_confirmed_signature(session, session.exec(select(Petition)).one())
    assert client.get(f"{PAGE}/count.json").json()["confirmed"] == 0
    clock.move_to("2026-06-01 12:01:00Z")
    assert client.get(f"{PAGE}/count.json").json()["confirmed"] == 1


def test_a_page_that_is_not_there_is_not_kept(
    client: TestClient, another_process: Database, petition: Petition
) -> None:
    assert client.get("/petitions/another").status_code == 404
    with another_process.writing() as session:
        an_open_petition(session, slug="another")
    assert client.get("/petitions/another").status_code == 200


def test_a_crowd_causes_the_work_once(
    settings: Settings, database: Database, petition: Petition, asked: Callable[[], int]
) -> None:
    app = create_app(settings, database)

    async def ask_together(number: int) -> list[Any]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE_URL) as several:
            return await asyncio.gather(*(several.get(PAGE) for _ in range(number)))

    asyncio.run(ask_together(1))
    alone = asked()
    with database.writing():
        pass
    asked()
    answers = asyncio.run(ask_together(30))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert asked() == alone


def test_however_many_addresses_are_tried_memory_stays_small(
    settings: Settings, database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.web.copies.MOST_BYTES", 100_000)
    copies = CopiesMiddleware(create_app(settings, database), rules=RULES, changes=database.changes)
    with TestClient(copies, base_url=BASE_URL) as client:
        for number in range(30):
            assert client.get(f"{PAGE}?via=code-{number}").status_code == 200
            assert 0 < sum(copy.size for copy in copies.kept.values()) <= 100_000


def test_two_wishes_for_a_language_leave_no_page_under_the_wrong_name(client: TestClient, petition: Petition) -> None:
    both = [("accept-language", "ru"), ("accept-language", "en")]
    del client.headers["accept-language"]
    assert '<html lang="ru"' in client.get(PAGE, headers=both).text
    assert '<html lang="en"' in client.get(PAGE, headers={"accept-language": "en"}).text


def test_very_long_addresses_are_not_kept_in_mind(client: TestClient, petition: Petition) -> None:
    assert client.get("/petitions/" + "a" * 5000).status_code == 404
