"""What the desk shows before readers see anything: the pages as they will be, and what is risky."""

import re
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.facts import change_case
from campaigns.facts.gather import gather_facts
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, Consent
from campaigns.readiness.checklist import open_points
from campaigns.readiness.point import Point
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.web.language import speaking
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign

PATH = "/desk/campaigns/free-ada-example"
PREVIEWS = ("", "/page", "/page?phone=1", "/petition", "/petition?phone=1", "/mail", "/mail?language=ru")


@pytest.fixture
def organiser(database: Database) -> SignedIn:
    with database.writing() as session:
        union = an_organisation(session)
        an_organiser(session, union, Role.REVIEWER, "reviewer@example.org")
        an_organiser(session, an_organisation(session, "Another"), email="stranger@example.org")
        user = an_organiser(session, union)
        a_draft_campaign(session, user)
    return user


def signed_in(client: TestClient, email: str = "ada@example.org") -> TestClient:
    client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})
    return client


def hold(session: Session, user: SignedIn) -> None:
    campaign, case = session.exec(select(Campaign)).one(), session.exec(select(Case)).one()
    columns = ("name", "role", "about", "gender", "consent", "hold_reason")
    values: dict[str, Any] = {name: getattr(case, name) for name in columns} | {"hold": True}
    change_case(session, user=user, campaign=campaign, case=case, values=values)


@pytest.mark.parametrize("path", PREVIEWS)
def test_a_preview_is_for_those_who_see_the_draft_and_is_kept_nowhere(
    client: TestClient, organiser: SignedIn, path: str
) -> None:
    assert organiser.user_id
    assert client.get(f"{PATH}/preview{path}").status_code == 303
    signed_in(client)
    answer = client.get(f"{PATH}/preview{path}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "etag" not in answer.headers
    signed_in(client, "stranger@example.org")
    assert client.get(f"{PATH}/preview{path}").status_code == 404


def test_the_preview_is_the_page_that_readers_get(client: TestClient, organiser: SignedIn) -> None:
    assert organiser.user_id
    signed_in(client)
    page = client.get(f"{PATH}/preview/page?phone=1").text
    assert "Ada Example" in page
    assert "Sign the petition" in page
    assert 'class="public phone"' in page
    assert "nothing can be signed or sent from here" in page
    assert 'name="agree_count"' in client.get(f"{PATH}/preview/petition").text
    assert "Example Federation" in client.get(f"{PATH}/preview/mail").text
    assert client.get("/campaigns/free-ada-example").status_code == 404


def test_the_mail_is_shown_in_the_languages_that_mails_are_written_in(
    client: TestClient, organiser: SignedIn, database: Database
) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        campaign.original_language, campaign.stock = "kk", {}
        campaign.title = {"kk": "Адаға бостандық", "en": "Free Ada"}
        session.add(campaign)
    signed_in(client)
    for wished in ("", "?language=kk", "?language=ru"):
        shown = client.get(f"{PATH}/preview/mail{wished}")
        assert shown.status_code == 200
        assert "Free Ada" in shown.text


def test_what_is_on_hold_is_absent_from_the_preview(
    client: TestClient, organiser: SignedIn, database: Database
) -> None:
    with database.writing() as session:
        hold(session, organiser)
        slug = session.exec(select(Campaign)).one().slug
    signed_in(client)
    for path in PREVIEWS:
        # The sample recipient of the mail and the organiser's own name are those of the factory.
        page = client.get(f"/desk/campaigns/{slug}/preview{path}").text
        assert "Примеров" not in page, path
        if path.startswith(("/page", "/petition")):
            assert not re.search(r"\bAda\b", page), path


def points(session: Session) -> dict[str, Point]:
    campaign = session.exec(select(Campaign)).one()
    with speaking("en"):
        facts = gather_facts(session, campaign, language="en", public=False)
        found = open_points(session, facts, gather_facts(session, campaign, language="en"), campaign)
    return {point.words: point for point in found}


def test_each_line_of_the_checklist_leads_to_where_it_is_mended(
    client: TestClient, organiser: SignedIn, database: Database
) -> None:
    assert organiser.user_id
    with database.writing() as session:
        campaign, case = session.exec(select(Campaign)).one(), session.exec(select(Case)).one()
        case.consent = Consent.NOT_ASKED
        campaign.risks = ["signers"]
        campaign.background = {"en": "Lorem ipsum"}
        campaign.summary = {"en": "One. Two."}
        session.add_all([case, campaign])
    with database.reading() as session:
        found = points(session)
    words = " ".join(found)
    for told in (
        "has not been asked whether the name may be public",
        "Signing can be dangerous in Kazakhstan",
        "was it only tried out?",
        "Not there in Russian yet",
        "Confirm it before a letter leaves",
    ):
        assert told in words
    assert not any(point.blocks for point in found.values())
    signed_in(client)
    for point in found.values():
        assert client.get(point.path).status_code == 200, point


def test_what_blocks_stands_apart_and_does_block(client: TestClient, organiser: SignedIn, database: Database) -> None:
    assert organiser.user_id
    with database.writing() as session:
        campaign, case = session.exec(select(Campaign)).one(), session.exec(select(Case)).one()
        case.consent = Consent.REFUSED
        campaign.petition_text = {}
        session.add_all([case, campaign])
    with database.reading() as session:
        blocking = [point.words for point in points(session).values() if point.blocks]
    assert blocking == [
        "The petition has no text yet. Write one under “Texts” first.",
        "Ada Example does not want to be named, and is not on hold.",
    ]
    signed_in(client)
    assert "This keeps it from being published" in client.get(PATH).text
    client.post(f"{PATH}/submit")
    signed_in(client, "reviewer@example.org")
    assert client.post(f"{PATH}/publish").status_code == 409


def test_who_never_said_anything_about_risk_can_do_so(
    client: TestClient, organiser: SignedIn, database: Database
) -> None:
    assert organiser.user_id
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        campaign.risks = None
        session.add(campaign)
    with database.reading() as session:
        assert any("Nobody has said yet" in words for words in points(session))
    signed_in(client)
    assert client.post(f"{PATH}/risks", data={"harm": ["family", "signers"]}).status_code == 303
    assert client.post(f"{PATH}/risks", data={"harm": ["everybody"]}).status_code == 422
    with database.reading() as session:
        assert session.exec(select(Campaign)).one().risks == ["family", "signers"]


def test_the_second_person_publishes_what_was_looked_at(
    client: TestClient, organiser: SignedIn, database: Database
) -> None:
    assert organiser.user_id
    signed_in(client)
    client.post(f"{PATH}/submit")
    signed_in(client, "reviewer@example.org")
    seen = client.get(PATH).text.split('name="seen" value="')[1].split('"')[0]
    signed_in(client)
    texts = {"title_en": "Free Ada Example", "summary_en": "Another story.", "petition_text_en": "Another text."}
    assert client.post(f"{PATH}/texts", data=texts).status_code == 303
    signed_in(client, "reviewer@example.org")
    refused = client.post(f"{PATH}/publish", data={"seen": seen})
    assert refused.status_code == 422
    assert "Somebody changed this after you had opened it" in refused.text
    seen = refused.text.split('name="seen" value="')[1].split('"')[0]
    assert client.post(f"{PATH}/publish", data={"seen": seen}).status_code == 303
