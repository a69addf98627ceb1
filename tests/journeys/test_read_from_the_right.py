"""A petition in a language that is read from the right: nothing sticks out, names and numbers keep their own way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from petitions.models.petition import Petition
from petitions.models.signature import WebVisibility
from tests.arabic import in_arabic_letters, speak_arabic
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.conftest import SECRET
from tests.factories.petitions import (
    SURROUNDINGS,
    TEXTS,
    a_confirmed_signature,
    a_pending_signature,
    an_open_petition,
    confirm_token,
    make_older,
    typed,
)

pytestmark = pytest.mark.browser
NAMES = ("Jean Modèle (CGT)", "Пётр Примеров, 3-й цех", "آدا مثال", "Ada Example 2")
TITLE = "أطلقوا سراح Ada Example الآن (2026)"
TEXT = "نظّمت زملاءها في العمل. **هذه ليست جريمة.**\n\n1. أطلقوا سراحها.\n2. أسقطوا التهم (Art. 12)."


@pytest.fixture
def confirm_path(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    """An open petition with its text in Arabic, names in many scripts on its list, and one who has yet to confirm."""
    speak_arabic(monkeypatch)
    with database.writing() as session:
        petition = an_open_petition(session)
        _speak(petition)
        for name in NAMES:
            a_confirmed_signature(
                session, petition, typed(name=name, organisation="Union 1946", web=WebVisibility.FULL)
            )
        make_older(session, petition.id)
        one = a_pending_signature(session, petition, typed(name=NAMES[0], organisation=NAMES[3]))
        return f"/confirm/{confirm_token(one)}"


def _speak(petition: Petition) -> None:
    english = SURROUNDINGS["en"]
    petition.texts = TEXTS | {"ar": {"title": TITLE, "text": TEXT, "addressee": "رئيس جمهورية Example"}}
    petition.surroundings = SURROUNDINGS | {
        "ar": english | {"summary": in_arabic_letters(str(english["summary"])), "demands": []}
    }


@pytest.fixture
def site(settings: Settings, database: Database, confirm_path: str) -> Iterator[str]:
    def app(address: str) -> object:
        return create_app(settings.model_copy(update={"base_url": address, "secret_key": SECRET}), database)

    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light")])
def test_each_page_of_a_signer_suits_a_reader_from_the_right(
    browser: Browser, site: str, confirm_path: str, width: int, scheme: str
) -> None:
    with window(browser, width=width, scheme=scheme, at=site) as page:
        for path in (
            "/petitions/free-ada",
            "/petitions/free-ada/signatories",
            "/petitions/free-ada/figures",
            "/petitions/free-ada/my-data",
            "/petitions/free-ada/check-your-mail",
            confirm_path,
        ):
            page.goto(f"{site}/ar{path}")
            assert page.evaluate("getComputedStyle(document.body).direction") == "rtl", path
            assert_for_everybody(page)
            assert not _latin_words(page), path


def test_a_refused_form_reads_from_the_right_and_what_was_typed_as_it_was(browser: Browser, site: str) -> None:
    with window(browser, at=site) as page:
        page.goto(f"{site}/ar/petitions/free-ada")
        page.fill("[name=name]", "آدا مثال")
        page.fill("[name=email]", "ada@example")
        page.locator("#sign form button").click()
        assert page.locator(".summary").is_visible()
        assert_for_everybody(page)
        assert page.locator("[name=email]").evaluate("field => getComputedStyle(field).direction") == "ltr"
        assert page.locator("[name=name]").evaluate("field => getComputedStyle(field).direction") == "rtl"
        box, label = page.locator("#agree_count").bounding_box(), page.locator("label[for=agree_count]").bounding_box()
        assert box
        assert label
        assert box["x"] > label["x"] + label["width"] - 1, "the box stands at the start of its line"


def test_names_of_any_script_stand_isolated(browser: Browser, site: str, confirm_path: str) -> None:
    with window(browser, at=site) as page:
        page.goto(f"{site}/ar/petitions/free-ada/signatories")
        assert set(page.locator("main bdi").all_inner_texts()) >= set(NAMES)
        page.goto(f"{site}/ar{confirm_path}")
        assert set(page.locator("main bdi").all_inner_texts()) >= {NAMES[0], NAMES[3]}


def _latin_words(page: Page) -> list[str]:
    """Sentences of the product's own that came out in English."""
    return [
        words
        for words in page.locator("main label, main h2, main button").all_inner_texts()
        if words and words.isascii()
    ]
