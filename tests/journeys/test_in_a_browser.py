"""The two walks of a person with a browser: a supporter signs, confirms and withdraws; an organiser renders a letter.

Everything is real: the site on a port, Chromium, SMTP into the built-in inbox, the jobs, the PDF. On each page axe finds
nothing, the browser complains of nothing and asks no other host for anything.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

import campaigns.worker  # noqa: F401  # registers the jobs and what writes the mails
from campaigns.app import create_app
from campaigns.models.campaign import Campaign
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.mail.inbox import Inbox
from foundation.settings import Settings
from petitions.access import petition_for_reader
from petitions.queries.figures import counters_now
from tests.browser import assert_for_everybody, chromium, serving, window
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.jobs_running import until, working

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def campaign(database: Database) -> Campaign:
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union, Role.OWNER, email="organiser@example.org")
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        return a_live_campaign(session, organiser, reviewer)


@pytest.fixture
def site(settings: Settings, database: Database, campaign: Campaign, tmp_path: Path) -> Iterator[str]:
    inbox = Inbox(tmp_path)
    at_inbox = inbox.start(settings)
    with serving(lambda address: _app(at_inbox, database, inbox, address)) as address:
        running = at_inbox.model_copy(update={"base_url": address})
        with working(running, database):
            yield address
    inbox.stop()


def _app(settings: Settings, database: Database, inbox: Inbox, address: str) -> object:
    return create_app(settings.model_copy(update={"base_url": address}), database, inbox=inbox)


@pytest.fixture
def browser(site: str) -> Iterator[Browser]:
    """After the site: Playwright leaves an event loop in this thread, in which DBOS cannot be started."""
    assert site
    with chromium() as browser:
        yield browser


def test_a_supporter_signs_confirms_and_withdraws_on_a_phone(
    browser: Browser, site: str, database: Database, campaign: Campaign
) -> None:
    with window(browser, width=390, at=site) as page:
        page.goto(f"{site}/campaigns/{campaign.slug}")
        assert_for_everybody(page)
        page.get_by_role("link", name="Sign the petition").click()
        assert_for_everybody(page)

        page.get_by_role("button", name="Sign").click()
        page.wait_for_load_state()
        assert page.get_by_role("alert").is_visible()
        assert_for_everybody(page)

        page.fill("[name=name]", "Jean Modèle")
        page.fill("[name=email]", "jean@example.org")
        page.select_option("[name=country]", "FR")
        page.check("[name=agree_count]")
        page.get_by_role("button", name="Sign").click()
        page.wait_for_url("**/check-your-mail")
        assert_for_everybody(page)

        page.goto(_link_in_inbox(page, site, "/confirm/"))
        assert _confirmed(database, campaign) == 0
        assert_for_everybody(page)
        page.get_by_role("button").first.click()
        until(lambda: _confirmed(database, campaign) == 1)
        assert_for_everybody(page)

        page.goto(_link_in_inbox(page, site, "/withdraw/"))
        assert_for_everybody(page)
        page.get_by_role("button").first.click()
        until(lambda: _confirmed(database, campaign) == 0)
        assert_for_everybody(page)


def test_an_organiser_signs_in_and_renders_a_letter(browser: Browser, site: str, campaign: Campaign) -> None:
    with window(browser, width=1280, at=site) as page:
        page.goto(f"{site}/desk")
        assert_for_everybody(page)
        page.fill("[name=email]", "organiser@example.org")
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/desk")
        assert_for_everybody(page)
        for path in ("", "/facts", "/texts", "/letters", "/dossiers?still=yes"):
            page.goto(f"{site}/desk/campaigns/{campaign.slug}{path}")
            assert_for_everybody(page)
        for path in (
            "/desk/directory",
            "/desk/settings",
            "/desk/settings/people",
            "/desk/settings/trail",
            "/desk/settings/security",
            "/desk/campaigns/new/arrest",
            "/desk/outreach",
        ):
            page.goto(f"{site}{path}")
            assert_for_everybody(page)

        page.goto(f"{site}/desk/campaigns/{campaign.slug}/letters/appeal/kz-president?language=ru")
        assert_for_everybody(page)
        answer = page.request.get(f"{site}/desk/campaigns/{campaign.slug}/letters/appeal/kz-president/pdf?language=ru")
        assert answer.ok
        letter = PdfReader(io.BytesIO(answer.body()))
        text = " ".join(letter.pages[0].extract_text().split())
        assert "Президенту Республики Казахстан" in text
        assert "ЧЕРНОВИК" in text


def _link_in_inbox(page: Page, site: str, kind: str) -> str:
    """The newest mail's link of that kind, read the way a person reads it."""

    def arrived() -> bool:
        page.goto(f"{site}/inbox")
        return page.locator("main a[href*='/inbox/']").count() > 0

    until(arrived)
    page.locator("main a[href*='/inbox/']").first.click()
    link = page.locator(f"main a[href*='{kind}']").first.get_attribute("href")
    assert link
    return link if link.startswith("http") else f"{site}{link}"


def _confirmed(database: Database, campaign: Campaign) -> int:
    with database.reading() as session:
        return counters_now(session, petition_for_reader(session, campaign.slug).id).confirmed
