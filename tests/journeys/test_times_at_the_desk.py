"""Organisers read every time in the zone of their house, and each page says once which that is."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from campaigns.models.campaign import Campaign
from foundation.database import Database
from foundation.settings import Settings
from tests.journeys.news_desk import AT, PUBLIC, NewsDesk, open_desk

LATE = datetime(2026, 5, 1, 22, 4, tzinfo=UTC)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"time_zone": "Asia/Almaty"})


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


def test_a_page_of_the_desk_tells_times_in_the_zone_of_the_house(desk: NewsDesk, database: Database) -> None:
    with database.writing() as session:
        session.exec(select(Campaign)).one().updated_at = LATE
    page = desk.organiser.get(AT).text
    assert "2 May 2026, 03:04" in page
    assert page.count("Asia/Almaty") == 1
    assert "UTC" not in page
    assert "Время на этой странице: Asia/Almaty" in desk.organiser.get(f"/ru{AT}").text
    for path in ("/versions", "/dossiers", "/outcome", "/translations"):
        assert "UTC" not in desk.organiser.get(f"{AT}{path}").text, path


def test_readers_anywhere_are_told_utc(desk: NewsDesk, database: Database) -> None:
    with database.writing() as session:
        session.exec(select(Campaign)).one().updated_at = LATE
    page = desk.public.get(PUBLIC).text
    assert "22:04 UTC" in page
    assert "Asia/Almaty" not in page


def test_a_page_without_times_names_no_zone(desk: NewsDesk) -> None:
    assert "Asia/Almaty" not in desk.organiser.get(f"{AT}/outcome").text
