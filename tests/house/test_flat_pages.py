"""No page of the desk asks the database more for a campaign that has ten times as much, or for ten campaigns."""

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.facts import fact_changed
from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.load_examples import example_files
from campaigns.app import create_app
from campaigns.dossiers.models import Dossier, Profile
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from foundation.accounts.actions import record
from foundation.database import Database
from foundation.settings import Settings
from outreach.actions.partners import enter_partner
from outreach.models.mailings import Mailing
from outreach.models.partners import PartnerKind
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.house.statements import counted, ten_times

BASE_URL = "http://testserver"
SLUG = "exemplia-free-peter-example"
AT = f"/desk/campaigns/{SLUG}"
# What a page may ask at most. The tables of a campaign's facts are some twenty.
PAGES = {
    "/desk": 39,
    "/desk/campaigns": 10,
    "/desk/dossiers": 10,
    "/desk/letters": 10,
    "/desk/directory": 12,
    "/desk/outreach": 15,
    "/desk/outreach/mailings": 10,
    "/desk/petitions": 10,
    "/desk/search?q=example": 25,
    AT: 35,
    f"{AT}/facts": 30,
    f"{AT}/texts": 30,
    f"{AT}/letters": 40,
    f"{AT}/mailings": 40,
    f"{AT}/dossiers": 10,
    f"{AT}/outcome": 35,
    f"{AT}/versions": 10,
    f"{AT}/updates": 12,
    f"{AT}/linked": 10,
    f"{AT}/procedures": 35,
}
MOST_OF_AN_ACT = 70


@pytest.fixture
def desk(settings: Settings, database: Database) -> TestClient:
    file = next(path for path in example_files() if path.stem == SLUG)
    with database.writing() as session:
        union = an_organisation(session)
        user = an_organiser(session, union)
        import_campaign(session, organisation_id=union.id, content=file.read_bytes(), by=user, keep_state=True)
        campaign = session.exec(select(Campaign)).one()
        # One of everything that the page of a campaign may have.
        for act in ("event.added", "case.changed", "demand.changed"):
            fact_changed(session, user=user, campaign=campaign, act=act, detail="e1")
        session.add(Mailing(organisation_id=union.id, campaign_id=campaign.id, title="To partners"))
        enter_partner(
            session, user=user, organisation_id=union.id, name="Dockers", kind=PartnerKind.FEDERATION, country="FR",
            languages=["fr"],
        )  # fmt: skip
    browser = TestClient(
        create_app(settings, database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    browser.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return browser


def _statements(browser: TestClient, database: Database) -> dict[str, int]:
    found = {}
    for path in PAGES:
        with counted(database) as statements:
            assert browser.get(path).status_code == 200, path
        found[path] = len(statements)
    return found


def _statements_of_acts(browser: TestClient, database: Database) -> dict[str, int]:
    """What people do most often to facts."""
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == SLUG)).one()
        case = session.exec(select(Case).where(Case.campaign_id == campaign.id).order_by(Case.position)).first()  # type: ignore[arg-type]  # a column
        demand = session.exec(select(Demand).where(Demand.campaign_id == campaign.id).order_by(Demand.position)).first()  # type: ignore[arg-type]  # a column
        assert case is not None
        assert demand is not None
    acts = {
        f"{AT}/events/new": {"text_en": "They met the minister.", "date": "2026-03-01"},
        f"{AT}/new-case": {"kind": "person", "name_en": "Jean Modèle"},
        f"{AT}/cases/{case.id}/statuses": {"status": "released", "date": "2026-04-01"},
        f"{AT}/demands/{demand.id}": {"summary_en": "Let them go home"},
        f"{AT}/sources": {"title": "A newspaper", "url": "https://news.example.org/1"},
    }
    found = {}
    for path, form in acts.items():
        with counted(database) as statements:
            assert browser.post(path, data=form).status_code == 303, path
        found[path] = len(statements)
    return found


def _grown(session_of: Database) -> None:
    with session_of.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        organisation_id = campaign.organisation_id
        ten_times(session, campaign)
        fact_changed(session, user=None, campaign=campaign, act="case.changed", detail="peter")
        about = f"campaign:{SLUG}"
        for number in range(20):
            acts = ("event.added", "case.changed", "demand.changed")
            record(
                session, user=None, organisation_id=organisation_id, act=acts[number % 3], about=about, detail=f"e{number}"
            )  # fmt: skip
            session.add(Mailing(organisation_id=organisation_id, campaign_id=campaign.id, title=f"Mailing {number}"))
            session.add(
                Dossier(
                    campaign_id=campaign.id, profile=Profile.PUBLIC, language="fr", edition=number + 1, facts_version=1
                )
            )  # fmt: skip
        file = next(path for path in example_files() if path.stem == SLUG).read_text()
        for number in range(9):
            text = file.replace(f"slug: {SLUG}", f"slug: {SLUG}-{number}")
            import_campaign(session, organisation_id=organisation_id, content=text.encode(), by=None, keep_state=True)


def test_ten_times_as_much_is_asked_for_in_as_many_statements(desk: TestClient, database: Database) -> None:
    _statements(desk, database)  # the first look at a page may fill what the process remembers
    before, acts_before = _statements(desk, database), _statements_of_acts(desk, database)
    assert {path: number for path, number in before.items() if number > PAGES[path]} == {}
    assert {path: number for path, number in acts_before.items() if number > MOST_OF_AN_ACT} == {}
    _grown(database)
    after, acts_after = _statements(desk, database), _statements_of_acts(desk, database)
    # An event more or less that is told of may be a statement more: of a version, of a job, of an outbox.
    assert {path: (before[path], after[path]) for path in PAGES if after[path] > before[path] + 2} == {}
    grown = {
        path: (acts_before[path], acts_after[path]) for path in acts_before if acts_after[path] > acts_before[path] + 4
    }
    assert grown == {}


def test_who_is_signed_in_is_asked_once(desk: TestClient, database: Database) -> None:
    for path in PAGES:
        with counted(database) as statements:
            desk.get(path)
        of_the_browser = [words for words in statements if "FROM sign_in_session" in words]
        assert len(of_the_browser) == 1, path
