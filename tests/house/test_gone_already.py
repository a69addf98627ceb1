"""A form about something that somebody else removed in the meantime leads to the list of what is there, and says so."""

import re

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD
from tests.house.world import address_of, build_world

ROW = re.compile(r"{\w+_id}|{reference}")
# Nobody removes these, or they are found by two numbers of which the other one is still there.
# What was done last to a procedure can be undone when the procedure itself is gone, too.
ALSO_OF_WHAT_IS_GONE = ("/desk/campaigns/{slug}/procedures/{procedure_id}/undo",)
NEVER_REMOVED = ("version_id", "change_id", "organisation_id")
FORMS = [
    rule
    for rule in RULES
    if rule.method == "POST"
    and rule.path.startswith("/desk/")
    and (rows := ROW.findall(rule.path))
    and rows[-1].strip("{}") not in NEVER_REMOVED
    and rule.path not in ALSO_OF_WHAT_IS_GONE
]
NOBODYS = "4242424242"


@pytest.fixture
def owner(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        build_world(session, settings)
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    assert client.post("/desk/sign-in", data={"email": "canary@example.org", "password": PASSWORD}).status_code == 200
    return client


def test_there_are_such_forms() -> None:
    assert len(FORMS) > 80


def test_a_form_about_what_is_gone_leads_to_the_list_and_says_so(owner: TestClient) -> None:
    amiss = []
    for rule in FORMS:
        *_, last = ROW.finditer(rule.path)
        path = address_of(rule.path[: last.start()]) + NOBODYS + address_of(rule.path[last.end() :])
        answer = owner.post(path)
        led = [step.status_code for step in answer.history]
        if (led, answer.status_code) != ([303], 200) or "It is gone already. Nothing was changed." not in answer.text:
            amiss.append((rule.path, led, answer.status_code, str(answer.url)))
    assert amiss == []


def test_its_page_is_not_found(owner: TestClient) -> None:
    campaign = address_of("/desk/campaigns/{slug}")
    for path in (f"{campaign}/events/{NOBODYS}", f"/desk/outreach/partners/{NOBODYS}"):
        assert owner.get(path).status_code == 404
