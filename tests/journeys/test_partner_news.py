"""Who agreed to hear from the partner whose link they followed is handed to that partner, and nobody else is."""

import csv
import io

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.switches.actions import switch_off
from foundation.switches.models import Switch
from petitions.actions.withdraw import withdraw
from petitions.models.consent import ConsentKind
from petitions.models.petition import Petition
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.outreach import a_partner
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    an_open_petition,
    typed,
    withdraw_token,
)

NEWS = "/desk/petitions/free-ada/partner-news"
ASKED = {"partner": "bakers", "reason": "their newsletter"}
YES = (ConsentKind.PARTNER,)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        owner = an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        an_organiser(session, organisation, Role.EDITOR, "editor@example.org")
        a_partner(session, owner, "Bakers of Example", via="bakers")
        a_partner(session, owner, "Miners of Example", via="miners")
        petition = an_open_petition(session, organisation)
        for email, name, via, also in (
            ("ada@example.net", "=Ada Example", "bakers", YES),
            ("news@example.net", "Only News", "bakers", (ConsentKind.UPDATES,)),
            ("miner@example.net", "A Miner", "miners", YES),
            ("nobody@example.net", "No Partner", "nobodys-code", YES),
        ):
            a_confirmed_signature(session, petition, typed(email, name=name, via=via, also=also))
        a_pending_signature(session, petition, typed("waits@example.net", via="bakers", also=YES))
        gone = a_confirmed_signature(session, petition, typed("gone@example.net", via="bakers", also=YES))
        withdraw(session, token=withdraw_token(gone))
        return petition


def sign_in(client: TestClient, who: str = "owner") -> None:
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})


def test_the_file_holds_exactly_those_who_agreed(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    page = client.get(NEWS).text
    assert "Bakers of Example (1)" in page
    assert "Miners of Example (1)" in page
    assert "nobodys-code" not in page
    answer = client.post(NEWS, data=ASKED)
    assert "news-free-ada-bakers.csv" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "private, no-store"
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert header == ["Name", "E-mail address", "Language", "Agreed (UTC)", "In these words"]
    assert [(row[0], row[1], row[4]) for row in rows] == [("'=Ada Example", "ada@example.net", "I agree: partner")]
    with database.reading() as session:
        lines = session.exec(select(AuditEntry).where(AuditEntry.act == "partner_news.exported")).all()
    assert [line.detail for line in lines] == ["bakers: their newsletter"]


def test_it_is_for_owners_with_a_reason_and_while_exports_are_on(
    client: TestClient, database: Database, petition: Petition
) -> None:
    sign_in(client, "editor")
    assert client.get(NEWS).status_code == client.post(NEWS, data=ASKED).status_code == 403
    client.post("/desk/sign-out")
    sign_in(client)
    for wrong in ({"reason": ""}, {"partner": "nobodys-code"}, {"partner": ""}):
        assert client.post(NEWS, data=ASKED | wrong).status_code == 422
    with database.writing() as session:
        organisation = session.get_one(Organisation, petition.organisation_id)
        another = an_organiser(session, organisation, Role.OWNER, "another@example.org")
        switch_off(session, user=another, switch=Switch.EXPORTS)
    refused = client.post(NEWS, data=ASKED)
    assert refused.status_code == 503
    assert "ada@example.net" not in refused.text


def test_who_comes_by_a_partners_link_is_told_what_agreeing_means(client: TestClient, petition: Petition) -> None:
    handed = "the organisers hand it your name and your address, to it alone"
    assert handed in client.get("/petitions/free-ada?via=bakers").text
    assert handed not in client.get("/petitions/free-ada").text
    assert "передадут ваше имя и адрес ей" in client.get("/ru/petitions/free-ada?via=bakers").text


def test_nobody_yet(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        an_open_petition(session, organisation)
    sign_in(client)
    assert "Nobody has agreed to this yet" in client.get(NEWS).text
    assert "На это пока никто не соглашался" in client.get(f"/ru{NEWS}").text
