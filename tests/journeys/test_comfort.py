"""A reader chooses how pages look, and the choice stays in the browser alone."""

import pytest
from starlette.testclient import TestClient

CHOICE = {"size": "largest", "colours": "dark", "pictures": "none", "back": "/ru/desk/sign-in?next=%2Fdesk"}


def test_a_choice_is_kept_and_the_reader_is_back_where_she_was(client: TestClient) -> None:
    assert client.get("/comfort.css").text.strip() == ""
    form = client.get("/ru/comfort", headers={"Referer": "http://testserver/ru/desk/sign-in"})
    assert 'name="back" value="/ru/desk/sign-in"' in form.text
    answer = client.post("/ru/comfort", data=CHOICE)
    assert (answer.status_code, answer.headers["location"]) == (303, CHOICE["back"])
    sheet = client.get("/comfort.css")
    assert "font-size: 150%" in sheet.text
    assert "color-scheme: dark" in sheet.text
    assert "img, picture { display: none; }" in sheet.text
    assert "no-cache" in sheet.headers["cache-control"]
    assert "Cookie" in sheet.headers["vary"]
    assert 'value="dark"\n checked' in client.get("/comfort").text


def test_pages_are_the_same_for_all(client: TestClient) -> None:
    plain = client.get("/en/desk/sign-in").content
    client.post("/comfort", data=CHOICE)
    assert client.get("/en/desk/sign-in").content == plain


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"])
def test_the_form_leads_nowhere_else(client: TestClient, elsewhere: str) -> None:
    assert client.post("/comfort", data=CHOICE | {"back": elsewhere}).headers["location"] == "/"
    assert "evil" not in client.get("/comfort", headers={"Referer": "https://evil.example/page"}).text


@pytest.mark.parametrize("cookie", ["", "largest", "a.b.c", "largest.dark.}", "...."])
def test_a_cookie_that_cannot_be_read_changes_nothing(client: TestClient, cookie: str) -> None:
    assert client.get("/comfort.css", headers={"Cookie": f"comfort={cookie}"}).text.strip() == ""


def test_an_answer_that_was_not_offered_is_asked_again(client: TestClient) -> None:
    answer = client.post("/en/comfort", data=CHOICE | {"colours": "pink"})
    assert answer.status_code == 422
    assert "Please choose one of the answers." in answer.text
    assert "set-cookie" not in answer.headers
