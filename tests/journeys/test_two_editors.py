"""Two organisers at the same page, and texts in languages that the page has no field for."""

import re

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    with database.writing() as session:
        a_draft_campaign(session, an_organiser(session, an_organisation(session)))
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client


def _opened(desk: TestClient, path: str) -> dict[str, str]:
    """Texts and the hidden mark as the page holds them; choices as they are."""
    page = desk.get(path).text
    typed = dict.fromkeys(re.findall(r'<textarea id="([a-z_]+)"', page), "")
    typed |= dict(re.findall(r'<textarea id="([a-z_]+)"[^>]*>\n?([^<]*)</textarea>', page))
    typed |= dict(re.findall(r'<input id="([a-z_]+)"[^>]* value="([^"]*)"', page))
    plain = {name: text.strip().replace("&#39;", "'") for name, text in typed.items()}
    return plain | {"seen": _seen(page)}


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_the_second_to_save_texts_is_told_and_loses_nothing(desk: TestClient, database: Database) -> None:
    path = "/desk/campaigns/free-ada-example/texts"
    one, other = _opened(desk, path), _opened(desk, path)
    assert desk.post(path, data=one | {"background_en": "The first one wrote this."}).status_code == 303

    refused = desk.post(path, data=other | {"background_en": "The second one wrote this."})
    assert refused.status_code == 422
    assert "Somebody changed this after you had opened it" in refused.text
    assert "The second one wrote this." in refused.text
    with database.reading() as session:
        assert session.exec(select(Campaign)).one().background["en"] == "The first one wrote this."

    again = desk.post(path, data=other | {"background_en": "Both wrote this.", "seen": _seen(refused.text)})
    assert again.status_code == 303
    with database.reading() as session:
        assert session.exec(select(Campaign)).one().background["en"] == "Both wrote this."


def test_the_second_to_correct_a_person_is_told(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        case_id = session.exec(select(Case)).one().id
    path = f"/desk/campaigns/free-ada-example/cases/{case_id}"
    one = _opened(desk, path) | {"consent": "given", "gender": "f"}
    assert desk.post(path, data=one | {"role_en": "chairwoman"}).status_code == 303
    refused = desk.post(path, data=one | {"role_en": "president"})
    assert refused.status_code == 422
    assert "Somebody changed this" in refused.text
    with database.reading() as session:
        case = session.exec(select(Case)).one()
        assert case.role["en"] == "chairwoman"
    assert f"changed a case: {case.name['en']}<" in desk.get("/desk/campaigns/free-ada-example").text


def test_the_second_to_correct_an_event_is_told(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        event_id = session.exec(select(Event)).one().id
    path = f"/desk/campaigns/free-ada-example/events/{event_id}"
    one = _opened(desk, path)
    assert desk.post(path, data=one | {"text_en": "The first one wrote this."}).status_code == 303
    refused = desk.post(path, data=one | {"text_en": "The second one wrote this."})
    assert refused.status_code == 422
    assert "The second one wrote this." in refused.text
    assert desk.post(f"{path}/remove", data={"seen": one["seen"]}).status_code == 422
    with database.reading() as session:
        assert session.exec(select(Event)).one().text["en"] == "The first one wrote this."
    assert desk.post(f"{path}/remove", data={"seen": _opened(desk, path)["seen"]}).status_code == 303


def test_the_second_to_correct_a_demand_is_told(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        demand_id = session.exec(select(Demand).order_by(col(Demand.position))).first()
    assert demand_id is not None
    path = f"/desk/campaigns/free-ada-example/demands/{demand_id.id}"
    one = _opened(desk, path)
    assert desk.post(path, data=one | {"summary_en": "Release her at once."}).status_code == 303
    refused = desk.post(path, data=one | {"summary_en": "Release her."})
    assert refused.status_code == 422
    assert "Somebody changed this" in refused.text
    with database.reading() as session:
        assert session.get_one(Demand, demand_id.id).summary["en"] == "Release her at once."


def test_the_second_to_set_a_letter_is_told_also_when_it_is_new(desk: TestClient, database: Database) -> None:
    path = "/desk/campaigns/free-ada-example/letters/appeal/kz-president"
    one = {"language": "en", "seen": _seen(desk.get(f"{path}?language=en").text)}
    assert desk.post(path, data=one | {"place": "Example Town", "subject": "First"}).status_code == 303
    refused = desk.post(path, data=one | {"place": "Other Town", "subject": "Second"})
    assert refused.status_code == 422
    assert "Somebody changed this" in refused.text
    assert "Second" in refused.text
    with database.reading() as session:
        assert session.exec(select(Letter)).one().subject == "First"
    again = desk.post(path, data=one | {"subject": "Both", "seen": _seen(refused.text)})
    assert again.status_code == 303


def test_the_second_to_answer_about_risk_is_told(desk: TestClient, database: Database) -> None:
    path = "/desk/campaigns/free-ada-example/risks"
    seen = _seen(desk.get(path).text)
    assert desk.post(path, data={"seen": seen, "harm": "family"}).status_code == 303
    assert desk.post(path, data={"seen": seen, "harm": "union"}).status_code == 422
    with database.reading() as session:
        assert session.exec(select(Campaign)).one().risks == ["family"]


def test_a_role_in_a_third_language_survives_a_correction(desk: TestClient, database: Database) -> None:
    with database.writing() as session:
        case = session.exec(select(Case)).one()
        case.role, case.about = {**case.role, "fr": "présidente"}, {"fr": "Elle travaille au port."}
        case_id = case.id
    path = f"/desk/campaigns/free-ada-example/cases/{case_id}"
    typed = _opened(desk, path) | {"consent": "given", "gender": "f", "role_en": "chairwoman"}
    assert desk.post(path, data=typed).status_code == 303
    with database.reading() as session:
        case = session.exec(select(Case)).one()
    assert (case.role["fr"], case.role["en"], case.about) == (
        "présidente",
        "chairwoman",
        {"fr": "Elle travaille au port."},
    )
