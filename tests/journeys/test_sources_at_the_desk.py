"""Facts at the desk: another case, sources that contradict each other, whom a demand concerns, who consented."""

import re
from html import unescape

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.push import push
from campaigns.app import create_app
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.source import Claim, Source
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.campaigns.test_update_from_file import FILE
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

BASE_URL = "http://testserver"
AT = "/desk/campaigns/free-ada"
LAWS = "laws:\n  - {id: law, name: {en: Law on unions}, country: KZ, instruments: [C087, C098]}\ncases:\n"


@pytest.fixture
def desk(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union, Role.EDITOR, email="editor@example.org")
        import_campaign(session, organisation_id=union.id, content=FILE.replace("cases:\n", LAWS, 1).encode(), by=None)
    browser = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    browser.post("/desk/sign-in", data={"email": "editor@example.org", "password": PASSWORD})
    return browser


def test_a_group_without_names_is_added(desk: TestClient, database: Database) -> None:
    assert desk.get(f"{AT}/new-case").status_code == 200
    refused = desk.post(f"{AT}/new-case", data={"kind": "group"})
    assert refused.status_code == 422
    made = desk.post(f"{AT}/new-case", data={"kind": "group", "name_en": "Other strikers", "country": "KZ"})
    assert made.status_code == 200
    assert "Other strikers" in desk.get(f"{AT}/facts").text


def test_sources_stand_side_by_side_and_contradict(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        event = session.exec(select(Event).where(Event.key == "e1")).one()
        source = session.exec(select(Source)).one()
    page = f"{AT}/events/{event.id}/sources"
    assert "No source is named for this yet." in desk.get(page).text
    assert desk.post(page, data={"source": ""}).status_code == 422
    told = desk.post(page, data={"source": str(source.id), "says_en": "It was on 4 May.", "differs": "yes"}).text
    assert "It was on 4 May." in told
    assert "says otherwise" in told
    assert "gone=1" in desk.post(page, data={"source": "77"}, follow_redirects=False).headers["location"]
    desk.post(f"{page}/{source.id}/remove")
    with database.reading() as session:
        assert session.exec(select(Claim).where(Claim.event_id == event.id)).all() == []
    assert desk.get(f"{AT}/nothing/{event.id}/sources").status_code == 404


def test_a_demand_concerns_several_persons_and_laws(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        demand = session.exec(select(Demand).where(Demand.key == "D1")).one()
        cases = [str(case_id) for case_id in session.exec(select(Case.id)).all()]
    page = f"{AT}/demands/{demand.id}/concerns"
    html = desk.get(page).text
    assert html.count(" checked") == 1
    law = re.findall(r'name="laws" value="(\d+)"', html)
    desk.post(page, data={"cases": cases, "laws": law})
    with database.reading() as session:
        rows = session.exec(select(Mention).where(Mention.from_demand_id == demand.id)).all()
        assert {str(row.case_id) for row in rows if row.case_id} == set(cases)
        assert [str(row.law_id) for row in rows if row.law_id] == law
    desk.post(page, data={"laws": law})
    assert desk.get(page).text.count(" checked") == 1
    assert "gone=1" in desk.post(page, data={"cases": ["77"]}, follow_redirects=False).headers["location"]


def test_spellings_and_who_consented_are_kept(desk: TestClient, database: Database) -> None:
    with database.reading() as session:
        ada = session.exec(select(Case).where(Case.key == "ada")).one()
    html = desk.get(f"{AT}/cases/{ada.id}").text
    seen = re.search(r'name="seen" value="([^"]*)"', html)
    assert seen
    typed = {
        "seen": unescape(seen[1]), "name_en": "Ada Example", "gender": "f", "consent": "given",
        "consent_on": "2026-05-02", "consent_by": "her brother", "name_variants": "Adda Example\nAda Exampel",
    }  # fmt: skip
    assert desk.post(f"{AT}/cases/{ada.id}", data=typed | {"consent_on": "2999-01-01"}).status_code == 422
    desk.post(f"{AT}/cases/{ada.id}", data=typed)
    with database.reading() as session:
        now = session.get_one(Case, ada.id)
        assert now.name_variants == ["Adda Example", "Ada Exampel"]
        assert (str(now.consent_on), now.consent_by) == ("2026-05-02", "her brother")
    assert f"cases/{ada.id}" in desk.get("/desk/search", params={"q": "exampel"}).text


def test_readers_see_who_has_ratified_what_and_how_sure_that_is(desk: TestClient, database: Database) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        campaign.state = CampaignState.LIVE
        campaign.petition_title, campaign.petition_text = {"en": "Free her"}, {"en": "We ask you."}
        push(session, campaign)
    html = desk.get("/campaigns/free-ada").text
    assert "Freedom of Association" in html
    assert "ratified by Kazakhstan" in html
    assert re.search(r"\((read on a public page|the year was not read|follows from a count)\)", html)
