"""Six in the morning, on a phone, without JavaScript: from sign-in to “in review”, counting every step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import select

from campaigns.app import create_app
from campaigns.models.campaign import Campaign, CampaignState
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_PAGES = 4
MOST_ANSWERS = 18
"""With ten seconds for each answer and five for each page it is done in well under five minutes."""


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union, Role.OWNER, email="organiser@example.org")
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    assert site
    with chromium() as browser:
        yield browser


class Walk:
    """Types and presses as a person does who has a keyboard alone, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers = 0
        self.pages = 0

    def answer(self, name: str, typed: str) -> None:
        self.page.locator(f"[name={name}]").focus()
        self.page.keyboard.type(typed)
        self.answers += 1

    def tick(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}][value={value}]").focus()
        self.page.keyboard.press("Space")
        self.answers += 1

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}]").first.select_option(value)
        self.answers += 1

    def press(self, role: str, words: str) -> None:
        self.page.get_by_role(role, name=words).first.focus()  # type: ignore[arg-type]  # the roles used here are ones
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.pages += 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Sign in", "New campaign", "Arrest or trial of a unionist", "Make it and submit it for review")),
        ("ru", ("Войти", "Новая кампания", "Арест или суд", "Создать и отправить на проверку")),
    ],
)
def test_from_sign_in_to_in_review_in_few_steps_by_keyboard_on_a_phone_without_javascript(
    browser: Browser, site: str, database: Database, language: str, words: tuple[str, ...]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, locale=language)
    page = context.new_page()
    walk = Walk(page)
    page.goto(f"{site}/{language}/desk")
    walk.answer("email", "organiser@example.org")
    walk.answer("password", PASSWORD)
    walk.press("button", words[0])
    walk.press("link", words[1])
    walk.press("link", words[2])
    walk.tick("harm", "family")
    walk.tick("consent", "given")
    walk.choose("country", "KZ")
    walk.tick("risk_considered", "yes")
    first, second = ("ru", "en") if language == "ru" else ("en", "ru")
    names = {"en": ("Ada Example", "Example Union"), "ru": ("Ада Примерова", "Профсоюз примеров")}
    walk.answer("name", names[first][0])
    walk.answer("name_accusative_ru", "Аду Примерову")
    walk.tick("gender", "f")
    walk.answer("role", "chair" if first == "en" else "председатель")
    walk.answer("union", names[first][1])
    walk.answer("charge", "extremism" if first == "en" else "экстремизм")
    walk.answer("held_at", "a remand prison" if first == "en" else "следственный изолятор")
    walk.answer("date", "2026-05-01")
    walk.choose("office", "kz-president")
    walk.answer("source_title", "Statement of the union")
    walk.press("button", words[3])
    assert "/desk/campaigns/" in page.url
    assert walk.pages <= MOST_PAGES
    assert walk.answers <= MOST_ANSWERS
    with database.reading() as session:
        campaign = session.exec(select(Campaign)).one()
    assert (campaign.state, campaign.original_language) == (CampaignState.IN_REVIEW, first)
    assert campaign.title[first]
    assert f"⟨{first}: {names[first][0]}⟩" in campaign.petition_text[second]
    context.close()


def test_the_pages_of_launch_and_stock_are_for_everybody(browser: Browser, site: str) -> None:
    with window(browser, width=390, at=site) as page:
        page.goto(f"{site}/desk")
        page.fill("[name=email]", "organiser@example.org")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk")
        for path in (
            "/desk/campaigns/new",
            "/desk/campaigns/new/arrest",
            "/desk/campaigns/new/dismissals",
            "/desk/campaigns/new/bad_law",
            "/desk/stock",
            "/ru/desk/stock?language=ru&kind=words",
            "/desk/stock/sentence?language=es&sentence=arrest.happened",
        ):
            page.goto(f"{site}{path}")
            assert_for_everybody(page)
        page.goto(f"{site}/desk/campaigns/new/bad_law")
        page.get_by_role("button", name="Make it").click()
        page.wait_for_load_state()
        assert page.get_by_role("alert").is_visible()
        assert_for_everybody(page)
        page.fill("[name=law]", "Law on Trade Unions")
        page.check("[name=stage][value=draft]")
        page.check("[name=effect][value='effect.strikes']")
        page.select_option("[name=country]", "KZ")
        page.select_option("[name=office]", "kz-president")
        page.fill("[name=source_title]", "Statement of the union")
        page.check("[name=risk_considered]")
        page.get_by_role("button", name="Make it").click()
        page.wait_for_url("**/desk/campaigns/stop-the-law-on-trade-unions")
        assert_for_everybody(page)
        for path in ("/launch", "/appeal?language=fr"):
            page.goto(f"{site}/desk/campaigns/stop-the-law-on-trade-unions{path}")
            assert_for_everybody(page)
