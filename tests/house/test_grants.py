"""Every route of the table × every role by a grant in one campaign, and × a federation that sees it."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from campaigns.models.campaign import Campaign
from foundation.accounts.actions import email_digest
from foundation.accounts.models import Grant, Organisation, User
from foundation.accounts.roles import May, Role
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.security.passwords import hash_password
from foundation.settings import Settings
from foundation.web.authorisation import Rule
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.house.world import address_of, build_world

pytestmark = pytest.mark.slow

# What lies inside one campaign: its own pages, its petition's, its mailings'.
OF_A_CAMPAIGN = [
    rule
    for rule in RULES
    if isinstance(rule.who, May)
    and rule.path.startswith(
        ("/desk/campaigns/{slug}", "/desk/petitions/{slug}", "/desk/outreach/mailings/{mailing_id}")
    )
]
# Of the organisation, and shown to nobody else: people, partners with their contacts, the general list, templates.
OF_THE_ORGANISATION = [
    rule
    for rule in RULES
    if isinstance(rule.who, May)
    and "{" in rule.path
    and rule.path.startswith(
        (
            "/desk/settings/people",
            "/desk/outreach/partners",
            "/desk/outreach/contacts",
            "/desk/outreach/import",
            "/desk/general-list",
            "/desk/letter-templates/{template_id}",
        )
    )
]
# They name contacts of the directory.
NAMES_CONTACTS = {
    "/desk/outreach/mailings/{mailing_id}/recipients",
    "/desk/outreach/mailings/{mailing_id}/preview",
    "/desk/campaigns/{slug}/register/{letter_id}/partners/{told_id}/scan",
}


@pytest.fixture
def browsers(settings: Settings, database: Database) -> dict[str, TestClient]:
    """A guest for each role, an organiser of a federation that sees this campaign, and of one that sees all."""
    configure_mail(settings)
    with database.writing() as session:
        ours = build_world(session, settings)
        campaign = session.exec(select(Campaign).where(Campaign.organisation_id == ours.id)).one()
        for role in Role:
            home = an_organisation(session, f"Home of {role}")
            guest = an_organiser(session, home, Role.VIEWER, email=f"{role.value}@example.org")
            session.add(Grant(of_organisation_id=ours.id, campaign_id=campaign.id, user_id=guest.user_id, role=role))
        a_guest = create_user(session, email="guest@example.org")
        session.add(Grant(of_organisation_id=ours.id, campaign_id=campaign.id, user_id=a_guest.id, role=Role.EDITOR))
        _let_see(session, ours, "one", campaign.id)
        _let_see(session, ours, "all", None)
    app = create_app(settings, database)
    return {
        name: _browser(app, f"{name}@example.org") for name in (*(role.value for role in Role), "one", "all", "guest")
    }


def create_user(session: Session, *, email: str) -> User:
    """An account without any organisation, as an invitation to one campaign makes it."""
    user = User(
        name="Jean Modèle", email=email, email_digest=email_digest(email), password_hash=hash_password(PASSWORD)
    )
    session.add(user)
    session.flush()
    return user


def _let_see(session: Session, ours: Organisation, name: str, campaign_id: int | None) -> None:
    federation = an_organisation(session, f"Federation {name}")
    an_organiser(session, federation, Role.OWNER, email=f"{name}@example.org")
    session.add(
        Grant(of_organisation_id=ours.id, campaign_id=campaign_id, to_organisation_id=federation.id, role=Role.VIEWER)
    )


def _browser(app: object, email: str) -> TestClient:
    client = TestClient(
        app,  # type: ignore[arg-type]  # an ASGI application
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


def _ask(client: TestClient, rule: Rule) -> int:
    return client.request(rule.method, address_of(rule.path)).status_code


def test_there_is_something_in_both_lists() -> None:
    assert len(OF_A_CAMPAIGN) > 60
    assert len(OF_THE_ORGANISATION) > 15


def test_a_guest_may_in_the_campaign_what_the_role_may(browsers: dict[str, TestClient]) -> None:
    for rule in OF_A_CAMPAIGN:
        assert isinstance(rule.who, May)
        for role in Role:
            status = _ask(browsers[role.value], rule) if not role.may(rule.who) or rule.method == "GET" else 0
            if not role.may(rule.who):
                assert status == 403, f"{rule.method} {rule.path} as {role}"
            elif rule.path in NAMES_CONTACTS:
                assert status == 404, f"{rule.method} {rule.path} as {role}"
            else:
                assert status < 400, f"{rule.method} {rule.path} as {role}"


def test_a_guest_finds_nothing_else_of_the_organisation(browsers: dict[str, TestClient]) -> None:
    for rule in OF_THE_ORGANISATION:
        assert isinstance(rule.who, May)
        for role in Role:
            assert _ask(browsers[role.value], rule) in (403, 404), f"{rule.method} {rule.path} as {role}"


@pytest.mark.parametrize("federation", ["one", "all"])
def test_a_federation_sees_and_changes_nothing(browsers: dict[str, TestClient], federation: str) -> None:
    client = browsers[federation]
    for rule in OF_A_CAMPAIGN:
        status = _ask(client, rule)
        if rule.who is May.READ and rule.path not in NAMES_CONTACTS:
            assert status < 400, f"{rule.method} {rule.path}"
        elif rule.path in NAMES_CONTACTS:
            assert status == 404, f"{rule.method} {rule.path}"
        else:
            assert status == 403, f"{rule.method} {rule.path}"
    for rule in OF_THE_ORGANISATION:
        assert _ask(client, rule) == 404, f"{rule.method} {rule.path}"


@pytest.mark.parametrize("federation", ["one", "all"])
def test_a_federation_finds_the_campaign_in_its_lists_and_no_signer(
    browsers: dict[str, TestClient], federation: str
) -> None:
    client = browsers[federation]
    for path in ("/desk/campaigns", "/desk/petitions", "/desk/letters", "/desk/dossiers"):
        assert "Canary Example" in client.get(path).text, path
    for rule in OF_A_CAMPAIGN:
        if rule.method == "GET" and rule.who is May.READ and not rule.path.endswith(".pdf"):
            assert "Canary Signer" not in client.get(address_of(rule.path)).text, rule.path


def test_a_guest_without_an_organisation_gets_a_page_everywhere(browsers: dict[str, TestClient]) -> None:
    for rule in RULES:
        if rule.method == "GET" and rule.path.startswith("/desk"):
            status = _ask(browsers["guest"], rule)
            within = rule in OF_A_CAMPAIGN and isinstance(rule.who, May) and Role.EDITOR.may(rule.who)
            if within and rule.path not in NAMES_CONTACTS:
                assert status == 200, rule.path
            assert status < 500, rule.path
    assert "Canary Example" in browsers["guest"].get("/desk").text


def test_when_a_grant_ends_the_campaign_is_gone_at_the_next_request(
    browsers: dict[str, TestClient], database: Database
) -> None:
    path = address_of("/desk/campaigns/{slug}")
    assert browsers["all"].get(path).status_code == browsers["editor"].get(path).status_code == 200
    with database.writing() as session:
        for grant in session.exec(select(Grant)):
            session.delete(grant)
    assert browsers["all"].get(path).status_code == browsers["editor"].get(path).status_code == 404
