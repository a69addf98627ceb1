"""Two organisers at a live campaign, for journeys about its news and its outcome."""

from dataclasses import dataclass
from datetime import time

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.dossiers.jobs  # noqa: F401  # publishing orders a dossier
from campaigns.actions import emergency
from campaigns.app import create_app
from campaigns.updates.models import Update
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign

SLUG = "free-ada-example"
AT = f"/desk/campaigns/{SLUG}"
PUBLIC = f"/campaigns/{SLUG}"
WRITTEN = {
    "original": "en",
    "title_en": "The court has set a day",
    "text_en": "The hearing is **on 5 June**. [The campaign](/campaigns/free-ada-example).",
    "title_ru": "Суд назначил день",
    "text_ru": "Заседание — **5 июня**.",
}


@dataclass(frozen=True)
class NewsDesk:
    database: Database
    organiser: TestClient
    reviewer: TestClient
    public: TestClient

    def newest(self) -> Update:
        with self.database.reading() as session:
            return session.exec(select(Update).order_by(Update.created_at.desc())).first()  # type: ignore[attr-defined, return-value]  # a column; there is one

    def at(self, what: str = "") -> str:
        return f"{AT}/updates/{self.newest().id}{what}"

    def write(self, **changes: str) -> str:
        """Where the new draft stands."""
        answer = self.organiser.post(f"{AT}/updates/new", data={**WRITTEN, **changes})
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def publish(self, **changes: str) -> str:
        place = self.write(**changes)
        self.approve(place)
        return place

    def approve(self, place: str) -> None:
        assert self.organiser.post(f"{place}/submit").status_code == 303
        assert self.reviewer.post(f"{place}/publish").status_code == 303


def open_desk(settings: Settings, database: Database) -> NewsDesk:
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, organiser, reviewer)
    app = create_app(settings, database)
    headers = {"Origin": BASE_URL, "Accept-Language": "en"}
    clients = [TestClient(app, base_url=BASE_URL, follow_redirects=False, headers=headers) for _ in range(3)]
    for client, email in zip(clients, ("ada@example.org", "reviewer@example.org"), strict=False):
        assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return NewsDesk(database, *clients)


def let_it_be_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """All day long."""
    monkeypatch.setattr(emergency, "NIGHT_ENDS", time.max)


def let_it_be_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "NIGHT_ENDS", time.min)
    monkeypatch.setattr(emergency, "NIGHT_BEGINS", time.max)
