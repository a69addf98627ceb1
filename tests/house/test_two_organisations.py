"""Somebody who only reads in one organisation and owns another makes nothing in the name of the first."""

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.accounts.models import Membership
from foundation.accounts.roles import May, Role
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.authorisation import Rule
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

# They hold for all organisations: tests/journeys/test_switches.py.
OF_NO_ORGANISATION = ("/desk/settings/switches",)
NEW_THINGS = [
    rule
    for rule in RULES
    if rule.method == "POST"
    and isinstance(rule.who, May)
    and "{" not in rule.path
    and rule.path not in OF_NO_ORGANISATION
]


@pytest.fixture
def in_both(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        one, other = an_organisation(session), an_organisation(session, "Another Example Union")
        first, second = sorted((one, other), key=lambda organisation: organisation.id)
        person = an_organiser(session, first, Role.VIEWER, email="both@example.org")
        session.add(Membership(user_id=person.user_id, organisation_id=second.id, role=Role.OWNER))
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
    )
    assert client.post("/desk/sign-in", data={"email": "both@example.org", "password": PASSWORD}).status_code == 303
    return client


def test_there_is_something_to_make() -> None:
    paths = {rule.path for rule in NEW_THINGS}
    assert {"/desk/campaigns/new/arrest", "/desk/outreach/partners", "/desk/settings/letterhead"} <= paths


@pytest.mark.parametrize("rule", NEW_THINGS, ids=lambda rule: rule.path)
def test_what_is_new_needs_the_role_in_the_organisation_it_is_made_for(in_both: TestClient, rule: Rule) -> None:
    assert in_both.post(rule.path).status_code == 403
