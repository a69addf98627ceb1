"""The first day: arrest at six, quick launch, a second person publishes, news in the evening. Page, letter and dossier
carry the new version, and the old dossier is known as superseded."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from sqlmodel import col, select

from campaigns.app import create_app
from campaigns.cli import main
from campaigns.dossiers.jobs import build_edition
from campaigns.dossiers.models import Dossier, DossierState
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.schema_told import tell_schema

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAMPAIGN = "/desk/campaigns/free-ada-example"


@pytest.fixture
def site(settings: Settings, database: Database) -> Iterator[str]:
    configure_mail(settings)
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union, Role.OWNER, email="organiser@example.org")
        an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    assert site
    with chromium() as browser:
        yield browser


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/en/desk")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk")


def launch(page: Page, site: str) -> None:
    page.goto(f"{site}/en/desk/campaigns/new/arrest")
    for name, typed in {
        "name": "Ada Example",
        "role": "chair",
        "union": "Example Union",
        "charge": "extremism",
        "held_at": "a remand prison",
        "date": "2026-05-01",
        "source_title": "Statement of the union",
    }.items():
        page.fill(f"[name={name}]", typed)
    page.check("[name=consent][value=given]")
    page.check("[name=gender][value=f]")
    page.check("[name=risk_considered]")
    page.select_option("[name=country]", "KZ")
    page.select_option("[name=office]", "kz-president")
    page.get_by_role("button", name="Make it and submit it for review").click()
    page.wait_for_url(f"**{CAMPAIGN}")


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def dossier_now(database: Database, page: Page, site: str) -> bytes:
    """What a worker makes, and then a reader downloads."""
    with database.reading() as session:
        waiting = session.exec(select(Dossier.id).where(col(Dossier.state) == DossierState.ORDERED)).all()
    assert waiting
    for dossier_id in waiting:
        build_edition(database, dossier_id=dossier_id)
    return page.request.get(f"{site}/en/campaigns/free-ada-example/dossier.pdf").body()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def the_letter(page: Page, site: str) -> str:
    answer = page.request.get(f"{site}/en{CAMPAIGN}/letters/appeal/kz-president/pdf?language=en")
    assert answer.status == 200
    return words_of(answer.body())


def test_from_the_arrest_at_six_to_the_news_in_the_evening(
    browser: Browser,
    site: str,
    database: Database,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with window(browser, at=site) as organiser, window(browser, at=site) as reviewer:
        sign_in(organiser, site, "organiser@example.org")
        launch(organiser, site)
        organiser.goto(f"{site}/en{CAMPAIGN}/preview/page?phone=1")
        assert_for_everybody(organiser)

        sign_in(reviewer, site, "reviewer@example.org")
        assert reviewer.get_by_role("heading", name="Waits for your review").is_visible()
        reviewer.goto(f"{site}/en{CAMPAIGN}")
        assert_for_everybody(reviewer)
        press(reviewer, "Publish")
        reviewer.goto(f"{site}/en/campaigns/free-ada-example")
        assert reviewer.get_by_text("The campaign was published.").is_visible()
        first = dossier_now(database, reviewer, site)
        assert "Version of the facts 1" in words_of(first)
        assert "Version 1 of the facts" in the_letter(organiser, site)

        organiser.goto(f"{site}/en{CAMPAIGN}/facts")
        organiser.locator("a[href*='/cases/']").first.click()
        organiser.wait_for_load_state()
        organiser.select_option("[name=status]", "house_arrest")
        organiser.locator("form[action$=statuses] [name=date]").fill("2026-05-02")
        press(organiser, "Add to the chain")

        organiser.goto(f"{site}/en/campaigns/free-ada-example")
        assert organiser.get_by_text("Status of Ada Example: Arrest → House arrest (2 May 2026)").is_visible()
        assert organiser.get_by_text("Version 2 of these facts").is_visible()
        assert_for_everybody(organiser)
        assert "Version 2 of the facts" in the_letter(organiser, site)
        second = dossier_now(database, organiser, site)
        assert "Version of the facts 2" in words_of(second)

        for name, content, told in (("first", first, "it is superseded"), ("second", second, "is the newest")):
            (tmp_path / f"{name}.pdf").write_bytes(content)
            organiser.goto(f"{site}/en/verify")
            organiser.set_input_files("[name=file]", tmp_path / f"{name}.pdf")
            press(organiser, "Check it")
            assert organiser.get_by_text(told).is_visible()
            assert_for_everybody(organiser)
        for path in ("/versions", "/unpublish", "/risks", "/preview", "/preview/mail", "/preview/petition?phone=1"):
            organiser.goto(f"{site}/en{CAMPAIGN}{path}")
            assert_for_everybody(organiser)
    tell_schema(database)
    monkeypatch.setenv("SOLIDARITY_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", settings.secret_key.get_secret_value())
    assert main(["verify", str(tmp_path / "first.pdf")]) == 0
    assert "superseded" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "second.pdf")]) == 0
    assert "newest" in capsys.readouterr().out
