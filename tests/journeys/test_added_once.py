"""People press twice, load a page again and go back: what a form adds to the facts is added once."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, func, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.procedure import Communication, Procedure
from campaigns.models.source import Source
from campaigns.updates.models import Update
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.database import Database
from foundation.posted_forms import PostedForm
from foundation.settings import Settings
from petitions.models.paper import PaperBatch
from petitions.models.rules import RuleRun
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.factories.petitions import an_open_petition
from tests.journeys.news_desk import WRITTEN
from tests.journeys.test_launching import COMMON, FACTS

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


def test_a_form_that_comes_again_with_other_words_is_another_one_and_kept(
    organiser: TestClient, database: Database, slug: str
) -> None:
    at = f"/desk/campaigns/{slug}/events/new"
    before = count(database, Event)
    typed = {"date": "2026-05-03", "once": mark_on(organiser, at)}
    for words in ("A hearing.", "A verdict.", "A verdict.", "A hearing."):
        assert organiser.post(at, data=typed | {"text_en": words}).status_code == 200
    assert count(database, Event) == before + 2
    with database.reading() as session:
        told = {event.text["en"] for event in session.exec(select(Event))}
    assert {"A hearing.", "A verdict."} <= told


def test_a_form_that_was_refused_is_taken_when_it_comes_again(
    organiser: TestClient, database: Database, slug: str
) -> None:
    at = f"/desk/campaigns/{slug}/procedures/new"
    sent = {"kind": "ilo_cfa", "number": "3283", "once": mark_on(organiser, at)}
    assert organiser.post(at, data=sent | {"kind": ""}).status_code == 422
    assert organiser.post(at, data=sent).status_code == 200
    assert count(database, Procedure) == 1


def pressed_at_once(client: TestClient, address: str, sent: dict[str, Any], times: int = 3) -> list[str]:
    """Where each press led."""
    begin = threading.Barrier(times)

    def press(_number: int) -> str:
        begin.wait()
        answer = client.post(address, data=sent, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    with ThreadPoolExecutor(times) as all_of_them:
        return list(all_of_them.map(press, range(times)))


def test_a_campaign_launched_by_three_presses_at_once_is_one(
    organiser: TestClient, database: Database, slug: str
) -> None:
    at = "/desk/campaigns/new/arrest"
    sent = COMMON | FACTS[CampaignKind.ARREST] | {"then": "review", "once": mark_on(organiser, at)}
    assert len(set(pressed_at_once(organiser, at, sent))) == 1
    assert count(database, Campaign) == 2, "and the one that was there"
    assert organiser.post(at, data=sent | {"then": "draft"}).status_code == 200, "the other button of the same form"
    assert count(database, Campaign) == 2
    organiser.post(at, data=sent | {"name": "Jean Modèle"})
    assert count(database, Campaign) == 3, "another person"


def test_news_written_by_three_presses_at_once_is_one_draft(
    organiser: TestClient, database: Database, slug: str
) -> None:
    at = f"/desk/campaigns/{slug}/updates/new"
    sent = WRITTEN | {"once": mark_on(organiser, at)}
    assert len(set(pressed_at_once(organiser, at, sent))) == 1
    assert count(database, Update) == 1


def test_a_rule_described_by_three_presses_at_once_is_one(organiser: TestClient, database: Database, slug: str) -> None:
    with database.writing() as session:
        petition = an_open_petition(session, session.exec(select(Organisation)).one(), slug="free-jean")
    at = f"/desk/petitions/{petition.slug}/rules"
    sent = {"domain": "flood.example.com", "reason": "a flood", "once": mark_on(organiser, at)}
    assert len(set(pressed_at_once(organiser, at, sent))) == 1
    assert count(database, RuleRun) == 1
    assert organiser.post(at, data=sent | {"once": mark_on(organiser, at)}).status_code == 200
    assert count(database, RuleRun) == 2, "looked at once more on purpose"


def test_paper_entered_by_three_presses_at_once_is_one_batch(
    organiser: TestClient, database: Database, slug: str
) -> None:
    with database.writing() as session:
        petition = an_open_petition(session, session.exec(select(Organisation)).one(), slug="free-jean")
    at = f"/desk/petitions/{petition.slug}/paper"
    sheets = {"source": "Example Bakers", "place": "Oslo", "collected_on": str(utc_now().date()), "claimed": "11"}
    sent = sheets | {"once": mark_on(organiser, at)}
    assert len(set(pressed_at_once(organiser, at, sent))) == 1
    assert count(database, PaperBatch) == 1
    asked = organiser.post(at, data=sheets | {"once": mark_on(organiser, at)})
    assert "Just this was added already" in asked.text, "the same sheets in another form"
    with database.writing() as session:
        session.execute(sa.delete(PostedForm))
    organiser.post(at, data=sent)
    assert count(database, PaperBatch) == 1, "also when the ledger has forgotten the form"


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
