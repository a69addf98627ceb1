"""Whoever has no mouse signs, and launches and publishes a campaign: by Tab, Enter and Space, with the arrows inside a
group of answers and letters inside a list. At each stop it is seen where one is, and nothing holds one fast."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import select

from campaigns.app import create_app
from campaigns.models.campaign import Campaign, CampaignState
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import chromium, serving
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.mailbox import Mailbox, path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_STOPS = 400
# What Tab must reach: of a group of radio buttons the chosen one, else any.
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(one => one.type !== 'hidden' && !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && !one.closest('details:not([open]) > :not(summary)'))
  .map(one => one.type === 'radio' ? 'radio ' + one.name : one.outerHTML.slice(0, 160))"""
# Where the keyboard is: what it is called, whether it is seen there and inside the window.
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const drawn = [one, one.closest('label'), one.nextElementSibling].filter(Boolean).some(part => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  });
  const box = one.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  return {name: one.type === 'radio' ? 'radio ' + one.name : one.outerHTML.slice(0, 160), drawn, seen};
}"""


@pytest.fixture
def site(settings: Settings, database: Database, mailbox: Mailbox) -> Iterator[str]:
    """`mailbox` comes first: it says where mails go."""
    assert mailbox.database is database
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union, Role.OWNER)
        a_live_campaign(session, owner, an_organiser(session, union, Role.REVIEWER, "reviewer@example.org"))
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    assert site
    with chromium() as browser:
        yield browser


class Keys:
    """Somebody at the keyboard, without JavaScript on the page and on a phone's width unless told otherwise."""

    def __init__(self, browser: Browser, site: str, width: int = 1280) -> None:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
        self.page: Page = context.new_page()
        self.site = site

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def tab(self) -> str:
        """Where it leads; empty at the end of the page."""
        self.page.keyboard.press("Tab")
        here = self.page.evaluate(HERE)
        if here is None:
            return ""
        assert here["drawn"], f"{self.page.url}: nothing shows that the keyboard is at {here['name']}"
        assert here["seen"], f"{self.page.url}: the keyboard is out of sight at {here['name']}"
        return str(here["name"])

    def to(self, selector: str) -> None:
        for _stop in range(MOST_STOPS):
            self.tab()
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"{self.page.url}: Tab never comes to {selector}")

    def type(self, name: str, typed: str) -> None:
        self.to(f"[name={name}]")
        self.page.keyboard.type(typed)

    def tick(self, name: str, value: str = "") -> None:
        """In a group of radio buttons Tab comes to one, and the arrows go on from there."""
        wanted = f"[name={name}][value='{value}']" if value else f"[name={name}]"
        self.to(f"[name={name}][type=radio], {wanted}")
        for _answer in range(20):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                break
            self.page.keyboard.press("ArrowDown")
        if not self.page.evaluate("document.activeElement.checked"):
            self.page.keyboard.press("Space")
        assert self.page.evaluate("document.activeElement.checked")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def walk_through(self, path: str) -> None:
        """From the first stop to the last: all there is, each once, and on to the end."""
        self.open(path)
        wanted = self.page.evaluate(REACHABLE)
        stops: list[str] = []
        while (stop := self.tab()) and not (stops and stop == stops[0]):
            # A date has a stop for the day, the month and the year, and one for its calendar.
            several = wanted.count(stop) > 1 or ('type="date"' in stop and stops[-4:].count(stop) < 4)
            assert not stops or stop != stops[-1] or several, f"{path}: held fast at {stop}"
            stops.append(stop)
            assert len(stops) <= MOST_STOPS, f"{path}: no end"
        missed = [one for one in wanted if one not in stops]
        assert not missed, (path, missed)
        assert 'class="skip"' in stops[0], path

    def skip(self) -> None:
        """The first stop leads past the head of the page."""
        assert 'class="skip"' in self.tab()
        self.page.keyboard.press("Enter")
        self.tab()
        assert self.page.evaluate("document.activeElement.closest('main') !== null"), self.page.url

    def sign_in(self, email: str) -> None:
        self.open("/en/desk")
        self.type("email", email)
        self.type("password", PASSWORD)
        self.press("main button")


def test_a_supporter_signs_by_keyboard(browser: Browser, site: str, mailbox: Mailbox) -> None:
    keys = Keys(browser, site, width=390)
    keys.open("/en/campaigns/free-ada-example")
    keys.skip()
    keys.press("main a[href$='/petitions/free-ada-example']")
    keys.skip()
    keys.type("name", "Jean Modèle")
    keys.type("email", "jean@example.net")
    keys.type("country", "Switz")
    keys.tick("agree_count")
    keys.press("main form button")
    assert keys.page.url.endswith("/check-your-mail")
    with ThreadPoolExecutor() as elsewhere:  # an event loop of Playwright's is running here
        mail = elsewhere.submit(mailbox.only_mail).result()
    keys.open(path_of(mail, "confirm"))
    keys.press("main form button", "Space")
    assert "Your signature counts" in keys.page.inner_text("main")


def test_a_campaign_is_launched_and_published_by_keyboard(browser: Browser, site: str, database: Database) -> None:
    keys = Keys(browser, site)
    keys.sign_in("ada@example.org")
    keys.skip()
    keys.press("a[href$='/desk/campaigns/new']")
    keys.press("a[href$='/desk/campaigns/new/arrest']")
    keys.tick("harm", "family")
    keys.tick("consent", "given")
    keys.type("country", "Kaz")
    keys.tick("risk_considered")
    keys.type("name", "Jean Modèle")
    keys.tick("gender", "m")
    keys.type("role", "chair")
    keys.type("union", "Example Union")
    keys.type("charge", "extremism")
    keys.type("held_at", "a remand prison")
    keys.type("date", "2026-05-01")
    keys.type("office", "President of the Republic of Kaz")
    keys.type("source_title", "Statement of the union")
    keys.press("button[value=review]")
    with database.reading() as session:
        made = session.exec(select(Campaign).where(Campaign.state == CampaignState.IN_REVIEW)).one()

    keys = Keys(browser, site)
    keys.sign_in("reviewer@example.org")
    keys.press(f"main a[href$='/desk/campaigns/{made.slug}']")
    keys.press("main form[action$='/publish'] button", "Space")
    with database.reading() as session:
        assert session.get_one(Campaign, made.id).state is CampaignState.LIVE


def test_tab_comes_to_everything_and_out_again(browser: Browser, site: str) -> None:
    keys = Keys(browser, site)
    for path in ("/en", "/en/campaigns/free-ada-example", "/en/petitions/free-ada-example", "/en/verify"):
        keys.walk_through(path)
    keys.sign_in("ada@example.org")
    for path in (
        "/en/desk",
        "/en/desk/search?q=example",
        "/en/desk/campaigns/new/arrest",
        "/en/desk/campaigns/free-ada-example",
        "/en/desk/campaigns/free-ada-example/texts",
        "/en/desk/campaigns/free-ada-example/letters/appeal/kz-president",
        "/en/desk/directory/offices/kz-president",
    ):
        keys.walk_through(path)
