"""What may stand in a name, and what is refused with a sentence in the page's language."""

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from foundation.database import Database
from petitions.models.signature import WebVisibility
from tests.factories.petitions import a_confirmed_signature, an_open_petition, make_older, typed

FIELDS = {"email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}
SIGN = "/petitions/free-ada/signatures"

REFUSED = {
    "right-to-left override": "Ada \u202eelpmaxE",
    "isolate": "Ada \u2066Example",
    "zero-width space": "Ada\u200bExample",
    "NUL": "Ada\x00Example",
    "replacement character": "Ada\ufffd",
    "a tower of accents": "A" + "\u0301" * 31,
    "ten thousand characters": "A" * 10_000,
    "only spaces": "   ",
    "line break": "Ada\nExample",
    "an address": "see https://evil.example",
    "line separator": "Ada\u2028Example",
    "byte order mark": "\ufeffAda",
}
TAKEN = {
    "flag": "Ada 🇨🇭",
    "a flag alone": "🇨🇭",
    "emoji alone": "🌻",
    "Arabic": "مريم العلي",
    "Persian with a joiner": "علی\u200cرضا",
    "apostrophe": "O’Brien",
    "Null": "Null",
    "single letter": "A",
    "Chinese": "王小明",
    "Kazakh": "Әсел Үлгіқызы",
    "markup": "<img src=x onerror=alert(1)>",
    "formula": "=HYPERLINK(1)",
    "braces": "{{7*7}}",
}


@pytest.fixture(autouse=True)
def petition(database: Database) -> None:
    with database.writing() as session:
        an_open_petition(session)


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("prefix", ["", "/ru"])
def test_a_name_that_cannot_be_shown_is_refused_in_words(client: TestClient, name: str, prefix: str) -> None:
    answer = client.post(prefix + SIGN, data=FIELDS | {"name": name})
    assert answer.status_code == 422
    problem = answer.text.split('id="name-problem">')[1].split("<")[0]
    assert len(problem) > 15
    assert problem.isascii() == (not prefix)


@pytest.mark.parametrize("body", [b"name=%ED%A0%80Ada", b"name=%FF%FEAda", b"name=Ada%00", b"name=%ED%A0%BD%ED%B8%80"])
def test_bytes_that_are_no_text_are_refused_in_words(client: TestClient, body: bytes) -> None:
    rest = "&".join(f"{name}={quote(value)}" for name, value in FIELDS.items()).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(SIGN, content=body + b"&" + rest, headers=headers)
    assert answer.status_code == 422
    assert 'id="name-problem"' in answer.text


@pytest.mark.parametrize("name", TAKEN.values(), ids=TAKEN)
def test_a_name_in_any_script_is_taken(client: TestClient, name: str) -> None:
    assert client.post(SIGN, data=FIELDS | {"name": name}).status_code == 303


def test_names_are_shown_as_text_and_cannot_turn_their_line(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        petition = an_open_petition(session, slug="names")
        for name in TAKEN.values():
            a_confirmed_signature(session, petition, typed(name=name, web=WebVisibility.FULL))
        petition_id = petition.id
    with database.writing() as session:
        make_older(session, petition_id)
    html = client.get("/petitions/names/signatories").text
    assert "<bdi>مريم العلي</bdi>" in html
    assert "<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>" in html
    assert "<img" not in html
    assert "{{7*7}}" in html


@pytest.mark.parametrize("field", ["email", "organisation", "country", "web_visibility", "agree_count"])
@pytest.mark.parametrize("value", ["A" * 10_000, "\u202e", "\x00", "\ufffd", "<svg/onload=1>", "9" * 40])
def test_no_field_can_be_filled_so_that_the_page_breaks(client: TestClient, field: str, value: str) -> None:
    answer = client.post(SIGN, data=FIELDS | {"name": "Ada Example"} | {field: value})
    assert answer.status_code in (303, 422)
    assert "<svg/onload" not in answer.text


@pytest.mark.parametrize("field", ["language", "via"])
@pytest.mark.parametrize("value", ["A" * 10_000, "\u202e", "\x00", "zz", "../../x"])
def test_what_nobody_typed_stops_nobody(client: TestClient, field: str, value: str) -> None:
    assert client.post(SIGN, data=FIELDS | {"name": "Ada Example"} | {field: value}).status_code == 303
