"""A guest of one campaign works with its letters, and learns neither who lends its paper nor what is printed on it."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.kits.models import PartnerReport, Reported
from campaigns.models.campaign import Campaign
from campaigns.register.models import ReplyKind
from foundation.accounts.models import Grant
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.jobs_running import run_jobs
from tests.journeys.run_desks import AT, RunDesks, open_run_desks

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> RunDesks:
    return open_run_desks(settings, database)


def a_guest(desks: RunDesks) -> TestClient:
    """Of another organisation, who may write in this campaign."""
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        guest = an_organiser(session, an_organisation(session, "Another Union"), email="guest@example.org")
        session.add(
            Grant(
                of_organisation_id=campaign.organisation_id,
                campaign_id=campaign.id,
                user_id=guest.user_id,
                role=Role.EDITOR,
            )
        )
    client = TestClient(
        create_app(desks.settings, desks.database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    signed_in = client.post("/desk/sign-in", data={"email": "guest@example.org", "password": PASSWORD})
    assert signed_in.status_code == 303
    return client


def test_a_guest_of_one_campaign_sees_no_partner_and_takes_nothing_of_its_paper(desks: RunDesks) -> None:
    guest = a_guest(desks)
    order = {"letters": [str(desks.letters[0])], "partners": [str(desks.partners[0])], "own_paper": "yes"}
    assert guest.post(AT, data=order).status_code == 404
    at = desks.author.post(AT, data=order).headers["location"]
    run_jobs(desks.database)
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        report = PartnerReport(
            campaign_id=campaign.id,
            letter_id=desks.letters[0],
            partner_id=desks.partners[0],
            partner_name="Beispielgewerkschaft",
            what=Reported.ANSWERED,
            day=utc_today(),
            kind=ReplyKind.REFUSED,
            summary="They refuse.",
            scan_sha256=desks.items()[0].approved_sha256,
        )
        session.add(report)
        session.flush()
        register = f"/desk/campaigns/mission/register/{desks.letters[0]}"
        scan = f"{register}/partners/{report.id}/scan"
    for page in (at, AT, register):
        assert "Beispielgewerkschaft" in desks.author.get(page).text, page
        shown = guest.get(page)
        assert (shown.status_code, "Beispielgewerkschaft" in shown.text) == (200, False), page
    theirs = [f"{at}/letters.zip", f"{at}/letters.pdf", f"{at}/files/2/letter.pdf", scan]
    for path in theirs:
        assert desks.author.get(path).status_code == 200, path
        assert guest.get(path).status_code == 404, path
        assert all(path not in guest.get(page).text for page in (at, AT, register)), path
    assert guest.get(f"{at}/files/1/letter.pdf").status_code == 200, "our own paper"
    assert f"{at}/files/1/letter.pdf" in guest.get(at).text
    assert guest.post(f"{at}/again").status_code == 404
