"""Who has just confirmed is shown the next step: a letter, where it harms nobody."""

import re

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.push_again import push_again
from campaigns.models.campaign import Campaign, CampaignState
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from petitions.models.petition import Petition
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.petitions import a_petition
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


def test_a_petition_that_an_older_program_pushed_gets_letters_too(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    a_campaign(database)
    with database.writing() as session:
        petition = session.exec(select(Petition)).one()
        petition.pushed_as = 0
        petition.surroundings = {
            code: {name: value for name, value in around.items() if name != "letters"}
            for code, around in petition.surroundings.items()
        }
    assert "/letters" not in confirmed_page(client, mailbox, country="SE")
    assert push_again(database) == 1
    assert push_again(database) == 0
    assert "/letters" in confirmed_page(client, mailbox, country="NO")


def test_one_campaign_that_cannot_be_pushed_holds_up_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    a_campaign(database)
    with database.writing() as session:
        petition = session.exec(select(Petition)).one()
        petition.pushed_as = 0
        broken = a_petition(session, session.get_one(Organisation, petition.organisation_id), slug="broken")
        session.get_one(Campaign, broken.campaign_id).state = CampaignState.LIVE
        session.flush()
        words_that_are_none = sa.text("UPDATE campaign SET petition_text = '7' WHERE id = :campaign")
        session.execute(words_that_are_none, {"campaign": broken.campaign_id})
    assert push_again(database) == 1
    assert "cannot be pushed" in caplog.text


def a_campaign(database: Database) -> None:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, owner, reviewer)
