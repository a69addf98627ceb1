"""Two organisers at work on one campaign in the same moment."""

import threading

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.models.campaign import Campaign
from campaigns.models.event import Event
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD
from tests.journeys.test_desk_of_a_campaign import desk, publish

__all__ = ["desk"]

EACH = 5


@pytest.fixture
def both(desk: dict[str, TestClient], settings: Settings, database: Database) -> list[TestClient]:
    app = create_app(settings, database)
    browsers = [TestClient(app, base_url=BASE_URL, headers={"Origin": BASE_URL}) for _ in range(2)]
    for browser in browsers:
        browser.post("/desk/sign-in", data={"email": "organiser@example.org", "password": PASSWORD})
    return browsers


def test_what_two_add_at_once_is_all_kept_each_in_a_version_of_its_own(
    desk: dict[str, TestClient], both: list[TestClient], database: Database
) -> None:
    slug = publish(desk)
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).one()
        version, events = campaign.version, len(_keys(database, campaign.id))
    begin = threading.Barrier(2)
    answers: list[int] = []

    def add(browser: TestClient, who: int) -> None:
        begin.wait()
        for number in range(EACH):
            event = {
                "date": "2026-05-03",
                "text_en": f"Hearing {who}-{number}.",
                "text_ru": f"Слушание {who}-{number}.",
            }
            answers.append(
                browser.post(f"/desk/campaigns/{slug}/events/new", data=event, follow_redirects=False).status_code
            )

    threads = [threading.Thread(target=add, args=(browser, who)) for who, browser in enumerate(both)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 2 * EACH
    keys = _keys(database, campaign.id)
    assert len(keys) == len(set(keys)) == events + 2 * EACH
    with database.reading() as session:
        assert session.get_one(Campaign, campaign.id).version == version + 2 * EACH


def _keys(database: Database, campaign_id: int) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Event.key).where(col(Event.campaign_id) == campaign_id)))
