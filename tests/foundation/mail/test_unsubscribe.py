"""Leaving a list, in a browser and by the button of a mail program."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from foundation.database import Database
from foundation.errors import NotFound
from foundation.mail import unsubscribing
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import is_suppressed, suppress
from foundation.mail.unsubscribing import Words, unsubscriber
from foundation.security.links import make_token, row_of_token, token_holds
from foundation.web.language import mark

PURPOSE = "tests.reader"
NONCE = b"nonce"
TOKEN = make_token(PURPOSE, 7, NONCE)
WOULD = mark("Nothing more would come to number %(number)s.")


def shows(_session: Session, token: str) -> Words:
    if not token_holds(token, PURPOSE, row_of_token(token), NONCE):
        raise NotFound("not ours")
    return Words(WOULD, {"number": "<7>"})


@pytest.fixture(autouse=True)
def _registered() -> Iterator[None]:
    before = dict(unsubscribing._registered)
    unsubscriber("tests.nobody", shows=nobody)(nobody)

    @unsubscriber(PURPOSE, shows=shows)
    def leave(session: Session, token: str) -> Words:
        shows(session, token)
        suppress(session, address="person7@example.org", reason=SuppressionReason.UNSUBSCRIBED)
        return Words("Nothing more comes to you.")

    yield
    unsubscribing._registered.clear()
    unsubscribing._registered.update(before)


def nobody(_session: Session, token: str) -> Words:
    raise NotFound("not ours")


def left(database: Database) -> bool:
    with database.reading() as session:
        return is_suppressed(session, address="person7@example.org")


def test_the_link_shows_one_button_and_the_button_acts(client: TestClient, database: Database) -> None:
    for _time in range(3):
        page = client.get(f"/unsubscribe/{TOKEN}")
        assert page.status_code == 200
        assert "Nothing more would come to number &lt;7&gt;." in page.text
        assert page.text.count("<button") == 1
    assert not left(database)
    for _time in range(2):
        page = client.post(f"/unsubscribe/{TOKEN}")
        assert page.status_code == 200
        assert "Nothing more comes to you." in page.text
        assert "<button" not in page.text
    assert left(database)
    assert client.get(f"/unsubscribe/{TOKEN}").status_code == 200


def test_a_mail_program_posts_one_click_from_nowhere_and_gets_200_without_a_redirect(
    client: TestClient, database: Database
) -> None:
    answer = client.post(
        f"/unsubscribe/{TOKEN}",
        data={"List-Unsubscribe": "One-Click"},
        headers={"Origin": "https://mail.example.com", "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 200
    assert left(database)


@pytest.mark.parametrize("token", [TOKEN[:-1] + ("a" if TOKEN[-1] != "a" else "b"), "x", "7-" + "a" * 26, "%00", "я"])
def test_a_link_that_is_not_ours_changes_nothing_and_says_so(
    client: TestClient, database: Database, token: str
) -> None:
    for answer in (client.get(f"/unsubscribe/{token}"), client.post(f"/unsubscribe/{token}")):
        assert answer.status_code == 404
        assert "This link is not valid." in answer.text
    assert not left(database)


def test_the_page_speaks_the_readers_language(client: TestClient) -> None:
    page = client.get(f"/ru/unsubscribe/{TOKEN}").text
    assert 'lang="ru"' in page
    assert f'action="/ru/unsubscribe/{TOKEN}"' in page
    assert "No more mail" not in page
