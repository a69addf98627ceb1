"""Numbers in an address that no row could have: there is no such page, and never an error of the database."""

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD
from tests.house.world import address_of, build_world

WITH_A_NUMBER = [rule for rule in RULES if "_id}" in rule.path]


@pytest.fixture
def owner(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        build_world(session, settings)
    client = TestClient(
        create_app(settings, database),
        base_url=BASE_URL,
        follow_redirects=False,
        raise_server_exceptions=False,
        headers={"Origin": BASE_URL},
    )
    assert client.post("/desk/sign-in", data={"email": "canary@example.org", "password": PASSWORD}).status_code == 303
    return client


@pytest.mark.parametrize("number", ["99999999999999999999999", "-9223372036854775809", "9223372036854775808.0", "٣"])
def test_there_is_no_page_with_a_number_that_no_row_has(owner: TestClient, number: str) -> None:
    for rule in WITH_A_NUMBER:
        known = address_of(rule.path).split("/")
        asked = [
            number if part.endswith("_id}") else real for part, real in zip(rule.path.split("/"), known, strict=True)
        ]
        answer = owner.request(rule.method, "/".join(asked))
        assert answer.status_code == 404, (rule, number)
