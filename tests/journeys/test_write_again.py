"""Whoever ended all mail and wishes to sign after all asks the organisers: an owner lets mail go to them again."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from petitions.models.petition import Petition
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, path_of

SIGN = "/petitions/free-ada/signatures"
AGAIN = "/desk/petitions/free-ada/write-again"
GINA = "gina@example.net"
TYPED = {"name": "Gina Example", "email": GINA, "country": "NO", "agree_count": "yes", "language": "en"}
ASKED = {"email": GINA, "reason": "rang our office"}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        for role in (Role.OWNER, Role.EDITOR):
            an_organiser(session, organisation, role, f"{role.value}@example.org")
        return an_open_petition(session, organisation)


def sign_in(client: TestClient, who: str = "owner") -> None:
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})


def trail(database: Database) -> list[str]:
    with database.reading() as session:
        return [f"{entry.act} {entry.about} {entry.detail}" for entry in session.exec(select(AuditEntry))]


@pytest.mark.parametrize("way", ["not-me", "unsubscribe"])
@pytest.mark.parametrize("had_confirmed", [False, True])
def test_who_ended_all_mail_signs_after_all(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, way: str, had_confirmed: bool
) -> None:
    client.post(SIGN, data=TYPED)
    mail = mailbox.only_mail()
    if had_confirmed:
        client.post(path_of(mail, "confirm"))
    if way == "unsubscribe":
        assert "only the organisers" in client.get(path_of(mail, way)).text
    assert "organisers" in client.post(path_of(mail, way)).text
    if way == "unsubscribe":
        client.post(path_of(mail, "withdraw"))
    client.post(SIGN, data=TYPED)
    assert mailbox.fetch() == []
    sign_in(client)
    assert client.post(AGAIN, data=ASKED).headers["location"] == f"{AGAIN}?done=yes"
    assert "goes out again" in client.get(f"{AGAIN}?done=yes").text
    assert mailbox.fetch() == []
    client.post(SIGN, data=TYPED | {"organisation": "Example Bakers"})
    assert "Thank you" in client.post(path_of(mailbox.only_mail(), "confirm")).text
    (line,) = [line for line in trail(database) if "mail_allowed_again" in line]
    assert "rang our office" in line
    assert "gina" not in line


def test_the_answer_is_the_same_for_an_address_that_was_never_here(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED)
    client.post(path_of(mailbox.only_mail(), "not-me"))
    sign_in(client)
    answers = [client.post(AGAIN, data=ASKED | {"email": email}) for email in (GINA, "nobody@example.net")]
    assert len({(answer.status_code, answer.headers["location"], answer.content) for answer in answers}) == 1


def test_it_needs_a_reason_an_owner_and_is_for_no_list(
    client: TestClient, database: Database, petition: Petition
) -> None:
    sign_in(client, "editor")
    assert client.get(AGAIN).status_code == client.post(AGAIN, data=ASKED).status_code == 403
    client.post("/desk/sign-out")
    sign_in(client)
    for wrong in ({"reason": ""}, {"email": "nonsense"}):
        assert client.post(AGAIN, data=ASKED | wrong).status_code == 422
    answers = [client.post(AGAIN, data=ASKED | {"email": f"p{n}@example.net"}).status_code for n in range(12)]
    assert answers == [303] * 10 + [429] * 2


def test_in_russian(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    assert "Снова писать кому-то" in client.get(f"/ru{AGAIN}").text
