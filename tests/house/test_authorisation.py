"""Every route of the table × every role × a foreign organisation. A new route is in the matrix by being in the
table.
"""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from campaigns.app import ROUTERS, create_app
from campaigns.authorisation import RULES
from foundation.accounts.roles import May, Role
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from foundation.web.authorisation import Rule, Who, rules_by_route, unlisted_routes
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.house.world import address_of, build_world

pytestmark = pytest.mark.slow

DESK_RULES = [rule for rule in RULES if rule.who in (Who.SIGNED_IN, Who.HALF_SIGNED_IN) or isinstance(rule.who, May)]
OPEN_RULES = [rule for rule in RULES if rule not in DESK_RULES]


def name_of(rule: Rule) -> str:
    return f"{rule.method} {rule.path}"


def test_every_route_is_listed_once_and_every_rule_has_a_route() -> None:
    assert unlisted_routes(ROUTERS, rules_by_route(RULES)) == []
    assert len(rules_by_route(RULES)) == len(RULES)


def test_a_route_that_is_not_listed_fails_the_start() -> None:
    without_one = {key: rule for key, rule in rules_by_route(RULES).items() if rule.path != "/desk"}
    assert unlisted_routes(ROUTERS, without_one) == ["GET /desk"]


def test_only_addresses_that_say_why_are_exempt_from_the_origin_check() -> None:
    assert {rule.path for rule in RULES if not rule.checks_origin} <= {"/unsubscribe/{token}"}


@pytest.fixture
def browsers(settings: Settings, database: Database) -> dict[str, TestClient]:
    """One browser for nobody, one for each role of the organisation that owns the world, one for a foreign owner."""
    configure_mail(settings)
    with database.writing() as session:
        ours = build_world(session, settings)
        foreign = an_organisation(session, "Another Example Union")
        _sign_up(session, ours, foreign)
    app = create_app(settings, database)
    clients = {"nobody": _browser(app)}
    for role in Role:
        clients[role.value] = _browser(app, f"{role.value}@example.org")
    clients["foreign"] = _browser(app, "foreign@example.org")
    return clients


def _sign_up(session: Session, ours: object, foreign: object) -> None:
    for role in Role:
        an_organiser(session, ours, role, email=f"{role.value}@example.org")  # type: ignore[arg-type]  # an Organisation
    an_organiser(session, foreign, Role.OWNER, email="foreign@example.org")  # type: ignore[arg-type]  # an Organisation


def _browser(app: object, email: str = "") -> TestClient:
    client = TestClient(
        app,  # type: ignore[arg-type]  # an ASGI application
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
        raise_server_exceptions=True,
    )
    if email:
        answer = client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 303
    return client


def _ask(client: TestClient, rule: Rule) -> int:
    return client.request(rule.method, address_of(rule.path)).status_code


def test_the_desk_asks_everybody_to_sign_in_first(browsers: dict[str, TestClient]) -> None:
    for rule in DESK_RULES:
        answer = browsers["nobody"].request(rule.method, address_of(rule.path))
        if rule.method == "GET":
            assert (answer.status_code, answer.headers["location"][:17]) == (303, "/desk/sign-in?nex"), name_of(rule)
        else:
            assert answer.status_code == 401, name_of(rule)


# One directory for all its organisations (tests/journeys/test_directory_at_the_desk.py), and templates of letters that
# come with the product.
OF_THE_INSTALLATION = ("/desk/directory/", "/desk/letter-templates/shipped/")


def test_a_role_that_is_too_small_is_told_so(browsers: dict[str, TestClient]) -> None:
    for rule in DESK_RULES:
        for role in Role:
            if isinstance(rule.who, May) and not role.may(rule.who):
                assert _ask(browsers[role.value], rule) == 403, f"{name_of(rule)} as {role}"


def test_what_belongs_to_another_organisation_is_not_found(browsers: dict[str, TestClient]) -> None:
    for rule in DESK_RULES:
        if "{" in rule.path and not rule.path.startswith(OF_THE_INSTALLATION):
            assert _ask(browsers["foreign"], rule) == 404, name_of(rule)


def test_a_role_that_is_large_enough_gets_in(browsers: dict[str, TestClient]) -> None:
    for rule in DESK_RULES:
        for role in (Role.VIEWER, Role.OWNER):
            allowed = rule.who is Who.SIGNED_IN or (isinstance(rule.who, May) and role.may(rule.who))
            if rule.method == "GET" and allowed:
                assert _ask(browsers[role.value], rule) < 400, f"{name_of(rule)} as {role}"


def test_what_belongs_to_another_organisation_shows_in_no_list(browsers: dict[str, TestClient]) -> None:
    for rule in DESK_RULES:
        if rule.method == "GET" and "{" not in rule.path:
            assert "canary" not in browsers["foreign"].get(rule.path).text.lower(), name_of(rule)


def test_open_pages_ask_nobody_to_sign_in(browsers: dict[str, TestClient]) -> None:
    for rule in OPEN_RULES:
        assert _ask(browsers["nobody"], rule) not in (401, 403, 500), name_of(rule)


def test_a_form_from_another_site_is_refused_everywhere(browsers: dict[str, TestClient]) -> None:
    for rule in RULES:
        if rule.method != "GET" and rule.checks_origin:
            answer = browsers["owner"].request(
                rule.method, address_of(rule.path), headers={"Origin": "https://evil.example"}
            )
            assert answer.status_code == 403, name_of(rule)
