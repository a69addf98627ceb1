"""Whoever loses a right loses it at once: at the next request, for mail under way, and for a table being taken out."""

from collections.abc import Callable, Sequence

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.worker  # noqa: F401  # registers the jobs of all rooms
from campaigns.app import create_app
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn, organiser_now
from foundation.accounts.models import Grant, Membership, Organisation
from foundation.accounts.roles import May, Role
from foundation.database import Database
from foundation.errors import AppError
from foundation.settings import Settings
from outreach.models.mailings import Mailing, MailingState
from petitions.exports import while_permitted
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.outreach import a_contact, a_draft, a_queued_mailing, a_sending_mailing
from tests.jobs_running import run_everything, sending_to
from tests.smtp_sink import SmtpSink

PEOPLE = "/desk/settings/people"
HERS = "editor@example.org"
WAYS = ["role", "suspend", "remove", "leave"]


@pytest.fixture
def house(database: Database) -> dict[str, SignedIn]:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        editor = an_organiser(session, union, Role.EDITOR, email=HERS)
        a_contact(session, owner)
        return {"owner": owner, "editor": editor}


@pytest.fixture
def slug(database: Database, house: dict[str, SignedIn]) -> str:
    """Of a campaign that is live."""
    with database.writing() as session:
        union = session.get_one(Organisation, house["owner"].organisation_id)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        return a_live_campaign(session, house["owner"], reviewer).slug


@pytest.fixture
def browsers(settings: Settings, database: Database, house: dict[str, SignedIn]) -> dict[str, TestClient]:
    app = create_app(settings, database)
    return {"owner": signed_in(app, "ada@example.org"), "editor": signed_in(app, HERS)}


def signed_in(app: object, email: str) -> TestClient:
    client = TestClient(
        app,  # type: ignore[arg-type]  # an ASGI application
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


def end(way: str, browsers: dict[str, TestClient], number: int) -> None:
    if way == "leave":
        assert browsers["editor"].post(f"{PEOPLE}/leave").status_code == 303
        return
    data = {"role": "viewer"} if way == "role" else {}
    assert browsers["owner"].post(f"{PEOPLE}/{number}/{way}", data=data).headers["location"] == PEOPLE


@pytest.mark.parametrize("make", [a_queued_mailing, a_sending_mailing])
@pytest.mark.parametrize("way", WAYS)
def test_mail_that_was_sent_off_leaves_no_more_until_another_looks_at_it(
    house: dict[str, SignedIn],
    browsers: dict[str, TestClient],
    settings: Settings,
    database: Database,
    way: str,
    make: Callable[..., Mailing],
) -> None:
    with database.writing() as session:
        mailing_id = make(session, house["editor"]).id
    end(way, browsers, house["editor"].user_id)
    with SmtpSink() as sink, sending_to(sink, settings):
        run_everything(database)
        assert sink.received == []
        assert browsers["editor"].post(f"/desk/outreach/mailings/{mailing_id}/resume").status_code in (401, 403)
        assert browsers["owner"].post(f"/desk/outreach/mailings/{mailing_id}/resume").status_code == 303
        run_everything(database)
        assert len(sink.received) == 1


def test_so_it_is_when_a_role_in_one_campaign_ends(
    house: dict[str, SignedIn], browsers: dict[str, TestClient], database: Database, slug: str
) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        session.get_one(Membership, (house["editor"].user_id, campaign.organisation_id)).role = Role.VIEWER
        grant = Grant(
            of_organisation_id=campaign.organisation_id,
            campaign_id=campaign.id,
            user_id=house["editor"].user_id,
            role=Role.EDITOR,
        )
        session.add(grant)
        session.flush()
        editor = organiser_now(session, house["editor"].user_id)
        assert editor is not None
        mailing = a_draft(session, house["owner"])
        mailing.campaign_id = campaign.id
        mailing.state, mailing.queued_by_id = MailingState.QUEUED, editor.user_id
        session.add(mailing)
        mailing_id, grant_id = mailing.id, grant.id
    overview = f"/desk/campaigns/{slug}/people"
    assert browsers["owner"].post(f"{overview}/grants/{grant_id}/end").headers["location"] == overview
    with database.reading() as session:
        assert session.get_one(Mailing, mailing_id).state is MailingState.PAUSED
    assert browsers["editor"].post(f"/desk/outreach/mailings/{mailing_id}/resume").status_code == 403


@pytest.mark.parametrize("way", WAYS)
def test_a_table_on_its_way_out_ends_with_the_part_that_is_read(
    house: dict[str, SignedIn], browsers: dict[str, TestClient], database: Database, way: str
) -> None:
    editor = house["editor"]
    rows: list[Sequence[Sequence[str]]] = [[("Ada Example",)], [("Jean Modèle",)], [("Пётр Примеров",)]]
    parts = while_permitted(rows, database, user=editor, organisation_id=editor.organisation_id, act=May.WRITE)
    assert list(next(parts)) == [("Ada Example",)]
    end(way, browsers, editor.user_id)
    with pytest.raises(AppError):
        next(parts)


@pytest.mark.parametrize("way", WAYS)
def test_a_dossier_that_was_ordered_is_not_handed_to_who_ordered_it(
    house: dict[str, SignedIn], browsers: dict[str, TestClient], slug: str, way: str
) -> None:
    """It is made for the campaign and stays with its organisation."""
    dossiers = f"/desk/campaigns/{slug}/dossiers"
    assert browsers["editor"].post(dossiers).status_code == 303
    assert browsers["editor"].get(dossiers).headers["refresh"] == "5"
    assert "refresh" not in browsers["editor"].get(f"{dossiers}?still=yes").headers
    end(way, browsers, house["editor"].user_id)
    assert browsers["editor"].post(dossiers).status_code in (401, 403)
    if way != "role":
        assert browsers["editor"].get(dossiers).headers["location"].startswith("/desk/sign-in")


def test_who_hands_over_loses_what_the_new_role_does_not_allow(
    house: dict[str, SignedIn], browsers: dict[str, TestClient], settings: Settings, database: Database
) -> None:
    with database.writing() as session:
        a_sending_mailing(session, house["owner"])
    handed = browsers["owner"].post(f"{PEOPLE}/{house['editor'].user_id}/hand-over", data={"stay_as": "viewer"})
    assert handed.headers["location"] == PEOPLE
    with SmtpSink() as sink, sending_to(sink, settings):
        run_everything(database)
        assert sink.received == []
    assert browsers["owner"].post(f"{PEOPLE}/{house['editor'].user_id}/remove").status_code == 403
