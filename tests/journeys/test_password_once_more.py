"""A desk that was left open, or a stolen cookie, does not take the account over: the password is asked for anew."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.authorisation import RULES
from foundation.accounts.models import Invitation, Membership
from foundation.accounts.proof_models import RecoveryCode, SecondFactor
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.journeys.second_factors import a_browser, code_now, give_password, set_up_app

MORNING = datetime(2026, 3, 2, 6, 1, 5, tzinfo=UTC)
COOKIE = "__Host-solidarity"
PEOPLE = "/desk/settings/people"
INVITED = {"email": "petr@example.org", "role": "owner", "language": "en"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def numbers(database: Database) -> dict[str, int]:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        editor = an_organiser(session, union, Role.EDITOR, email="jean@example.org")
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, editor, reviewer)
        return {"owner": owner.user_id, "editor": editor.user_id}


@pytest.fixture
def browser(
    settings: Settings, database: Database, numbers: dict[str, int], clock: time_machine.Traveller
) -> TestClient:
    """Signed in with a second factor, eleven minutes ago."""
    browser = a_browser(settings, database)
    give_password(browser)
    set_up_app(browser, MORNING)
    clock.shift(11 * 60)
    return browser


def confirm(browser: TestClient, password: str = PASSWORD, wished: str = "") -> int:
    return browser.post("/desk/confirm", data={"password": password, "next": wished}).status_code


def test_after_ten_minutes_nothing_that_takes_an_account_over_is_done_without_it(
    browser: TestClient, database: Database, numbers: dict[str, int]
) -> None:
    with database.reading() as session:
        factor = session.exec(select(SecondFactor.id)).one()
        codes = session.exec(select(RecoveryCode.digest).order_by(RecoveryCode.digest)).all()  # type: ignore[arg-type]  # a column
    person = f"{PEOPLE}/{numbers['editor']}"
    asked = {
        f"/desk/settings/security/factors/{factor}/remove": "/desk/settings/security",
        "/desk/settings/security/recovery-codes": "/desk/settings/security",
        f"{PEOPLE}/invitations": PEOPLE,
        f"{PEOPLE}/grants": PEOPLE,
        f"{person}/role": person,
        f"{person}/hand-over": person,
        f"{person}/restore": person,
        f"{person}/take-factors-away": person,
        "/desk/campaigns/free-ada-example/people": "/desk/campaigns/free-ada-example/people",
        "/desk/campaigns/free-ada-example/people/invitations": "/desk/campaigns/free-ada-example/people",
    }
    for path, back in asked.items():
        answer = browser.post(path, data=INVITED | {"stay_as": "editor"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/confirm?next={back}&undone=1"), path
    for path in ("/desk/second-factor", person, "/desk/campaigns/free-ada-example/people"):
        assert browser.get(path).headers["location"] == f"/desk/confirm?next={path}", path
    with database.reading() as session:
        assert session.exec(select(Invitation)).all() == []
        assert session.get_one(Membership, (numbers["editor"], _union(database))).role is Role.EDITOR
        assert session.exec(select(SecondFactor.id)).one() == factor
        assert session.exec(select(RecoveryCode.digest).order_by(RecoveryCode.digest)).all() == codes  # type: ignore[arg-type]


def _union(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(Membership.organisation_id)).first() or 0


def test_the_table_asks_for_it_wherever_rights_are_given_or_proofs_are_changed() -> None:
    """New routes of these pages are looked at here: each either asks, or takes away nothing but one's own rights."""
    harmless = {
        "/desk/settings/people/invitations/{invitation_id}/withdraw",
        "/desk/settings/people/grants/{grant_id}/end",
        "/desk/settings/people/leave",
        "/desk/settings/people/{organiser_id}/suspend",
        "/desk/settings/people/{organiser_id}/remove",
        "/desk/settings/security/sessions/{session_id}/end",
        "/desk/settings/security/end-others",
        "/desk/campaigns/{slug}/people/invitations/{invitation_id}/withdraw",
        "/desk/campaigns/{slug}/people/grants/{grant_id}/end",
    }
    places = ("/desk/settings/people", "/desk/settings/security", "/desk/campaigns/{slug}/people")
    found = [rule for rule in RULES if rule.method == "POST" and rule.path.startswith(places)]
    assert {rule.path for rule in found if not rule.asks_password} == harmless


def test_pages_that_are_read_too_stay_open_and_offer_it(browser: TestClient) -> None:
    page = browser.get(PEOPLE).text
    assert "Give the password and invite" in page
    assert "Send the invitation" not in page
    assert browser.get("/desk/settings/security").status_code == 200
    assert confirm(browser) == 303
    assert "Send the invitation" in browser.get(PEOPLE).text


def test_with_the_password_one_comes_back_to_the_page_and_goes_on(
    browser: TestClient, database: Database, clock: time_machine.Traveller
) -> None:
    led = browser.post(f"{PEOPLE}/invitations", data=INVITED).headers["location"]
    page = browser.get(led).text
    assert "Nothing has been changed yet" in page
    assert f'value="{PEOPLE}"' in page
    wrong = browser.post("/desk/confirm", data={"password": "not the right one", "next": PEOPLE})
    assert wrong.status_code == 422
    assert "not the password of your account" in wrong.text
    assert "not the right one" not in wrong.text
    right = browser.post("/desk/confirm", data={"password": PASSWORD, "next": PEOPLE})
    assert (right.status_code, right.headers["location"]) == (303, PEOPLE)
    clock.shift(9 * 60)
    assert browser.post(f"{PEOPLE}/invitations", data=INVITED).headers["location"] == PEOPLE
    with database.reading() as session:
        assert session.exec(select(Invitation)).one().role is Role.OWNER
    clock.shift(2 * 60)
    assert browser.post(f"{PEOPLE}/invitations", data=INVITED).headers["location"].startswith("/desk/confirm")


def test_a_copy_of_the_cookie_gains_nothing_when_its_owner_gives_the_password(
    browser: TestClient, settings: Settings, database: Database
) -> None:
    thief = a_browser(settings, database)
    thief.cookies.set(COOKIE, browser.cookies[COOKIE])
    assert thief.get("/desk").status_code == 200
    assert confirm(browser) == 303
    assert browser.get("/desk").status_code == 200
    assert thief.get("/desk").headers["location"].startswith("/desk/sign-in?")


def test_a_copy_of_the_cookie_is_shut_out_when_its_owner_changes_the_password(
    browser: TestClient, settings: Settings, database: Database
) -> None:
    thief = a_browser(settings, database)
    thief.cookies.set(COOKIE, browser.cookies[COOKIE])
    changed = {"old": PASSWORD, "new": "quite another set of words"}
    assert browser.post("/desk/settings/password", data=changed).status_code == 303
    assert browser.get("/desk").status_code == 200
    assert thief.get("/desk").headers["location"].startswith("/desk/sign-in?")


def test_the_password_cannot_be_guessed_there(browser: TestClient) -> None:
    tried = [confirm(browser, f"a guess with number {number}") for number in range(11)]
    assert tried == [422] * 10 + [429]


def test_it_leads_nowhere_but_to_the_desk(browser: TestClient) -> None:
    answer = browser.post("/desk/confirm", data={"password": PASSWORD, "next": "https://elsewhere.example.com/desk"})
    assert answer.headers["location"] == "/desk"


def test_who_has_only_the_password_cannot_confirm_by_it(
    browser: TestClient, settings: Settings, database: Database
) -> None:
    half = a_browser(settings, database)
    give_password(half)
    assert half.get("/desk/confirm").headers["location"].startswith("/desk/sign-in/second")
    assert confirm(half) == 401


def test_an_app_that_takes_long_to_install_is_not_in_vain(
    settings: Settings, database: Database, numbers: dict[str, int], clock: time_machine.Traveller
) -> None:
    """The key that was shown after the password may be used for half an hour; a new one is not shown without it."""
    browser = a_browser(settings, database)
    give_password(browser)
    page = browser.get("/desk/second-factor").text
    secret = page.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    clock.shift(12 * 60)
    back = "/desk/confirm?next=/desk/second-factor&undone=1"
    nothing_shown = browser.post("/desk/second-factor/app", data={"code": "1", "sealed": "made up"})
    assert (nothing_shown.status_code, nothing_shown.headers["location"]) == (303, back)
    assert browser.post("/desk/second-factor/key", data={"answer": "{}"}).headers["location"] == back
    wrong = browser.post("/desk/second-factor/app", data={"code": "000000", "sealed": sealed})
    assert wrong.status_code == 422
    assert "data-key" not in wrong.text
    given = {"code": code_now(secret, utc_now()), "sealed": sealed}
    assert browser.post("/desk/second-factor/app", data=given).status_code == 200
    assert browser.get("/desk").status_code == 200
