"""Who has just confirmed is shown the next step: a letter, where it harms nobody."""

import re

from starlette.testclient import TestClient

from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.mailbox import Mailbox, path_of

SIGNER = {"name": "Ada Signer", "agree_count": "yes", "language": "en"}


def confirmed_page(client: TestClient, mailbox: Mailbox, *, country: str, language: str = "en") -> str:
    email = f"signer-{country.lower()}@example.net"
    client.post("/petitions/free-ada-example/signatures", data=SIGNER | {"email": email, "country": country})
    path = path_of(mailbox.only_mail(), "confirm")
    return client.post(f"/{language}{path}").text


def test_a_letter_is_the_next_step(client: TestClient, database: Database, mailbox: Mailbox) -> None:
    a_campaign(database)
    page = confirmed_page(client, mailbox, country="NO", language="ru")
    assert "Написать письмо: Президенту Республики Казахстан" in page
    led = re.findall(r'href="(/ru/campaigns/free-ada-example/letters/[^"]+)"', page)
    assert [client.get(address).status_code for address in led] == [200]


def test_no_letter_is_proposed_where_the_name_in_it_may_harm(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    a_campaign(database)
    page = confirmed_page(client, mailbox, country="KZ")
    assert "Your signature counts" in page
    assert "/letters" not in page


def a_campaign(database: Database) -> None:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, owner, reviewer)
