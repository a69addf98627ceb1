"""Browsers around one letter: who wrote it, who approves it, who only reads, and somebody who is nobody here."""

import re

from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.database import Database
from foundation.settings import Settings
from tests.clocks import zone_where_it_is
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.letters import a_mission, a_sender
from tests.journeys.test_letters import COMPLETE, CONFIRMED, EDITOR

ENGLISH = {"language": "en"}
PICTURE = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
Desks = dict[str, TestClient]


def open_letter_desks(settings: Settings, database: Database) -> Desks:
    """By day, with a letter that is ready to be approved."""
    by_day = settings.model_copy(update={"time_zone": zone_where_it_is(12)})
    with database.writing() as session:
        organisation = a_sender(session)
        a_mission(session, organisation)
        an_organiser(session, organisation, Role.EDITOR)
        an_organiser(session, organisation, Role.REVIEWER, email="second@example.org")
        an_organiser(session, organisation, Role.VIEWER, email="viewer@example.org")
    found = {}
    for name, email in (("author", "ada"), ("second", "second"), ("viewer", "viewer"), ("nobody", "")):
        found[name] = TestClient(
            create_app(by_day, database), base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
        )
        if email:
            data = {"email": f"{email}@example.org", "password": PASSWORD}
            assert found[name].post("/desk/sign-in", data=data).status_code == 303
    assert found["author"].post(f"{EDITOR}/address", data=CONFIRMED).status_code == 303
    assert found["author"].post(EDITOR, data=COMPLETE | {"our_reference": ""}).status_code == 303
    return found


def today() -> str:
    """As a form sends it; asked for each time, for a long run of tests may see midnight."""
    return utc_today().isoformat()


def mark_in(page: str) -> str:
    found = re.search(r'name="approved" value="(\w+)"', page)
    assert found, "nothing to approve"
    return found[1]


def approve(desks: Desks) -> str:
    """The address of the letter in the register."""
    page = desks["second"].get(EDITOR, params=ENGLISH).text
    answer = desks["second"].post(f"{EDITOR}/approve", data=ENGLISH | {"approved": mark_in(page)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def once_in(page: str, action: str) -> str:
    """The mark of the form that posts to this address."""
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    found = re.search(r'name="once" value="([^"]+)"', form)
    assert found, f"no form posts to {action}"
    return found[1]
