"""The made-up example is there to try everything on: signing, closing, reopening."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.load_examples import load_examples
from campaigns.actions.push import push_to_petition
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

LIVE = "exemplia-free-peter-example"


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    with database.writing() as session:
        union: Organisation = an_organisation(session)
        an_organiser(session, union, Role.OWNER, email="owner@example.org")
        load_examples(session, organisation_id=union.id)
        for campaign in session.exec(select(Campaign)).all():
            push_to_petition(session, campaign)
    client.post("/desk/sign-in", data={"email": "owner@example.org", "password": PASSWORD})
    return client


def test_its_pages_say_that_it_is_made_up_and_its_story_can_be_printed(desk: TestClient) -> None:
    for language, words in (("en", "This campaign is made up"), ("ru", "Эта кампания вымышлена")):
        page = desk.get(f"/{language}/campaigns/{LIVE}").text
        assert page.count(words) == 1
        assert words not in desk.get(f"/{language}/petitions/{LIVE}").text
        assert words not in desk.get(f"/{language}/campaigns/{LIVE}/letters/zz-president").text
    letter = desk.get(f"/desk/campaigns/{LIVE}/letters/appeal/zz-president/preview?language=en").text
    assert "Made-up example" in letter
    assert "This campaign is made up" not in letter


def test_closed_it_is_a_closed_campaign_and_no_example_from_history(desk: TestClient) -> None:
    assert desk.post(f"/desk/campaigns/{LIVE}/close", data={"outcome": "won"}).status_code == 303
    page = desk.get(f"/campaigns/{LIVE}").text
    assert "example from history" not in page
    assert "This campaign is closed" in page
    assert "example from history" not in desk.get(f"/petitions/{LIVE}").text
    front = desk.get("/").text
    assert front.index("Paused and closed campaigns") < front.index(LIVE) < front.index("Examples from history")
    assert f"/desk/campaigns/{LIVE}/reopen" in desk.get(f"/desk/campaigns/{LIVE}").text
    assert desk.post(f"/desk/campaigns/{LIVE}/reopen").status_code == 303
    assert "Sign the petition" in desk.get(f"/campaigns/{LIVE}").text
    history = "kyrgyzstan-kloop-media"
    assert f"/desk/campaigns/{history}/reopen" not in desk.get(f"/desk/campaigns/{history}").text
    assert desk.post(f"/desk/campaigns/{history}/reopen").status_code == 409


def test_each_language_is_named_once_to_search_engines(desk: TestClient) -> None:
    for page in (f"/petitions/{LIVE}", f"/campaigns/{LIVE}"):
        head = desk.get(page).text.split("</head>")[0]
        for code in ("en", "ru", "x-default"):
            assert head.count(f'hreflang="{code}"') <= 1, page
    assert desk.get(f"/petitions/{LIVE}").text.split("</head>")[0].count("hreflang=") in (0, 3)


def test_no_letter_is_offered_and_nobody_addressed_when_nothing_is_asked(desk: TestClient, database: Database) -> None:
    page = desk.get(f"/campaigns/{LIVE}").text
    assert "Send a letter" in page
    assert "<h3>President of the Republic of Exemplia" in page
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == LIVE)).one()
        for demand in session.exec(select(Demand).where(Demand.campaign_id == campaign.id)).all():
            demand.hold = True
    page = desk.get(f"/campaigns/{LIVE}").text
    assert "Sign the petition" in page
    assert "Send a letter" not in page
    assert "What is demanded" not in page
    assert "<h3>President" not in page


def test_a_convention_among_the_laws_is_named_once(desk: TestClient) -> None:
    for language, heading, title in (
        ("en", "Laws named", "Protection of the Right to Organise Convention, 1948 (No. 87)"),
        ("ru", 'id="laws"', "о свободе ассоциации и защите права на организацию (№ 87)"),
    ):
        page = desk.get(f"/{language}/campaigns/{LIVE}").text
        laws = page.partition('aria-labelledby="laws"')[2].partition("</section>")[0]
        assert heading in page
        assert laws.count(title) == 1
        assert "<ul></ul>" not in laws
