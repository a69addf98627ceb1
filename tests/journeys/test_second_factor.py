"""An organiser sets up a second factor, signs in with it, loses it, and sees where the account is open."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.accounts.proof_models import RecoveryCode, SecondFactor, SignInSession
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.journeys.second_factors import a_browser, code_now, give_password, set_up_app, show_code
from tests.mailbox import Mailbox

MORNING = datetime(2026, 3, 2, 6, 1, 5, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union)
        an_organiser(session, union, Role.EDITOR, email="jean@example.org")
    return a_browser(settings, database)


def later(clock: time_machine.Traveller, **step: int) -> datetime:
    clock.shift(timedelta(**step))
    return utc_now()


def test_off_loopback_nothing_opens_before_a_second_factor_is_set_up(
    browser: TestClient, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    for path in ("/desk", "/desk/campaigns", "/desk/settings/people", "/desk/settings/security"):
        assert browser.get(path).headers["location"] == f"/desk/second-factor?next={path}"
    assert browser.post("/desk/settings/letterhead", data={"name": "Nobody"}).status_code == 401
    _, codes = set_up_app(browser, MORNING)
    assert len(codes) == 10
    assert browser.get("/desk").status_code == 200


def test_who_has_one_is_asked_for_it_after_the_password(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    other = a_browser(settings, database)
    give_password(other)
    assert other.get("/desk/campaigns").headers["location"] == "/desk/sign-in/second?next=/desk/campaigns"
    # Whoever has only the password cannot add a factor of their own either.
    assert other.get("/desk/second-factor").headers["location"].startswith("/desk/sign-in/second")
    assert other.post("/desk/second-factor/app", data={"code": "1", "sealed": "x"}).status_code == 401
    now = later(clock, minutes=1)
    page = other.get("/desk/sign-in/second?next=/desk/campaigns")
    assert 'autocomplete="one-time-code"' in page.text
    answer = other.post("/desk/sign-in/second", data={"code": code_now(secret, now), "next": "/desk/campaigns"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/campaigns")
    assert other.get("/desk").status_code == 200


def test_a_code_opens_once(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    now = later(clock, minutes=1)
    first, second = a_browser(settings, database), a_browser(settings, database)
    give_password(first)
    give_password(second)
    assert show_code(first, secret, now) == 303
    assert show_code(second, secret, now) == 422
    assert "was used already" in second.post("/desk/sign-in/second", data={"code": code_now(secret, now)}).text


def test_the_token_changes_when_the_second_factor_was_shown(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    other = a_browser(settings, database)
    give_password(other)
    half = other.cookies["__Host-solidarity"]
    assert show_code(other, secret, later(clock, minutes=1)) == 303
    assert other.cookies["__Host-solidarity"] != half
    thief = a_browser(settings, database)
    thief.cookies.set("__Host-solidarity", half)
    assert thief.get("/desk").headers["location"].startswith("/desk/sign-in?")


def test_codes_cannot_be_guessed_by_trying(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    now = later(clock, hours=1)
    thief = a_browser(settings, database)
    give_password(thief)
    tried = [thief.post("/desk/sign-in/second", data={"code": "000000"}).status_code for _ in range(6)]
    assert tried == [422] * 5 + [429]
    assert show_code(thief, secret, now) == 429


def test_a_recovery_code_opens_once_and_is_kept_only_as_a_digest(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    _, codes = set_up_app(browser, MORNING)
    with database.reading() as session:
        kept = session.execute(sa.select(RecoveryCode.digest)).scalars().all()  # type: ignore[call-overload]  # a column
    assert len(kept) == 10
    assert not any(code.replace("-", "").encode() in digest for code in codes for digest in kept)
    later(clock, hours=1)
    lost = a_browser(settings, database)
    give_password(lost)
    typed = codes[0].upper().replace("-", " ")
    assert lost.post("/desk/sign-in/second", data={"recovery": typed}).status_code == 303
    assert "9 codes are left" in lost.get("/desk/settings/security").text
    again = a_browser(settings, database)
    give_password(again)
    assert again.post("/desk/sign-in/second", data={"recovery": codes[0]}).status_code == 422


def test_new_recovery_codes_end_the_old_ones(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    _, old = set_up_app(browser, MORNING)
    assert browser.post("/desk/settings/security/recovery-codes").status_code == 200
    later(clock, hours=1)
    other = a_browser(settings, database)
    give_password(other)
    assert other.post("/desk/sign-in/second", data={"recovery": old[3]}).status_code == 422


def test_the_last_factor_cannot_be_removed_where_one_is_needed(
    browser: TestClient, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    set_up_app(browser, MORNING)
    with database.reading() as session:
        only = session.execute(sa.select(SecondFactor.id)).scalars().one()  # type: ignore[call-overload]  # a column
    assert browser.post(f"/desk/settings/security/factors/{only}/remove").status_code == 409
    set_up_app(browser, later(clock, minutes=1))
    assert browser.post(f"/desk/settings/security/factors/{only}/remove").status_code == 303


def test_an_organiser_sees_other_browsers_and_ends_them(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    telephone = a_browser(settings, database, "Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604.1")
    give_password(telephone)
    assert show_code(telephone, secret, later(clock, minutes=1)) == 303
    page = browser.get("/desk/settings/security").text
    assert "Firefox · Linux" in page
    assert "Safari · iPhone" in page
    assert "testclient" not in page
    with database.reading() as session:
        ids = {browser.device: browser.id for browser in session.exec(select(SignInSession))}
    assert browser.post(f"/desk/settings/security/sessions/{ids['Safari · iPhone']}/end").status_code == 303
    assert telephone.get("/desk").status_code == 303
    assert browser.get("/desk").status_code == 200


def test_a_new_password_ends_the_other_browsers(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    other = a_browser(settings, database)
    give_password(other)
    assert show_code(other, secret, later(clock, minutes=1)) == 303
    answer = browser.post("/desk/settings/password", data={"old": PASSWORD, "new": "five other words for it"})
    assert answer.status_code == 303
    assert browser.get("/desk").status_code == 200
    assert other.get("/desk").status_code == 303


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller, mailbox: Mailbox
) -> None:
    give_password(browser)
    secret, _ = set_up_app(browser, MORNING)
    assert mailbox.only_mail().message["Subject"] == "A new second factor at your account"
    browser.post("/desk/sign-out")
    give_password(browser)
    assert show_code(browser, secret, later(clock, minutes=1)) == 303
    other = a_browser(settings, database, "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537")
    give_password(other)
    assert show_code(other, secret, later(clock, minutes=2)) == 303
    told = mailbox.only_mail()
    assert told.message["Subject"] == "A new browser at your account"
    assert "Chrome · Windows" in told.body()
    assert (
        "https://campaigns.example.org/desk/settings/security" in told.body()
        or "/desk/settings/security" in told.body()
    )


def test_an_owner_helps_somebody_who_lost_everything(
    browser: TestClient, settings: Settings, database: Database, clock: time_machine.Traveller
) -> None:
    owner, jean = browser, a_browser(settings, database)
    give_password(jean, "jean@example.org")
    set_up_app(jean, MORNING)
    give_password(owner)
    set_up_app(owner, MORNING)
    with database.reading() as session:
        number = session.execute(sa.text("SELECT m.user_id FROM membership m WHERE m.role = 'editor'")).scalar_one()
    assert owner.post(f"/desk/settings/people/{number}/take-factors-away").status_code == 303
    assert jean.get("/desk").status_code == 303
    give_password(jean, "jean@example.org")
    assert jean.get("/desk").headers["location"].startswith("/desk/second-factor")


def test_on_loopback_a_password_is_enough_until_one_wants_more(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    assert client.get("/desk").status_code == 200
    set_up_app(client, utc_now())
    assert client.get("/desk").status_code == 200
    client.post("/desk/sign-out")
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    assert client.get("/desk").headers["location"] == "/desk/sign-in/second?next=/desk"


@pytest.mark.parametrize(
    ("base_url", "needed"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
        ("", False),
        ("https://campaigns.example.org", True),
        ("http://10.0.0.5:8000", True),
        ("http://localhost.example.org", True),
    ],
)
def test_a_second_factor_is_needed_wherever_others_can_reach_the_site(base_url: str, needed: bool) -> None:
    assert Settings(base_url=base_url, _env_file=None).needs_second_factor is needed
