"""A step that was entered by mistake is corrected or removed, and readers see it so at once."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.dossiers.jobs  # noqa: F401  # publishing orders a dossier
from campaigns.models.case import Case, Status, StatusEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign

AT = "/desk/campaigns/free-ada-example"
PUBLIC = "/campaigns/free-ada-example"


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, an_organiser(session, union), reviewer)
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client


@pytest.fixture
def step(desk: TestClient, database: Database) -> str:
    """Where a second step of the chain is corrected: she was not released, but sentenced."""
    with database.reading() as session:
        case_id = session.exec(select(Case.id)).one()
    wrong = {"status": Status.RELEASED.value, "date": "2026-05-03", "note_en": "On bail"}
    assert desk.post(f"{AT}/cases/{case_id}/statuses", data=wrong).status_code == 303
    links = re.findall(rf'href="({AT}/statuses/\d+)"', desk.get(f"{AT}/cases/{case_id}").text)
    assert len(links) == 2
    return str(links[-1])


def seen(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def newest(database: Database) -> StatusEntry:
    with database.reading() as session:
        return session.exec(select(StatusEntry).order_by(StatusEntry.position.desc())).first()  # type: ignore[attr-defined, return-value]  # a column; there is one


def test_it_is_corrected(desk: TestClient, database: Database, step: str) -> None:
    assert "On bail" in desk.get(PUBLIC).text
    page = desk.get(step).text
    assert 'value="On bail"' in page
    right = {"status": "convicted", "date": "2026-05-04", "note_en": "Two years", "seen": seen(page)}
    assert desk.post(step, data=right).status_code == 303
    entry = newest(database)
    assert (entry.status, str(entry.date), entry.note["en"]) == (Status.CONVICTED, "2026-05-04", "Two years")
    shown = desk.get(PUBLIC).text
    assert "Two years" in shown
    assert "On bail" not in shown
    assert "corrected a step of a case" in desk.get(AT).text


def test_it_is_removed(desk: TestClient, database: Database, step: str) -> None:
    page = desk.get(step).text
    assert desk.post(f"{step}/remove", data={"seen": seen(page)}).status_code == 303
    assert "On bail" not in desk.get(PUBLIC).text
    assert newest(database).status is not Status.RELEASED
    assert desk.get(step).status_code == 404
    assert "It is gone already." in desk.post(f"{step}/remove", data={"seen": seen(page)}, follow_redirects=True).text
    assert "removed a step of a case" in desk.get(AT).text


def test_whoever_saves_second_is_told(desk: TestClient, database: Database, step: str) -> None:
    opened = seen(desk.get(step).text)
    first = {"status": "convicted", "date": "2026-05-04", "note_en": "Two years", "seen": opened}
    assert desk.post(step, data=first).status_code == 303
    second = desk.post(step, data={**first, "note_en": "Three years"})
    assert second.status_code == 422
    assert "Somebody changed this after you had opened it" in second.text
    assert "Three years" in second.text
    assert newest(database).note["en"] == "Two years"
    assert desk.post(f"{step}/remove", data={"seen": opened}).status_code == 422
    assert newest(database).note["en"] == "Two years"


def test_what_cannot_be_a_day_is_said_beside_its_field(desk: TestClient, step: str) -> None:
    answer = desk.post(step, data={"status": "convicted", "date": "soon", "seen": seen(desk.get(step).text)})
    assert answer.status_code == 422
    assert 'id="date-problem"' in answer.text
    assert 'value="soon"' in answer.text


def test_a_step_on_hold_is_for_the_desk_only(desk: TestClient, step: str) -> None:
    held = {"status": "released", "date": "2026-05-03", "note_en": "On bail", "hold": "yes"}
    assert desk.post(step, data={**held, "seen": seen(desk.get(step).text)}).status_code == 303
    assert "On bail" not in desk.get(PUBLIC).text
    assert 'value="On bail"' in desk.get(step).text
