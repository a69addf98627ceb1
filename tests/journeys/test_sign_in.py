"""An organiser signs in to the desk and out again."""

import time_machine
from starlette.testclient import TestClient

from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser


def test_an_organiser_signs_in_and_out(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    assert client.get("/desk").headers["location"] == "/desk/sign-in?next=/desk"
    answer = client.post("/desk/sign-in", data={"email": "ADA@example.org", "password": PASSWORD, "next": "/desk"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert client.get("/desk").status_code == 200
    client.post("/desk/sign-out")
    assert client.get("/desk").status_code == 303


def test_wrong_password_and_unknown_address_get_the_same_page(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    known = client.post("/desk/sign-in", data={"email": "ada@example.org", "password": "not the right password"})
    unknown = client.post("/desk/sign-in", data={"email": "jean@example.org", "password": "not the right password"})
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace("ada@", "jean@") == unknown.text
    assert "do not fit together" in known.text


@time_machine.travel("2026-03-01 06:04:50Z", tick=True)
def test_the_eleventh_attempt_in_five_minutes_is_refused(client: TestClient) -> None:
    answers = [
        client.post("/desk/sign-in", data={"email": "jean@example.org", "password": "guess"}).status_code
        for _ in range(11)
    ]
    assert answers == [422] * 10 + [429]


def test_a_form_from_another_site_is_refused(client: TestClient) -> None:
    form = {"email": "ada@example.org", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/desk/sign-in", data=form, headers=headers).status_code == 403
    del client.headers["Origin"]
    assert client.post("/desk/sign-in", data=form).status_code == 403


def test_the_path_after_sign_in_stays_on_the_desk(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    for wished in ("https://evil.example/desk", "//evil.example", "/desk\\evil"):
        form = {"email": "ada@example.org", "password": PASSWORD, "next": wished}
        assert client.post("/desk/sign-in", data=form).headers["location"] == "/desk"
