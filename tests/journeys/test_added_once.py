"""People press twice, load a page again and go back: what a form adds to the facts is added once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, SQLModel, func, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.procedure import Communication, Procedure
from campaigns.models.source import Source
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign

MARK = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def slug(database: Database) -> str:
    with database.writing() as session:
        organiser = an_organiser(session, an_organisation(session), email="ada@example.org")
        return a_draft_campaign(session, organiser).slug


@pytest.fixture
def organiser(settings: Settings, database: Database, slug: str) -> TestClient:
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client


def count(database: Database, table: type[SQLModel]) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def every_form(session: Session, slug: str) -> dict[type[SQLModel], tuple[str, str, dict[str, str]]]:
    """The page with the form, where it goes, what is typed."""
    at = f"/desk/campaigns/{slug}"
    case = session.exec(select(Case)).first()
    group = session.exec(select(AddresseeGroup)).first()
    demand = session.exec(select(Demand)).first()
    assert case is not None
    assert group is not None
    assert demand is not None
    one, demands, of_demand = (
        f"{at}/cases/{case.id}",
        f"{at}/addressees/{group.id}/demands/new",
        f"{at}/demands/{demand.id}",
    )
    step = {"progress": "refused", "date": "2026-05-04", "page": "https://example.org/a", "page_title": "News"}
    return {
        Event: (f"{at}/events/new", f"{at}/events/new", {"date": "2026-05-03", "text_en": "A hearing."}),
        Case: (f"{at}/new-case", f"{at}/new-case", {"kind": "person", "name_en": "Jean Modèle"}),
        StatusEntry: (one, f"{one}/statuses", {"status": "jailed", "date": "2026-05-05"}),
        Demand: (demands, demands, {"summary_en": "Return the office."}),
        DemandState: (of_demand, f"{of_demand}/states", step),
        Source: (f"{at}/facts", f"{at}/sources", {"title": "Statement", "url": "https://example.org/s"}),
        Procedure: (f"{at}/procedures/new", f"{at}/procedures/new", {"kind": "ilo_cfa", "number": "3283"}),
    }


def mark_on(client: TestClient, page: str) -> str:
    found = MARK.search(client.get(page).text)
    assert found is not None, page
    return found[1]


def test_whatever_is_sent_twice_is_added_once_and_leads_to_the_same_page(
    organiser: TestClient, database: Database, slug: str
) -> None:
    with database.reading() as session:
        forms = every_form(session, slug)
    for table, (page, address, typed) in forms.items():
        before = count(database, table)
        sent = typed | {"once": mark_on(organiser, page)}
        first, second = organiser.post(address, data=sent), organiser.post(address, data=sent)
        assert first.status_code == 200, (table, first.text)
        assert (second.status_code, second.url) == (200, first.url), table
        assert count(database, table) == before + 1, table


def test_a_part_of_a_procedure_is_added_once(organiser: TestClient, database: Database, slug: str) -> None:
    at = f"/desk/campaigns/{slug}/procedures"
    one = organiser.post(f"{at}/new", data={"kind": "ilo_cfa", "number": "3283"}).url.path
    typed = {"kind": "complaint", "date": "2026-05-03", "once": mark_on(organiser, f"{one}/communications/new")}
    for _ in range(2):
        assert organiser.post(f"{one}/communications/new", data=typed).status_code == 200
    assert count(database, Communication) == 1


def test_a_double_press_lands_on_the_first(organiser: TestClient, database: Database, slug: str) -> None:
    at = f"/desk/campaigns/{slug}/events/new"
    before = count(database, Event)
    sent = {"date": "2026-05-03", "text_en": "A hearing.", "once": mark_on(organiser, at)}
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _press: organiser.post(at, data=sent).status_code, range(2)))
    assert answers == [200, 200]
    assert count(database, Event) == before + 1


def test_the_same_in_another_form_is_asked_about_and_added_when_it_comes_again(
    organiser: TestClient, database: Database, slug: str
) -> None:
    at = f"/desk/campaigns/{slug}/events/new"
    before = count(database, Event)
    typed = {"date": "2026-05-03", "text_en": "A hearing."}
    organiser.post(at, data=typed | {"once": mark_on(organiser, at)})
    asked = organiser.post(at, data=typed | {"once": mark_on(organiser, at)})
    assert asked.status_code == 422
    assert "Just this was added already" in asked.text
    assert "A hearing." in asked.text
    again = typed | {"once": MARK.search(asked.text)[1]}  # type: ignore[index]  # it is there
    organiser.post(at, data=again)
    organiser.post(at, data=again)
    assert count(database, Event) == before + 2


def test_two_different_events_are_two(organiser: TestClient, database: Database, slug: str) -> None:
    at = f"/desk/campaigns/{slug}/events/new"
    before = count(database, Event)
    for words in ("A hearing.", "Another hearing."):
        organiser.post(at, data={"date": "2026-05-03", "text_en": words, "once": mark_on(organiser, at)})
    assert count(database, Event) == before + 2
