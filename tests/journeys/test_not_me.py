"""Somebody's address was typed by somebody else: one press, and it is deleted, uncounted and never written to again."""

from urllib.parse import urlsplit

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.queries.counting import count_again, kept_counts
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, links, path_of

SIGN = "/petitions/free-ada/signatures"
TYPED = {"name": "Ada Example", "email": "victim@example.net", "country": "NO", "agree_count": "yes", "language": "en"}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def kept(database: Database, petition: Petition) -> tuple[int, int]:
    with database.reading() as session:
        counts = kept_counts(session, petition.id)
        assert counts == count_again(session, petition.id)
        return counts.waiting, counts.confirmed


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("news", [{}, {"agree_updates": "yes"}, {"agree_list": "yes"}])
def test_it_was_not_me(
    client: TestClient,
    database: Database,
    petition: Petition,
    mailbox: Mailbox,
    confirmed: bool,
    news: dict[str, str],
) -> None:
    client.post(SIGN, data=TYPED | news)
    mail = mailbox.only_mail()
    not_me = path_of(mail, "not-me")
    if confirmed:
        client.post(path_of(mail, "confirm"))
        mailbox.fetch()
    page = client.get(not_me)
    assert page.text.count("<button") == 1
    assert "Free Ada" not in page.text
    assert kept(database, petition) == ((0, 1) if confirmed else (1, 0))
    for _ in range(2):
        assert "is deleted" in client.post(not_me).text
    assert kept(database, petition) == (0, 0)
    with database.reading() as session:
        signature = session.exec(select(Signature)).one()
        assert (signature.state, signature.envelope) == (SignatureState.WITHDRAWN, None)

    for address in ("victim@example.net", "VICTIM+2@example.net"):
        again = client.post(SIGN, data=TYPED | {"email": address, "name": "Somebody Else"})
        assert again.headers["location"] == "/petitions/free-ada/check-your-mail"
    client.post("/petitions/free-ada/my-data", data={"email": "victim@example.net"})
    arrived = mailbox.fetch()
    assert len(arrived) <= (1 if confirmed and not news.get("agree_updates") else 0)
    assert all("my-data" in " ".join(links(mail)) for mail in arrived)
    assert kept(database, petition) == (0, 0)
    assert client.post(path_of(mail, "confirm")).status_code == 410


def test_a_mail_that_waits_in_the_outbox_does_not_leave_any_more(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED)
    mail = mailbox.only_mail()
    client.post(SIGN, data=TYPED | {"name": "Ada Once More"})
    client.post(path_of(mail, "not-me"))
    assert mailbox.fetch() == []


def test_what_somebody_else_entered_is_told_apart_from_ones_own(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED)
    own = path_of(mailbox.only_mail(), "confirm")
    client.post(SIGN, data=TYPED | {"name": "Fake Two"})
    strangers = mailbox.only_mail()
    not_me = path_of(strangers, "not-me")
    page = client.get(not_me)
    assert page.text.count("<button") == 2
    assert "Free Ada" not in page.text
    for _ in range(2):
        assert "stays as it was" in client.post(not_me, data={"only_this": "yes"}).text
    assert client.get(path_of(strangers, "confirm")).status_code == 404
    assert client.post(own).status_code == 200
    assert kept(database, petition) == (0, 1)
    client.post(not_me)
    assert kept(database, petition) == (0, 0)
    assert "is deleted" in client.post(not_me).text


def test_another_petition_may_still_write(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED)
    client.post(path_of(mailbox.only_mail(), "not-me"))
    with database.writing() as session:
        an_open_petition(session, slug="other")
    client.post("/petitions/other/signatures", data=TYPED)
    assert len(mailbox.fetch()) == 1


def test_who_joined_the_list_leaves_it_by_the_link_in_its_mail(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED | {"agree_list": "yes"})
    client.post(path_of(mailbox.only_mail(), "confirm"))
    mail = mailbox.only_mail()
    assert "general mailing list" in mail.body()
    (leave,) = {
        urlsplit(link).path for link in links(mail) if "/unsubscribe/" in link and "/unsubscribe/all-" not in link
    }
    assert "You would leave" in client.get(leave).text
    for _ in range(2):
        one_click = client.post(leave, data={"List-Unsubscribe": "One-Click"}, headers={"Origin": ""})
        assert one_click.status_code == 200
        assert "You have left" in one_click.text
    assert kept(database, petition) == (0, 1)
