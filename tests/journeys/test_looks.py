"""Shared pages suit everybody: on a phone and on a desk, light and dark, from either side, in much larger text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from campaigns.app import create_app
from foundation.accounts.actions import sign_in
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

pytestmark = pytest.mark.browser
PAGES = ("/desk/patterns", "/desk/sign-in", "/comfort", "/nowhere", "/desk/nowhere")


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def cookie(database: Database) -> str:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    token = sign_in(database, email="ada@example.org", password=PASSWORD, from_address="127.0.0.1")
    return f"solidarity={token}"


@pytest.mark.parametrize("look", [(390, "light", "ru"), (1280, "dark", "en")])
def test_shared_pages_suit_everybody(browser: Browser, site: str, cookie: str, look: tuple[int, str, str]) -> None:
    width, scheme, language = look
    with window(browser, width=width, scheme=scheme, cookie=cookie, at=site) as page:
        for path in PAGES:
            page.goto(f"{site}/{language}{path}")
            assert_for_everybody(page)


def test_read_from_the_right_nothing_sticks_out(browser: Browser, site: str, cookie: str) -> None:
    with window(browser, cookie=cookie, at=site) as page:
        page.goto(f"{site}/en/desk/patterns")
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert_for_everybody(page)
        mark, menu = page.locator(".wordmark").bounding_box(), page.get_by_text("Menu", exact=True).bounding_box()
        assert mark
        assert menu
        assert mark["x"] > menu["x"]


def test_much_larger_text_fits_on_a_phone(browser: Browser, site: str, cookie: str) -> None:
    with window(browser, cookie=cookie, at=site) as page:
        page.goto(f"{site}/en/comfort")
        page.get_by_label("Much larger").check()
        page.get_by_label("Black on white").check()
        page.get_by_role("button", name="Keep this choice").click()
        page.goto(f"{site}/ru/desk/patterns")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px"
        assert_for_everybody(page)


def test_a_refused_form_puts_the_reader_at_its_summary(browser: Browser, site: str) -> None:
    with window(browser, at=site) as page:
        page.goto(f"{site}/en/desk/sign-in")
        page.get_by_label("E-mail address").fill("ada@example")
        page.get_by_label("Password").fill("not the right password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".summary")).to_be_focused()
        assert_for_everybody(page)
        page.get_by_role("link", name="E-mail address.").click()
        expect(page.get_by_label("E-mail address")).to_be_focused()
        assert page.get_by_label("E-mail address").input_value() == "ada@example"


def test_the_menu_opens_without_a_script(browser: Browser, site: str, cookie: str) -> None:
    with window(browser, cookie=cookie, at=site) as page:
        page.goto(f"{site}/en/desk")
        letters = page.get_by_role("link", name="Letters")
        assert not letters.is_visible()
        page.get_by_text("Menu").click()
        assert letters.is_visible()
        assert_for_everybody(page)
