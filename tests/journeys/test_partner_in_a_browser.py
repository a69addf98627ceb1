"""A partner with a browser: it gives its letterhead, makes its letters, takes its ZIP and tells that it sent one."""

import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.jobs_running import run_jobs
from tests.journeys.run_desks import RunDesks, open_run_desks
from tests.journeys.test_partners_pages import offer

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def desks(settings: Settings, database: Database) -> RunDesks:
    found = open_run_desks(settings, database)
    offer(found, *found.letters)
    return found


@pytest.fixture
def site(settings: Settings, database: Database, desks: RunDesks) -> Iterator[str]:
    assert desks.codes
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    assert site
    with chromium() as browser:
        yield browser


def test_a_partner_takes_its_letters_on_a_phone(browser: Browser, site: str, desks: RunDesks) -> None:
    with window(browser, width=390, at=site) as page:
        page.goto(f"{site}/kit/{desks.codes[0]}")
        assert_for_everybody(page)
        page.get_by_role("link", name="Change it, lend it or take it back").click()
        page.get_by_label("Who signs", exact=True).fill("")
        page.get_by_role("button", name="Save your letterhead").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_for_everybody(page)
        page.get_by_label("Who signs", exact=True).fill("Rosa Beispiel")
        page.get_by_role("button", name="Save your letterhead").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        assert_for_everybody(page)
        page.get_by_role("link", name="Beispielgewerkschaft").click()
        page.get_by_role("main").get_by_role("listitem").get_by_role("link").click()
        assert_for_everybody(page)
        page.get_by_role("button", name="Make your letters").click()
        page.get_by_role("link", name="Keep the page still").click()
        assert_for_everybody(page)
        with ThreadPoolExecutor(1) as beside:
            beside.submit(run_jobs, desks.database).result()
        page.get_by_role("link", name="Look again").click()
        with page.expect_download() as begun:
            page.get_by_role("link", name="All letters (ZIP)").click()
        with zipfile.ZipFile(begun.value.path()) as archive:
            assert len(archive.namelist()) == 4
            assert archive.testzip() is None
        assert_for_everybody(page)
        page.get_by_role("link", name="We sent it, or they answered").first.click()
        assert_for_everybody(page)
        page.get_by_label("By which way").select_option(label="By registered post")
        page.get_by_role("button", name="Tell that it was sent").click()
        expect(page.get_by_text("It stands in the register as yours.")).to_be_visible()
        assert_for_everybody(page)
