"""An organiser adds a security key and signs in with it, in a real browser with an authenticator made of software; and
every page of the settings suits everybody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from campaigns.app import create_app
from foundation.accounts.proof.codes import STEP_SECONDS, code_at
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class InFrontOfOthers(Settings):
    """Browsers know keys on https and on localhost; here the latter stands for a site on the web."""

    @property
    def needs_second_factor(self) -> bool:
        return True


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union, email="owner@example.org")
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, owner, reviewer)
    given = settings.model_dump()

    def app(address: str) -> object:
        named = address.replace("127.0.0.1", "localhost")
        return create_app(InFrontOfOthers(**{**given, "base_url": named}, _env_file=None), database)

    with serving(app) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    assert site
    with chromium() as browser:
        yield browser


def a_window(browser: Browser, *, width: int = 390, script: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 844}, bypass_csp=script, java_script_enabled=script, locale="en-GB"
    )


def give_password(page: Page, site: str) -> None:
    page.goto(f"{site}/desk")
    page.fill("[name=email]", "owner@example.org")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def plug_in_a_key(page: Page) -> None:
    """The authenticator that the DevTools protocol offers."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": False,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_an_organiser_adds_a_security_key_and_signs_in_with_it(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    give_password(page, site)
    page.wait_for_url("**/desk/second-factor?next=/desk")
    plug_in_a_key(page)
    page.fill("#key-name", "Key of the office")
    page.get_by_role("button", name="Add a security key or passkey").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert page.locator("ul.codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(f"{site}/desk")

    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    give_password(page, site)
    page.wait_for_url("**/desk/sign-in/second?next=/desk")
    page.get_by_role("button", name="Use a security key or passkey").click()
    page.wait_for_url(f"{site}/desk")
    page.goto(f"{site}/desk/settings/security")
    assert "Key of the office" in page.inner_text("main")
    assert complaints == []
    context.close()


def test_without_a_script_an_app_and_a_recovery_code_open_the_desk(browser: Browser, site: str) -> None:
    context = a_window(browser, script=False)
    page = context.new_page()
    give_password(page, site)
    assert page.url.endswith("/desk/second-factor?next=/desk")
    secret = page.inner_text("figure code").replace(" ", "")
    page.fill("[name=code]", code_at(secret, int(utc_now().timestamp()) // STEP_SECONDS))
    page.get_by_role("button", name="Use this app").click()
    codes = page.locator("ul.codes li").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    assert page.url == f"{site}/desk"
    page.goto(f"{site}/desk/settings/security")
    page.locator("main").get_by_role("button", name="Sign out", exact=True).click()
    give_password(page, site)
    page.get_by_text("Neither is at hand?").click()
    page.fill("[name=recovery]", codes[0])
    page.get_by_role("button", name="Sign in with a recovery code").click()
    assert page.url == f"{site}/desk"
    context.close()


def test_the_pages_suit_everybody(browser: Browser, site: str) -> None:
    context = a_window(browser)
    page = context.new_page()
    give_password(page, site)
    page.wait_for_url(re.compile("/desk/second-factor"))
    assert_for_everybody(page)
    secret = page.inner_text("figure code").replace(" ", "")
    page.fill("[name=code]", code_at(secret, int(utc_now().timestamp()) // STEP_SECONDS))
    page.get_by_role("button", name="Use this app").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert_for_everybody(page)
    page.goto(f"{site}/desk/settings/people")
    link = page.get_by_role("link", name=re.compile("^Change")).last.get_attribute("href")
    slug = "free-ada-example"
    paths = ["people", "trail?check=1", "security", "switches", ""]
    for path in [*(f"/desk/settings/{path}".rstrip("/") for path in paths), link, f"/desk/campaigns/{slug}/people"]:
        for prefix in ("", "/ru"):
            page.goto(f"{site}{prefix}{path}")
            assert_for_everybody(page)
    context.clear_cookies()
    give_password(page, site)
    page.wait_for_url(re.compile("/desk/sign-in/second"))
    assert_for_everybody(page)
    context.close()
