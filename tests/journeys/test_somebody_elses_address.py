"""Signing with an address that is not one's own: its owner gets few mails, and the page tells nobody anything."""

from datetime import timedelta

import pytest
import time_machine
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import is_suppressed, suppress
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import an_organisation
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, path_of

VICTIM = "victim@example.org"
FORM = {"name": "Victim Example", "email": VICTIM, "country": "NO", "agree_count": "yes", "language": "en"}


@pytest.mark.slow
def test_a_thousand_sign_ups_over_a_hundred_petitions_from_many_places_bring_five_mails(
    settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        organisation = an_organisation(session)
        for number in range(100):
            an_open_petition(session, organisation, slug=f"petition-{number}")
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}), database)
    answers = set()
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}) as client:
        for number in range(1000):
            spelling = f"victim+{number}@example.org"
            answer = client.post(
                f"/petitions/petition-{number % 100}/signatures",
                data=FORM | {"email": spelling, "name": f"Victim {number} Example"},
                headers={"X-Forwarded-For": f"198.18.{number // 250}.{number % 250}"},
            )
            headers = {name: value for name, value in answer.headers.items() if name != "location"}
            answers.add((answer.status_code, answer.content, str(headers)))
    arrived = mailbox.fetch()
    assert len(answers) == 1
    assert len(arrived) == 5
    assert all("/unsubscribe/all-" in mail.body() for mail in arrived)


def test_one_petition_writes_three_times_a_day_at_most(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        an_open_petition(session)
    for number in range(20):
        client.post("/petitions/free-ada/signatures", data=FORM | {"name": f"Victim {number} Example"})
    assert len(mailbox.fetch()) <= 3


def test_who_asks_for_other_mails_with_an_address_does_not_keep_its_owner_from_signing(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        an_open_petition(session)
    for _ in range(5):
        client.post("/petitions/free-ada/my-data", data={"email": VICTIM})
    assert len(mailbox.fetch()) == 2
    client.post("/petitions/free-ada/signatures", data=FORM)
    assert client.post(path_of(mailbox.only_mail(), "confirm")).status_code == 200


def test_who_types_an_address_again_and_again_does_not_keep_its_owner_from_signing(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        an_open_petition(session)
    begun = utc_now()
    for number in range(3):
        client.post("/petitions/free-ada/signatures", data=FORM | {"name": f"Fake {number} Example"})
    assert len(mailbox.fetch()) == 3
    assert client.post("/petitions/free-ada/signatures", data=FORM).status_code == 303
    assert mailbox.fetch() == []
    with time_machine.travel(begun + timedelta(hours=24, minutes=5), tick=True):
        own = path_of(mailbox.only_mail(), "confirm")
        assert "Victim Example" in client.get(own).text
        assert client.post(own).status_code == 200


def test_the_first_mail_ends_all_mail_of_this_site(client: TestClient, database: Database, mailbox: Mailbox) -> None:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_open_petition(session, organisation)
        an_open_petition(session, organisation, slug="free-jean")
    client.post("/petitions/free-ada/signatures", data=FORM)
    path = path_of(mailbox.only_mail(), "unsubscribe")
    for _ in range(2):
        page = client.get(path)
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        with database.reading() as session:
            assert not is_suppressed(session, address=VICTIM)
    for _ in range(2):
        assert "writes to this address no more" in client.post(path).text
    with database.reading() as session:
        assert is_suppressed(session, address="Victim+other@EXAMPLE.org")
    assert client.post("/petitions/free-jean/signatures", data=FORM).status_code == 303
    assert mailbox.fetch() == []


def test_a_link_to_end_all_mail_works_for_its_own_address_only(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        an_open_petition(session)
    client.post("/petitions/free-ada/signatures", data=FORM)
    path = path_of(mailbox.only_mail(), "unsubscribe")
    start = len("/unsubscribe/all-")
    other = "b" if path[start] == "a" else "a"
    changed = path[:start] + other + path[start + 1 :]
    cut = path[:-1]
    for forged in (changed, cut, "/unsubscribe/all-x", "/unsubscribe/all-" + "a" * 52 + "-1-" + "a" * 26):
        assert client.get(forged).status_code == client.post(forged).status_code == 404


@pytest.mark.parametrize("news", [{}, {"agree_updates": "yes"}])
def test_new_known_confirmed_and_suppressed_addresses_are_answered_alike(
    client: TestClient, database: Database, mailbox: Mailbox, news: dict[str, str]
) -> None:
    with database.writing() as session:
        an_open_petition(session)
        suppress(session, address="suppressed@example.org", reason=SuppressionReason.BOUNCED)

    def answer_to(email: str) -> tuple[int, bytes, str]:
        answer = client.post("/petitions/free-ada/signatures", data=FORM | news | {"email": email})
        return answer.status_code, answer.content, str(dict(answer.headers))

    pending = answer_to("pending@example.org")
    mailbox.fetch()
    new = answer_to("confirmed@example.org")
    client.post(path_of(mailbox.only_mail(), "confirm"))
    answers = [answer_to(f"{who}@example.org") for who in ("pending", "confirmed", "suppressed", "somebody")]
    assert {new, pending, *answers} == {new}
    assert new[0] == 303
