"""What signers typed as their organisation is public only when somebody at the desk has looked at it, or knows it."""

import re

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from petitions.actions.withdraw import withdraw
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.outreach import a_partner
from tests.factories.petitions import a_confirmed_signature, an_open_petition, make_older, typed, withdraw_token

PUBLIC = "/petitions/free-ada/figures"
DESK = "/desk/petitions/free-ada/figures"


def named(session: Session, petition: Petition, **numbers: int) -> None:
    for name, number in numbers.items():
        for _ in range(number):
            a_confirmed_signature(session, petition, typed(organisation=name.replace("_", " ")))
    make_older(session, petition.id)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        owner = an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        an_organiser(session, organisation, Role.VIEWER, "viewer@example.org")
        a_partner(session, owner, "Example Miners")
        petition = an_open_petition(session, organisation)
        for _ in range(5):
            a_confirmed_signature(session, petition)
        named(session, petition, Example_Bakers=13, Insult_Inc=12, EXAMPLE_miners=11, Few=7)
        return petition


@pytest.fixture
def desk(client: TestClient, petition: Petition) -> TestClient:
    client.post("/desk/sign-in", data={"email": "owner@example.org", "password": PASSWORD})
    return client


def in_public(client: TestClient) -> set[str]:
    groups = client.get(f"{PUBLIC}.json").json()["groups"]
    page = client.get(PUBLIC).text
    names = {name for name, _number in groups["organisations"]}
    assert all(name in page for name in names)
    return names


def waiting(client: TestClient) -> dict[str, str]:
    """Key by name, of those that wait for a look."""
    found = re.findall(r'name="shown" value="(\w+)" checked><label [^>]*><bdi>(.*?)</bdi>', client.get(DESK).text)
    return {name: key for key, name in found}


def test_a_name_is_public_after_somebody_looked_and_a_partners_at_once(desk: TestClient, petition: Petition) -> None:
    assert in_public(desk) == {"EXAMPLE miners"}
    assert "2 names of organisations wait for a look" in desk.get("/desk/petitions/free-ada").text
    keys = waiting(desk)
    assert set(keys) == {"Example Bakers", "Insult Inc"}
    answer = desk.post(f"{DESK}/names", data={"seen": list(keys.values()), "shown": [keys["Example Bakers"]]})
    assert answer.headers["location"] == f"{DESK}?looked=yes#organisations-head"
    assert in_public(desk) == {"EXAMPLE miners", "Example Bakers"}
    html = desk.get(f"{DESK}?looked=yes").text
    assert "Somebody looked at 2 names" in html
    assert '<span class="meta">hidden</span>' in html
    assert waiting(desk) == {}


def test_a_look_is_taken_back_as_a_whole_and_at_once(desk: TestClient, database: Database, petition: Petition) -> None:
    keys = list(waiting(desk).values())
    desk.post(f"{DESK}/names", data={"seen": keys, "shown": keys})
    assert in_public(desk) == {"EXAMPLE miners", "Example Bakers", "Insult Inc"}
    (at,) = re.findall(r'name="at" value="([^"]+)"', desk.get(DESK).text)
    assert desk.post(f"{DESK}/look-again", data={"at": at}).status_code == 303
    assert in_public(desk) == {"EXAMPLE miners"}
    assert sorted(waiting(desk).values()) == sorted(keys)
    assert desk.post(f"{DESK}/look-again", data={"at": at}).status_code == 409
    with database.reading() as session:
        lines = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]  # a column
    said = [(line.act, line.detail) for line in lines if line.act.startswith("petition.")]
    assert said == [("petition.names_looked_at", "2 0"), ("petition.look_taken_back", "2")]
    trail = desk.get("/desk/settings/trail").text
    assert "may be shown: 2, kept out: 0" in trail


def test_what_nobody_saw_is_not_decided_with_the_rest(desk: TestClient, database: Database, petition: Petition) -> None:
    keys = list(waiting(desk).values())
    with database.writing() as session:
        named(session, petition, Came_Later=12)
    desk.post(f"{DESK}/names", data={"seen": keys, "shown": keys})
    assert set(waiting(desk)) == {"Came Later"}
    assert "Came Later" not in in_public(desk)


def test_an_approved_name_that_everybody_left_waits_anew(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    keys = waiting(desk)
    desk.post(f"{DESK}/names", data={"seen": list(keys.values()), "shown": [keys["Example Bakers"]]})
    with database.writing() as session:
        for signature in session.exec(select(Signature)).all():
            withdraw(session, token=withdraw_token(signature))
        named(session, session.get_one(Petition, petition.id), EXAMPLE_BAKERS=12)
    assert in_public(desk) == set()
    assert set(waiting(desk)) == {"EXAMPLE BAKERS"}


def test_who_only_reads_decides_nothing(client: TestClient, petition: Petition) -> None:
    client.post("/desk/sign-in", data={"email": "viewer@example.org", "password": PASSWORD})
    assert "may be shown" not in client.get(DESK).text
    for path, data in (("names", {"seen": ["x"]}), ("look-again", {"at": "2026-05-01T12:00:00+00:00"})):
        assert client.post(f"{DESK}/{path}", data=data).status_code == 403


def test_what_cannot_be_read_is_refused(desk: TestClient, petition: Petition) -> None:
    for path, data in (("names", {}), ("names", {"seen": ["x" * 41]}), ("look-again", {"at": "yesterday"})):
        assert desk.post(f"{DESK}/{path}", data=data).status_code == 422


def test_in_russian(desk: TestClient, petition: Petition) -> None:
    assert "2 названия ждут просмотра" in desk.get(f"/ru{DESK}").text
