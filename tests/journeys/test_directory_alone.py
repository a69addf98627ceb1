"""A sole organiser corrects the directory; it is marked, and whoever comes later looks at it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.offices.merged import directory_now
from campaigns.offices.models import ChangeState, OfficeChange
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.clocks import zone_where_it_is
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.undoing import undo

OFFICE = "/desk/directory/offices/kz-president"
PROPOSALS = "/desk/directory/proposals"
TITLE = {"title_en": "Head of Kazakhstan", "title_ru": "Глава Казахстана"}
WHY = {"why_alone": "The letters go out tonight"}
MARK = "no second person has looked at it yet"


@pytest.fixture
def noon(settings: Settings, database: Database) -> Settings:
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union, Role.OWNER)
        an_organiser(session, union, Role.EDITOR, email="editor@example.org")
    return settings.model_copy(update={"time_zone": zone_where_it_is(12)})


def a_browser(settings: Settings, database: Database, email: str) -> TestClient:
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})
    return client


def a_reviewer(database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, session.exec(select(Organisation)).one(), Role.REVIEWER, email="reviewer@example.org")


def proposed(client: TestClient) -> str:
    client.post(f"{OFFICE}/titles", data=TITLE)
    found = re.search(rf"{PROPOSALS}/\d+", client.get(PROPOSALS).text)
    assert found
    return found[0]


def title(database: Database) -> str:
    with database.reading() as session:
        return directory_now(session).office("kz-president").title_in("en")


def test_where_nobody_else_decides_one_person_corrects_it_and_it_is_marked(noon: Settings, database: Database) -> None:
    ada = a_browser(noon, database, "ada@example.org")
    proposal = proposed(ada)
    assert "Correct it alone" in ada.get(PROPOSALS).text
    refused = ada.post(f"{proposal}/alone", data={})
    assert (refused.status_code, "Please fill this in." in refused.text) == (422, True)
    shown = ada.post(f"{proposal}/alone", data=WHY)
    assert title(database) == "Head of Kazakhstan"
    assert MARK in shown.text
    assert "One person corrected this office alone" in shown.text
    assert WHY["why_alone"] in shown.text
    assert "was made alone" not in ada.get("/desk").text, "she cannot look at it herself"

    a_reviewer(database)
    reviewer = a_browser(noon, database, "reviewer@example.org")
    assert "1 correction was made alone" in reviewer.get("/desk").text
    waiting = reviewer.get(PROPOSALS).text
    assert "Head of Kazakhstan" in waiting
    assert WHY["why_alone"] in waiting
    assert ada.post(f"{proposal}/looked-at").status_code == 409
    assert reviewer.post(f"{proposal}/looked-at").status_code == 200
    assert reviewer.post(f"{proposal}/looked-at").status_code == 409
    office = reviewer.get(OFFICE).text
    assert MARK not in office
    assert "Looked at on" in office
    assert "was made alone" not in reviewer.get("/desk").text
    trail = reviewer.get("/desk/settings/trail").text
    assert "corrected the directory alone" in trail
    assert "looked at a correction" in trail


def test_by_day_it_waits_for_the_second_person_where_there_is_one(noon: Settings, database: Database) -> None:
    a_reviewer(database)
    ada = a_browser(noon, database, "ada@example.org")
    proposal = proposed(ada)
    assert "Correct it alone" not in ada.get(PROPOSALS).text
    assert ada.post(f"{proposal}/alone", data=WHY).status_code == 409
    assert title(database) != "Head of Kazakhstan"
    at_night = noon.model_copy(update={"time_zone": zone_where_it_is(3)})
    reviewer = a_browser(at_night, database, "reviewer@example.org")
    assert reviewer.post(f"{proposal}/alone", data=WHY).status_code == 409, "it is somebody else's proposal"
    assert a_browser(at_night, database, "ada@example.org").post(f"{proposal}/alone", data=WHY).status_code == 200
    assert title(database) == "Head of Kazakhstan"


def test_an_editor_corrects_nothing_alone(noon: Settings, database: Database) -> None:
    editor = a_browser(noon, database, "editor@example.org")
    proposal = proposed(editor)
    assert "Correct it alone" not in editor.get(PROPOSALS).text
    assert editor.post(f"{proposal}/alone", data=WHY).status_code == 403


def test_what_one_person_made_alone_can_be_undone(noon: Settings, database: Database) -> None:
    before = title(database)
    ada = a_browser(noon, database, "ada@example.org")
    ada.post(f"{proposed(ada)}/alone", data=WHY)
    a_reviewer(database)
    reviewer = a_browser(noon, database, "reviewer@example.org")
    assert undo(reviewer, OFFICE) == 200
    assert title(database) == before
    assert "was made alone" not in reviewer.get("/desk").text


def test_the_database_keeps_the_two_apart(noon: Settings, database: Database) -> None:
    ada = a_browser(noon, database, "ada@example.org")
    proposal = int(proposed(ada).rpartition("/")[2])
    with database.reading() as session:
        ada_id = session.get_one(OfficeChange, proposal).proposed_by_id
    now = utc_now()
    for wrong in (
        {"state": ChangeState.ACCEPTED, "decided_by_id": ada_id, "decided_at": now},
        {"state": ChangeState.DECLINED, "made_alone": True, "decided_by_id": ada_id, "decided_at": now},
        {"reviewed_at": now + timedelta(hours=1)},
        {
            "state": ChangeState.ACCEPTED,
            "made_alone": True,
            "decided_by_id": ada_id,
            "decided_at": now,
            "reviewed_by_id": ada_id,
            "reviewed_at": now,
        },
    ):
        with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
            session.exec(sa.update(OfficeChange).where(OfficeChange.id == proposal).values(**wrong))  # type: ignore[arg-type]  # an update of SQLAlchemy's own
