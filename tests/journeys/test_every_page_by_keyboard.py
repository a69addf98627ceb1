"""Every page of the desk at a phone's width: Tab comes to all there is and out again, each stop is marked, nothing
sticks out or is too small for a finger, and no script is needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.accounts.actions import sign_in
from foundation.database import Database
from foundation.settings import Settings
from tests.browser import chromium, serving
from tests.factories.accounts import PASSWORD
from tests.house.world import address_of, build_world
from tests.mailbox import Mailbox
from tests.pictures import amiss

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [rule.path for rule in RULES if rule.method == "GET" and rule.path.startswith("/desk")]
# A security key is asked by a script; a code of an app needs none.
WITH_A_SCRIPT = (
    *("/desk/second-factor", "/desk/sign-in/second"),
    "/desk/letter-templates/{template_id}",  # its preview follows the typing; a button does the same
    "/desk/campaigns/{slug}/preview/petition",  # as its readers get it, who can do without
)
# The others are files, lead on for whoever is signed in like this, or have nothing to show in this world.
LEAST_PAGES = 100
MOST_STOPS = 400
# What Tab must reach: of a group of radio buttons the chosen one, else any; a date and a time are several stops.
REACHABLE = """() => {
  window.stops = [];
  const name = one => one.type === 'radio' ? 'radio ' + one.name : one.outerHTML.slice(0, 160);
  document.addEventListener('focusin', event => {
    const one = event.target;
    const drawn = [one, one.closest('label'), one.nextElementSibling].filter(Boolean).some(part => {
      const style = getComputedStyle(part);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    });
    window.stops.push({name: name(one), drawn});
  });
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(one => one.type !== 'hidden' && !one.disabled && one.tabIndex >= 0
      && one.checkVisibility({visibilityProperty: true}) && !one.closest('details:not([open]) > :not(summary)'))
    .map(name);
}"""
SEVERAL_STOPS = """() => document.querySelectorAll('input[type=date], input[type=time]').length"""


@pytest.fixture
def site(settings: Settings, database: Database, mailbox: Mailbox) -> Iterator[str]:
    """`mailbox` comes first: it says where mails go."""
    assert mailbox.database is database
    with database.writing() as session:
        build_world(session, settings)
    with serving(lambda address: create_app(settings.model_copy(update={"base_url": address}), database)) as address:
        yield address


def test_every_page_of_the_desk_is_walked_through(site: str, database: Database) -> None:
    token = sign_in(database, email="canary@example.org", password=PASSWORD, from_address="127.0.0.1")
    amiss_there = []
    seen = 0
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": "solidarity", "value": token, "url": site}])
        page = context.new_page()
        for path in PAGES:
            if not _open(page, site + "/en" + address_of(path)):
                continue
            seen += 1
            amiss_there += [(path, one) for one in amiss(page)]
            amiss_there += [(path, one) for one in _walked(page)]
            if page.evaluate("document.scripts.length") and path not in WITH_A_SCRIPT:
                amiss_there.append((path, "needs a script"))
    assert not amiss_there, "\n".join(map(str, amiss_there))
    assert seen > LEAST_PAGES


def _open(page: Page, address: str) -> bool:
    """Whether there is a page: not a file, nor one that is not there in this world."""
    try:
        answer = page.goto(address)
    except Error:  # a download
        return False
    return answer is not None and answer.status == 200 and "html" in answer.headers.get("content-type", "")


def _walked(page: Page) -> Iterator[str]:
    wanted = page.evaluate(REACHABLE)
    for _stop in range(min(len(wanted) + 4 * page.evaluate(SEVERAL_STOPS) + 2, MOST_STOPS)):
        page.keyboard.press("Tab")
    stops = page.evaluate("window.stops")
    names = {stop["name"] for stop in stops}
    yield from (f"never reached: {one}" for one in wanted if one not in names)
    yield from (f"nothing shows that the keyboard is at {stop['name']}" for stop in stops if not stop["drawn"])
    # A refused form puts whoever reads it at its summary; a sheet of paper has no menu to skip.
    if stops and 'class="skip"' not in stops[0]["name"] and not page.locator(".summary, .paper").count():
        yield f"begins at {stops[0]['name']}"
