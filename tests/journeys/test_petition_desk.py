"""An organiser watches signatures come in, takes one out of the count, puts it back, and sets a goal."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from petitions.models.consent import ConsentKind
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.queries.signatures import A_DESK_PAGE
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_withdrawn_signature,
    an_open_petition,
    typed,
)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        an_organiser(session, organisation, Role.VIEWER, "viewer@example.org")
        return an_open_petition(session, organisation)


def sign_in(client: TestClient, who: str = "owner") -> None:
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})


def a_signer(database: Database, petition: Petition) -> Signature:
    what = typed(
        "canary@example.net",
        name="Jean Modèle",
        organisation="Example Bakers",
        web=WebVisibility.FULL,
        also=(ConsentKind.UPDATES,),
        via="bakers",
    )
    with database.writing() as session:
        return a_confirmed_signature(session, petition, what)


def test_the_desk_shows_names_and_choices_but_no_address(
    client: TestClient, database: Database, petition: Petition
) -> None:
    signature = a_signer(database, petition)
    with database.writing() as session:
        a_pending_signature(session, petition)
        a_withdrawn_signature(session, petition)
    sign_in(client)
    overview = client.get("/desk/petitions").text
    assert "Free Ada Example" in overview
    page = client.get("/desk/petitions/free-ada").text
    for words in ("Jean Modèle", "Example Bakers", "France", "full name", "waits for its mail", "withdrawn"):
        assert words in page
    assert "bakers" in client.get("/desk/petitions/free-ada/figures").text
    one = client.get(f"/desk/petitions/free-ada/signatures/{signature.reference}").text
    for html in (overview, page, one):
        assert "canary@example.net" not in html
    filtered = client.get("/desk/petitions/free-ada?state=withdrawn").text
    assert "Jean Modèle" not in filtered.split('<table class="cards">')[1]
    assert client.get("/desk/petitions/free-ada?state=nonsense").status_code == 200


def test_a_viewer_sees_counts_but_no_names(client: TestClient, database: Database, petition: Petition) -> None:
    signature = a_signer(database, petition)
    sign_in(client, "viewer")
    page = client.get("/desk/petitions/free-ada").text
    assert "Jean Modèle" not in page
    assert "Example Bakers" not in page
    assert "France" in page
    assert client.get(f"/desk/petitions/free-ada/signatures/{signature.reference}").status_code == 403
    assert client.post("/desk/petitions/free-ada/goal", data={"goal": "10"}).status_code == 403


def test_taking_one_out_asks_for_a_reason_is_recorded_and_can_be_undone(
    client: TestClient, database: Database, petition: Petition
) -> None:
    signature = a_signer(database, petition)
    sign_in(client)
    one = f"/desk/petitions/free-ada/signatures/{signature.reference}"
    refused = client.post(f"{one}/invalidate", data={"reason": "  "})
    assert refused.status_code == 422
    assert 'id="reason-problem"' in refused.text
    assert state_and_count(database) == (SignatureState.CONFIRMED, 1, "Jean Modèle")

    assert client.post(f"{one}/invalidate", data={"reason": "made up by a script"}).status_code == 303
    assert "made up by a script" in client.get(one).text
    assert state_and_count(database) == (SignatureState.INVALIDATED, 0, None)
    assert client.post(f"{one}/invalidate", data={"reason": "again"}).status_code == 409

    assert client.post(f"{one}/restore").status_code == 303
    assert state_and_count(database) == (SignatureState.CONFIRMED, 1, "Jean Modèle")
    assert client.post(f"{one}/restore").status_code == 409

    with database.reading() as session:
        entries = session.exec(select(AuditEntry)).all()
    assert [entry.act for entry in entries] == ["signature.invalidated", "signature.restored"]
    assert entries[0].detail == "made up by a script"
    assert "Modèle" not in repr(entries)


def state_and_count(database: Database) -> tuple[SignatureState, int, str | None]:
    with database.reading() as session:
        signature = session.exec(select(Signature)).one()
        return signature.state, session.get_one(Petition, signature.petition_id).confirmed, signature.shown_name


def test_a_goal_is_a_number_or_nothing(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    for wrong in ("0", "-3", "many", "1e9", "9" * 30, "1.5"):
        answer = client.post("/desk/petitions/free-ada/goal", data={"goal": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
        assert 'id="goal-problem"' in answer.text
    assert client.post("/desk/petitions/free-ada/goal", data={"goal": "7777"}).status_code == 303
    assert "7,777" in client.get("/petitions/free-ada").text
    assert client.post("/desk/petitions/free-ada/goal", data={"goal": ""}).status_code == 303
    assert "Next goal: 100" in client.get("/petitions/free-ada").text


def test_the_desk_list_is_leafed_through(client: TestClient, database: Database, petition: Petition) -> None:
    with database.writing() as session:
        for number in range(A_DESK_PAGE + 1):
            a_pending_signature(session, petition, typed(name=f"Ada {number}."))
    sign_in(client)
    first = client.get("/desk/petitions/free-ada?state=pending").text
    assert f"Ada {A_DESK_PAGE}." in first
    assert "Ada 0." not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Ada 0." in client.get(following).text


def test_a_signature_of_another_petition_is_not_found(
    client: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        other = an_open_petition(session, an_organisation(session, "Another Example Union"), slug="other")
        signature = a_pending_signature(session, other)
    sign_in(client)
    assert client.get("/desk/petitions/other").status_code == 404
    for slug in ("free-ada", "other"):
        one = f"/desk/petitions/{slug}/signatures/{signature.reference}"
        assert client.get(one).status_code == 404
        answer = client.post(f"{one}/invalidate", data={"reason": "x"}, follow_redirects=False)
        assert answer.status_code == (303 if slug == "free-ada" else 404)
        assert answer.headers.get("location", "gone=1").endswith("gone=1")
    for wrong in ("0", "x", "9" * 40, "-1"):
        assert client.get(f"/desk/petitions/free-ada/signatures/{wrong}").status_code == 404
