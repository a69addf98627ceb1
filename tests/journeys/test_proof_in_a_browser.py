"""While somebody types, the browser works on a proof, under the policy of our pages and without asking another host."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright
from sqlmodel import select

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from petitions.models.signals import SignatureSignal
from tests.browser import CHROMIUM, assert_for_everybody, chromium, serving, window
from tests.factories.petitions import an_open_petition

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with database.writing() as session:
        petition = an_open_petition(session)
        petition.no_signing_from = ["UZ"]
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


def test_who_signs_with_a_script_has_a_proof_of_work(site: str, database: Database) -> None:
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda asked: None if asked.url.startswith(site) else complaints.append(asked.url))
        page.goto(f"{site}/petitions/free-ada")
        assert page.locator("[name=altcha]").count() == 0
        page.fill("[name=name]", "Jean Modèle")
        page.wait_for_selector("[name=altcha]", state="attached", timeout=60_000)
        page.fill("[name=email]", "jean@example.org")
        page.select_option("[name=country]", "FR")
        page.check("[name=agree_count]")
        page.get_by_role("button", name="Sign").click()
        page.wait_for_url("**/check-your-mail")
        browser.close()
    assert not complaints
    with database.reading() as session:
        assert "no_proof" not in session.exec(select(SignatureSignal)).one().reasons


def test_plain_words_come_with_the_country_that_is_chosen(site: str) -> None:
    with chromium() as browser, window(browser, width=390, at=site) as page:
        page.goto(f"{site}/petitions/free-ada")
        calm, not_from_here = page.locator('[data-countries="KZ"]'), page.locator('[data-countries="UZ"]')
        assert calm.is_visible()
        assert not_from_here.is_hidden()
        page.select_option("[name=country]", "KZ")
        assert "warn" in (calm.get_attribute("class") or "")
        page.select_option("[name=country]", "UZ")
        assert not_from_here.is_visible()
        assert "warn" not in (calm.get_attribute("class") or "")
        assert_for_everybody(page)
