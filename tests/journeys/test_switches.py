"""On a bad day an owner switches off what a petition can do without, and on again."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.states import submit_for_review
from campaigns.app import create_app
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.errors import Forbidden
from foundation.settings import Settings
from foundation.switches.actions import switch_off, switch_on
from foundation.switches.models import Switch
from foundation.switches.queries import OffForNow, switched_off, switches_off
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.factories.petitions import a_petition, an_open_petition

SWITCHES = "/desk/settings/switches"


@pytest.fixture
def slug(database: Database) -> str:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        an_organiser(session, organisation, Role.EDITOR, "editor@example.org")
        return an_open_petition(session, organisation).slug


def sign_in(client: TestClient, who: str = "owner") -> None:
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})


def test_a_switch_works_at_once_in_every_process_and_says_so(
    client: TestClient, settings: Settings, database: Database, slug: str
) -> None:
    signatories = f"/petitions/{slug}/signatories"
    with TestClient(create_app(settings, database), base_url=BASE_URL) as another:
        assert another.get(signatories).status_code == 200
        sign_in(client)
        assert client.post(SWITCHES, data={"switch": "signatory_list", "to": "off"}).status_code == 303
        off = another.get(f"/en{signatories}")
        assert off.status_code == 503
        assert off.headers["retry-after"] == "600"
        assert "The list of those who signed is switched off for the moment." in off.text
        assert "Список подписавших" in another.get(f"/ru{signatories}").text
        assert another.get(f"/petitions/{slug}").status_code == 200
        assert "switched off" in client.get(SWITCHES).text
        client.post(SWITCHES, data={"switch": "signatory_list", "to": "on"})
        assert another.get(signatories).status_code == 200


def test_acts_stand_in_the_trail_with_who_did_them(client: TestClient, database: Database, slug: str) -> None:
    sign_in(client)
    for to in ("off", "off", "on", "on"):
        client.post(SWITCHES, data={"switch": "exports", "to": to})
    with database.reading() as session:
        trail = session.exec(select(AuditEntry).where(AuditEntry.about == "switch:exports")).all()
        assert [entry.act for entry in trail] == ["switch.off", "switch.on"]
        assert all(entry.user_id for entry in trail)
    assert "switched a part of the site off" in client.get("/desk/settings/trail").text


def test_only_owners_throw_switches(client: TestClient, database: Database, slug: str) -> None:
    sign_in(client, "editor")
    page = client.get(SWITCHES)
    assert page.status_code == 200
    assert "<button" not in page.text.split("<main")[1]
    assert client.post(SWITCHES, data={"switch": "exports", "to": "off"}).status_code == 403
    with database.reading() as session:
        assert switches_off(session) == frozenset()


def test_owners_of_a_union_that_is_a_guest_here_throw_none(client: TestClient, database: Database, slug: str) -> None:
    with database.writing() as session:
        guest = an_organisation(session, "Another Example Union")
        an_organiser(session, guest, Role.OWNER, "guest@example.org")
    sign_in(client, "guest")
    page = client.get(SWITCHES).text
    assert "Owners of the organisation that runs this site" in page
    assert "<button" not in page.split("<main")[1]
    assert client.post(SWITCHES, data={"switch": "exports", "to": "off"}).status_code == 403
    with database.reading() as session:
        assert switches_off(session) == frozenset()


@pytest.mark.parametrize("form", [{}, {"switch": "signing", "to": "off"}, {"switch": "exports", "to": "maybe"}])
def test_there_is_no_switch_for_signing(client: TestClient, slug: str, form: dict[str, str]) -> None:
    sign_in(client)
    assert client.post(SWITCHES, data=form).status_code == 422


def test_no_new_petition_appears_while_they_are_switched_off(session: Session) -> None:
    organisation = an_organisation(session)
    owner = an_organiser(session, organisation)
    an_open_petition(session, organisation)
    switch_off(session, user=owner, switch=Switch.NEW_PETITIONS)
    with pytest.raises(OffForNow, match="New petitions are switched off"):
        a_petition(session, organisation, slug="another")
    switch_on(session, user=owner, switch=Switch.NEW_PETITIONS)
    assert a_petition(session, organisation, slug="a-third").takes_signatures


def test_the_row_is_asked_for_the_right_too(session: Session) -> None:
    editor = an_organiser(session, an_organisation(session), Role.EDITOR)
    with pytest.raises(Forbidden):
        switch_off(session, user=editor, switch=Switch.CHARTS)
    assert not switched_off(session, Switch.CHARTS)


def test_a_campaign_waits_for_the_switch_and_says_so(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        organisation = an_organisation(session)
        owner = an_organiser(session, organisation, Role.OWNER, "owner@example.org")
        writer = an_organiser(session, organisation, Role.EDITOR, "editor@example.org")
        campaign = a_draft_campaign(session, writer)
        submit_for_review(session, user=writer, campaign=campaign)
        switch_off(session, user=owner, switch=Switch.NEW_PETITIONS)
        slug = campaign.slug
    sign_in(client)
    assert "New petitions are switched off" in client.get(f"/desk/campaigns/{slug}").text
    assert client.post(f"/desk/campaigns/{slug}/publish").status_code == 503
    client.post(SWITCHES, data={"switch": "new_petitions", "to": "on"})
    assert "New petitions are switched off" not in client.get(f"/desk/campaigns/{slug}").text
    assert client.post(f"/desk/campaigns/{slug}/publish").status_code == 303
    assert client.get(f"/petitions/{slug}").status_code == 200
