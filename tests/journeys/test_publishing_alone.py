"""One person publishes where nobody else can look first: marked, mailed to the others, reviewed afterwards."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

import campaigns.notices.emails  # noqa: F401  # importing registers the mail
from campaigns.actions.emergency import is_night, publish_alone
from campaigns.actions.states import submit_for_review
from campaigns.app import create_app
from campaigns.models.campaign import Campaign, CampaignState
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.errors import Conflict
from foundation.settings import Settings
from tests.clocks import zone_where_it_is
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.mailbox import Mailbox

PATH = "/desk/campaigns/free-ada-example"


def test_night_is_counted_on_the_clock_of_the_installation() -> None:
    moment = datetime(2026, 5, 1, 22, 30, tzinfo=UTC)
    assert is_night(moment, "UTC")
    assert is_night(moment, "Europe/Zurich")
    assert not is_night(moment, "America/New_York")
    assert is_night(datetime(2026, 5, 1, 6, 0, tzinfo=UTC), "UTC")


def test_by_day_somebody_else_looks_first_at_night_nobody_has_to(session: Session) -> None:
    union = an_organisation(session)
    owner = an_organiser(session, union)
    an_organiser(session, union, Role.REVIEWER, "reviewer@example.org")
    campaign = a_draft_campaign(session, owner)
    with pytest.raises(Conflict, match="By day a second person"):
        publish_alone(session, user=owner, campaign=campaign, reason="Urgent", zone=zone_where_it_is(12))
    publish_alone(session, user=owner, campaign=campaign, reason="Urgent", zone=zone_where_it_is(3))
    assert campaign.state is CampaignState.LIVE
    assert campaign.awaits_review_after_emergency


def test_the_only_one_who_may_publish_may_do_so_by_day(session: Session) -> None:
    union = an_organisation(session)
    owner = an_organiser(session, union)
    an_organiser(session, union, Role.EDITOR, "editor@example.org")
    campaign = a_draft_campaign(session, owner)
    submit_for_review(session, user=owner, campaign=campaign)
    publish_alone(session, user=owner, campaign=campaign, reason="Urgent", zone=zone_where_it_is(12))
    assert campaign.state is CampaignState.LIVE


@pytest.fixture
def night(settings: Settings, database: Database) -> Settings:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        an_organiser(session, union, Role.REVIEWER, "reviewer@example.org")
        an_organiser(session, union, Role.EDITOR, "editor@example.org")
        a_draft_campaign(session, owner)
    return settings.model_copy(update={"time_zone": zone_where_it_is(3)})


def browser(settings: Settings, database: Database, email: str = "") -> TestClient:
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
    )
    if email:
        client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})
    return client


def test_at_night_it_is_published_marked_and_reviewed_in_the_morning(
    night: Settings, database: Database, mailbox: Mailbox
) -> None:
    owner = browser(night, database, "ada@example.org")
    assert "Publish it alone" in owner.get(PATH).text
    refused = owner.post(f"{PATH}/publish-alone", data={})
    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    assert owner.post(f"{PATH}/publish-alone", data={"why_alone": "She was arrested at five."}).status_code == 303

    mail = mailbox.only_mail()
    assert mail.recipients == ("reviewer@example.org",)
    assert "published by one person alone" in mail.body()
    assert "arrested" not in mail.body()

    reader = browser(night, database)
    assert "Published by one person" in reader.get("/campaigns/free-ada-example").text
    assert "Опубликовано одним человеком" in reader.get("/ru/campaigns/free-ada-example").text
    shown = owner.get(PATH).text
    assert "She was arrested at five." in shown
    assert "To be reviewed by Ada Example" in shown  # the reviewer of the factory has this name too
    assert owner.post(f"{PATH}/reviewed").status_code == 409

    reviewer = browser(night, database, "reviewer@example.org")
    assert "waits for your review" in reviewer.get("/desk").text
    assert reviewer.post(f"{PATH}/reviewed").status_code == 303
    assert reviewer.post(f"{PATH}/reviewed").status_code == 409
    assert "waits for your review" not in reviewer.get("/desk").text
    assert "Published by one person" not in reader.get("/campaigns/free-ada-example").text
    with database.reading() as session:
        campaign = session.exec(select(Campaign)).one()
        acts = session.exec(select(AuditEntry.act)).all()
    assert campaign.published_in_emergency
    assert campaign.reviewed_by_id not in (None, campaign.published_by_id)
    assert {"campaign.published_alone", "campaign.reviewed"} <= {*acts}


def test_an_editor_cannot_publish_at_night_either(night: Settings, database: Database) -> None:
    editor = browser(night, database, "editor@example.org")
    assert "Publish it alone" not in editor.get(PATH).text
    assert editor.post(f"{PATH}/publish-alone", data={"why_alone": "Urgent"}).status_code == 403
