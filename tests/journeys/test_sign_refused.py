"""What a petition does not take: it says so in words, keeps what was typed, and nothing else happens."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from tests.factories.petitions import a_closed_petition, a_paused_petition, an_example_petition, an_open_petition

ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}
SIGN = "/petitions/free-ada/signatures"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def test_what_was_typed_stays_and_what_is_wrong_stands_beside_it(client: TestClient, petition: Petition) -> None:
    sent = {
        "name": "Ada Example",
        "email": "ada at example",
        "country": "XX",
        "organisation": "Example Bakers",
        "web_visibility": "initials",
        "addressee_visibility": "full",
        "agree_updates": "yes",
        "via": "bakers-7",
        "language": "en",
    }
    answer = client.post(SIGN, data=sent)
    assert answer.status_code == 422
    for kept_value in ('value="Ada Example"', 'value="ada at example"', 'value="Example Bakers"', 'value="bakers-7"'):
        assert kept_value in answer.text
    for field in ("email", "country", "agree_count"):
        assert f'id="{field}-problem"' in answer.text
        assert f'href="#{field}"' in answer.text
    for field in ("name", "organisation", "web_visibility"):
        assert f'id="{field}-problem"' not in answer.text
    assert "no-store" in answer.headers["cache-control"]


def test_fields_that_were_not_asked_for_set_nothing(client: TestClient, database: Database, petition: Petition) -> None:
    extra = {
        "confirmed": "true",
        "state": "confirmed",
        "id": "1",
        "organisation_id": "1",
        "is_admin": "1",
        "round": "9",
    }
    assert client.post(SIGN, data=ADA | extra).status_code == 303
    with database.reading() as session:
        signature = session.exec(select(Signature)).one()
    assert (signature.state.value, signature.round, signature.confirmed_at) == ("pending", 1, None)


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [
        (a_closed_petition, 410, "This petition is closed"),
        (an_example_petition, 410, "an example from history"),
        (a_paused_petition, 409, "paused"),
    ],
)
def test_a_petition_that_takes_nothing_says_so(
    client: TestClient, database: Database, make: object, status: int, words: str
) -> None:
    with database.writing() as session:
        make(session)  # type: ignore[operator]  # one of the factories
    page = client.get("/petitions/free-ada")
    assert words in page.text
    assert "<form" not in page.text
    answer = client.post(SIGN, data=ADA)
    assert answer.status_code == status
    assert words in answer.text
    assert ('content="noindex"' in page.text) == (make is an_example_petition)
    with database.reading() as session:
        assert session.exec(select(Signature)).all() == []


@pytest.mark.parametrize("path", ["", "/check-your-mail", "/signatories", "/count.json", "/embed"])
def test_an_unknown_petition_is_not_found(client: TestClient, path: str) -> None:
    for slug in ("no-such", "NO", "a%00b", "x" * 300, "%ED%A0%80"):
        assert client.get(f"/petitions/{slug}{path}").status_code == 404
    assert client.post("/petitions/no-such/signatures", data=ADA).status_code == 404


def test_a_link_that_is_not_ours_gets_a_sentence(client: TestClient) -> None:
    for token in ("x", "1-" + "a" * 26, "zzzzzzzzzzzzz-" + "a" * 26, "%00", "a" * 3000):
        for page in ("confirm", "withdraw"):
            for answer in (client.get(f"/{page}/{token}"), client.post(f"/{page}/{token}")):
                assert answer.status_code == 404
                assert "This link is not valid" in answer.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "\u3164\u3164"),
        ("name", "!!!"),
        ("organisation", "\u3164"),
        ("organisation", "See https://evil.example"),
    ],
)
def test_a_name_that_is_none_is_refused_beside_its_field(
    client: TestClient, petition: Petition, field: str, typed: str
) -> None:
    answer = client.post(SIGN, data=ADA | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
