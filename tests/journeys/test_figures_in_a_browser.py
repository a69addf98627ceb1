"""The pictures suit everybody: on a phone and on a desk, light and dark, in both languages, and from either side."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from campaigns.app import create_app
from foundation.accounts.actions import sign_in
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from petitions.actions.counting import Change, count_changes
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import an_open_petition, make_older

pytestmark = pytest.mark.browser
PAGES = ("/petitions/free-ada/figures", "/desk/petitions/free-ada/figures", "/desk/settings/switches")
GROUPS = (
    ("NO", "Example Bakers", 1200),
    ("MT", "نقابة المثال", 12),
    ("KZ", "", 87),
    ("FR", "A" * 120, 30),
    ("TR", "", 3),
)


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation)
        petition = an_open_petition(session, organisation)
        changes = [
            Change(petition.id, confirmed=number, day=f"2026-05-0{day}", country=country, organisation=named, via="ex")
            for day, (country, named, number) in enumerate(GROUPS, start=1)
        ]
        count_changes(session, changes, now=utc_now())
        make_older(session, petition.id)

    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("look", [(390, "light", "ru"), (1280, "dark", "en")])
def test_the_pictures_suit_everybody(
    browser: Browser, site: str, database: Database, look: tuple[int, str, str]
) -> None:
    width, scheme, language = look
    token = sign_in(database, email="ada@example.org", password=PASSWORD, from_address="127.0.0.1")
    with window(browser, width=width, scheme=scheme, cookie=f"solidarity={token}", at=site) as page:
        for path in PAGES:
            page.goto(f"{site}/{language}{path}")
            assert_for_everybody(page)
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert_for_everybody(page)


def test_time_runs_one_way_in_every_script_and_bars_grow_from_the_start_of_the_line(
    browser: Browser, site: str
) -> None:
    with window(browser, at=site) as page:
        page.goto(f"{site}/en/petitions/free-ada/figures")
        page.evaluate("document.documentElement.dir = 'rtl'")
        first, last = (page.locator(".ends span").nth(place).bounding_box() for place in (0, 1))
        assert first
        assert last
        assert first["x"] < last["x"]
        name, bar = page.locator(".ranking th[scope=row]").first.bounding_box(), page.locator(".ranking rect").nth(1)
        drawn = bar.bounding_box()
        assert name
        assert drawn
        cell = page.locator(".ranking .bar").nth(1).bounding_box()
        assert cell
        assert name["x"] > drawn["x"]
        # A short bar begins beside the name, at the right edge of its cell.
        assert cell["x"] + cell["width"] - (drawn["x"] + drawn["width"]) < 2
