"""A template is tried out while it is typed; axe finds nothing, and the browser complains of nothing."""

from collections.abc import Iterator

import pytest

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.letters import a_mission, a_sender

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with database.writing() as session:
        organisation = a_sender(session)
        a_mission(session, organisation)
        an_organiser(session, organisation)
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


def test_the_preview_follows_what_is_typed_and_the_button_does_the_same(site: str) -> None:
    with chromium() as browser, window(browser, at=site) as page:
        page.goto(f"{site}/en/desk/sign-in")
        page.locator("[name=email]").fill("ada@example.org")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        page.goto(f"{site}/en/desk/letter-templates/new?of=appeal.en")
        assert_for_everybody(page)
        page.locator("#text").fill("About {{campaign.titel}}")
        page.get_by_text("Did you mean {{campaign.title}}?").wait_for()
        page.locator("#text").fill("About {{campaign.title}}, <b>at once</b>")
        page.locator("#preview").get_by_text("Every field is filled").wait_for()
        assert "<b>at once</b>" in page.locator("#preview").inner_text()
        page.get_by_role("button", name="Show preview").click()
        page.locator("#preview").get_by_text("Every field is filled").wait_for()
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Drafts of letters that use it follow").wait_for()
