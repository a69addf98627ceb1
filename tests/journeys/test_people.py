"""Owners invite people, change what they may do, and let them go; nobody can leave an organisation without an owner."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.accounts.models import Invitation, Membership, Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.journeys.second_factors import a_browser
from tests.mailbox import Mailbox, path_of

PEOPLE = "/desk/settings/people"


@pytest.fixture
def numbers(database: Database) -> dict[str, int]:
    with database.writing() as session:
        union = an_organisation(session)
        return {
            "union": union.id,
            "owner": an_organiser(session, union, email="owner@example.org").user_id,
            "editor": an_organiser(session, union, Role.EDITOR, email="editor@example.org").user_id,
        }


def browser(settings: Settings, database: Database, email: str = "") -> TestClient:
    client = TestClient(
        create_app(settings, database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    if email:
        assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


@pytest.fixture
def owner(settings: Settings, database: Database, numbers: dict[str, int]) -> TestClient:
    return browser(settings, database, "owner@example.org")


@pytest.fixture
def editor(settings: Settings, database: Database, numbers: dict[str, int]) -> TestClient:
    return browser(settings, database, "editor@example.org")


def invite(owner: TestClient, email: str = "petr@example.org", role: str = "reviewer", language: str = "en") -> int:
    return owner.post(f"{PEOPLE}/invitations", data={"email": email, "role": role, "language": language}).status_code


def roles(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {
            f"{row.user_id}": row.role.value + (" suspended" if row.suspended_at else "")
            for row in session.exec(select(Membership))
        }


def test_an_invited_person_joins_by_the_mailed_link_once(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    assert invite(owner, language="ru") == 303
    assert "petr@example.org" in owner.get(PEOPLE).text
    mail = mailbox.only_mail()
    assert mail.recipients == ("petr@example.org",)
    assert "Проверяющий" in mail.body()
    link = path_of(mail, "invitation")
    guest = browser(settings, database)
    assert "Пётр" not in guest.get(link).text
    short = guest.post(link, data={"name": "Пётр Примеров", "password": "short"})
    assert short.status_code == 422
    assert "Пётр Примеров" in short.text
    nameless = guest.post(link, data={"password": "another four long words"})
    assert nameless.status_code == 422
    answer = guest.post(link, data={"name": "Пётр Примеров", "password": "another four long words"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/ru/desk")
    assert guest.get("/desk").status_code == 200
    assert "Пётр Примеров" in owner.get(PEOPLE).text
    assert browser(settings, database).get(link).status_code == 410
    assert guest.post(link, data={"name": "Once more", "password": "another four long words"}).status_code == 410


def test_off_loopback_an_invited_person_sets_up_a_second_factor_first(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    invite(owner)
    guest = a_browser(settings, database)
    link = path_of(mailbox.only_mail(), "invitation")
    assert guest.post(link, data={"name": "Jean Modèle", "password": PASSWORD}).status_code == 303
    assert guest.get("/desk").headers["location"] == "/desk/second-factor?next=/desk"


def test_an_invitation_ends_after_two_days(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    invite(owner)
    link = path_of(mailbox.only_mail(), "invitation")
    with time_machine.travel(utc_now() + timedelta(hours=49)):
        assert browser(settings, database).get(link).status_code == 410


def test_an_invitation_that_was_taken_back_opens_nothing(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    invite(owner)
    link = path_of(mailbox.only_mail(), "invitation")
    with database.reading() as session:
        number = session.exec(select(Invitation.id)).one()
    assert owner.post(f"{PEOPLE}/invitations/{number}/withdraw").status_code == 303
    assert browser(settings, database).get(link).status_code == 404


def test_a_link_that_was_tampered_with_opens_nothing(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox
) -> None:
    invite(owner)
    link = path_of(mailbox.only_mail(), "invitation")
    assert browser(settings, database).get(link[:-1] + ("a" if link[-1] != "a" else "b")).status_code == 404


def test_who_has_an_account_accepts_with_its_password(
    owner: TestClient, settings: Settings, database: Database, mailbox: Mailbox, numbers: dict[str, int]
) -> None:
    with database.writing() as session:
        other = an_organisation(session, "Another Example Union")
        jean = an_organiser(session, other, email="jean@example.org").user_id
    invite(owner, "jean@example.org", "viewer")
    link = path_of(mailbox.only_mail(), "invitation")
    guest = browser(settings, database)
    assert "You have an account here already" in guest.get(link).text
    assert guest.post(link, data={"password": "a wrong password it is"}).status_code == 422
    assert guest.post(link, data={"password": PASSWORD}).status_code == 303
    with database.reading() as session:
        assert session.get_one(Membership, (jean, numbers["union"])).role is Role.VIEWER


def test_a_member_is_not_invited_twice(owner: TestClient) -> None:
    assert invite(owner, "editor@example.org") == 422


def test_only_owners_invite_and_see_addresses(editor: TestClient) -> None:
    assert invite(editor) == 403
    page = editor.get(PEOPLE).text
    assert "owner@example.org" not in page
    assert "Invite somebody" not in page


def test_a_role_is_changed_and_holds_at_the_next_request(
    owner: TestClient, editor: TestClient, numbers: dict[str, int]
) -> None:
    assert editor.get("/desk/campaigns/new/arrest").status_code == 200
    assert owner.post(f"{PEOPLE}/{numbers['editor']}/role", data={"role": "viewer"}).status_code == 303
    assert editor.get("/desk/campaigns/new/arrest").status_code == 403


def test_a_removed_person_is_out_at_the_next_request(
    owner: TestClient, editor: TestClient, numbers: dict[str, int], database: Database
) -> None:
    assert owner.post(f"{PEOPLE}/{numbers['editor']}/remove").status_code == 303
    assert editor.get("/desk").headers["location"].startswith("/desk/sign-in")
    assert str(numbers["editor"]) not in roles(database)


def test_a_deactivated_person_comes_back_with_the_same_role(
    owner: TestClient, editor: TestClient, settings: Settings, database: Database, numbers: dict[str, int]
) -> None:
    assert owner.post(f"{PEOPLE}/{numbers['editor']}/suspend").status_code == 303
    assert editor.get("/desk").status_code == 303
    assert "deactivated" in owner.get(PEOPLE).text
    assert owner.post(f"{PEOPLE}/{numbers['editor']}/restore").status_code == 303
    assert browser(settings, database, "editor@example.org").get("/desk/campaigns/new/arrest").status_code == 200


def test_the_last_owner_cannot_go_in_any_way(owner: TestClient, numbers: dict[str, int], database: Database) -> None:
    me = f"{PEOPLE}/{numbers['owner']}"
    assert owner.post(f"{PEOPLE}/leave").status_code == 409
    assert owner.post(f"{me}/role", data={"role": "editor"}).status_code == 422
    assert owner.post(f"{me}/suspend").status_code == 409
    assert owner.post(f"{me}/remove").status_code == 409
    assert roles(database)[str(numbers["owner"])] == "owner"


def test_a_deactivated_owner_does_not_count_as_one(
    owner: TestClient, numbers: dict[str, int], database: Database
) -> None:
    owner.post(f"{PEOPLE}/{numbers['editor']}/role", data={"role": "owner"})
    owner.post(f"{PEOPLE}/{numbers['editor']}/suspend")
    assert owner.post(f"{PEOPLE}/leave").status_code == 409


def test_ownership_is_handed_over_in_one_step_and_then_one_may_leave(
    owner: TestClient, numbers: dict[str, int], database: Database
) -> None:
    assert owner.post(f"{PEOPLE}/{numbers['editor']}/hand-over", data={"stay_as": "reviewer"}).status_code == 303
    assert roles(database) == {str(numbers["owner"]): "reviewer", str(numbers["editor"]): "owner"}
    assert owner.post(f"{PEOPLE}/leave").status_code == 303
    assert roles(database) == {str(numbers["editor"]): "owner"}


def test_the_trail_tells_it_in_sentences(owner: TestClient, numbers: dict[str, int]) -> None:
    owner.post(f"{PEOPLE}/{numbers['editor']}/role", data={"role": "translator"})
    english = owner.get("/desk/settings/trail").text
    assert "<bdi>Ada Example</bdi> changed a role: <bdi>Ada Example</bdi> (Translator)." in english
    russian = owner.get("/ru/desk/settings/trail").text
    assert "<bdi>Ada Example</bdi>: смена роли: <bdi>Ada Example</bdi> (Переводчик)." in russian


@pytest.mark.parametrize(("shown", "called"), [("initials", "<bdi>A. E.</bdi>"), ("role", "Owner")])
def test_an_organisation_decides_how_its_trail_calls_people(
    owner: TestClient, numbers: dict[str, int], shown: str, called: str
) -> None:
    assert owner.post("/desk/settings/trail/names", data={"shown": shown}).status_code == 303
    page = owner.get("/desk/settings/trail").text
    table = page[page.index("<tbody") : page.index("</tbody")]
    assert f"{called} changed how names are shown here" in table
    assert "Ada Example" not in table


def test_the_trail_is_narrowed_and_says_whether_it_holds(
    owner: TestClient, editor: TestClient, numbers: dict[str, int], database: Database
) -> None:
    owner.post("/desk/settings/letterhead", data={"name": "Example Union"})
    owner.post(f"{PEOPLE}/{numbers['editor']}/role", data={"role": "viewer"})
    narrowed = owner.get("/desk/settings/trail?kind=person").text
    assert "changed a role" in narrowed
    assert "changed the letterhead" not in narrowed
    assert "Nobody did such a thing" in owner.get(f"/desk/settings/trail?person={numbers['editor']}").text
    assert "Nobody did such a thing" in owner.get("/desk/settings/trail?until=2020-01-01").text
    assert owner.get("/desk/settings/trail?since=yesterday").status_code == 422
    assert "The whole trail holds" in owner.get("/desk/settings/trail?check=1").text
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit_entry SET act = 'campaign.closed' WHERE seq = 1"))
    assert "The trail is broken at entry number 1" in editor.get("/desk/settings/trail?check=1").text
    assert "does not fit" in editor.get("/desk/settings/trail").text


def test_the_trail_is_leafed_through(owner: TestClient) -> None:
    for number in range(60):
        owner.post("/desk/settings/letterhead", data={"name": f"Example Union {number}"})
    first = owner.get("/desk/settings/trail").text
    assert first.count("changed the letterhead") == 50
    onward = first.split('rel="next" href="')[1].split('"')[0]
    assert owner.get(onward.replace("&amp;", "&")).text.count("changed the letterhead") == 10


def test_organisations_are_told_apart_by_name(owner: TestClient, database: Database, numbers: dict[str, int]) -> None:
    with database.writing() as session:
        an_organisation(session, "Global Federation of Examples")
    assert owner.post(f"{PEOPLE}/grants", data={"organisation": "Nobody's Union"}).status_code == 422
    with database.reading() as session:
        own = session.get_one(Organisation, numbers["union"]).name
    assert owner.post(f"{PEOPLE}/grants", data={"organisation": own}).status_code == 422
    assert owner.post(f"{PEOPLE}/grants", data={"organisation": "global federation of examples"}).status_code == 303
    assert "Global Federation of Examples" in owner.get(PEOPLE).text
