"""A complaint to the Committee on Freedom of Association, kept at the desk and read by anybody."""

import re

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.facts.gather import gather_facts
from campaigns.facts.subjects import ProcedureFacts
from campaigns.files.export_campaign import export_campaign
from campaigns.models.campaign import Campaign
from campaigns.models.procedure import Procedure
from campaigns.models.source import Source
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.undoing import newest_on, undo

DESK = "/desk/campaigns/free-ada-example/procedures"
PUBLIC = "/campaigns/free-ada-example/procedures/procedure-1"
COMPLAINT = {
    "kind": "ilo_cfa",
    "number": "9001",
    "country": "KZ",
    "status": "active",
    "filed": "2026-05",
    "serious_and_urgent": "yes",
    "subject_en": "Arrest of a union leader",
    "subject_ru": "Арест профсоюзного лидера",
}


@pytest.fixture
def desk(settings: Settings, database: Database) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union, Role.OWNER)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, owner, reviewer)
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client


@pytest.fixture
def at(desk: TestClient) -> str:
    """The address of the complaint at the desk."""
    made = desk.post(f"{DESK}/new", data=COMPLAINT)
    assert made.status_code == 200
    return str(made.url.path)


def procedure(database: Database, *, public: bool = False) -> ProcedureFacts:
    with database.reading() as session:
        return gather_facts(session, the_campaign(session), language="en", public=public).procedures[0]


def the_campaign(session: Session) -> Campaign:
    return session.exec(select(Campaign)).one()


def the_source(database: Database) -> str:
    with database.reading() as session:
        return str(session.exec(select(Source.id)).one())


def row_of(page: str, part: str) -> str:
    found: list[str] = re.findall(rf"/{part}/(\d+)\"", page)
    return found[-1]


def test_a_complaint_is_added_and_read_by_anybody(desk: TestClient, at: str, database: Database) -> None:
    kept = procedure(database)
    assert (kept.number, kept.country, kept.filed.text) == ("9001", "KZ", "2026-05")
    assert kept.body == "ILO Committee on Freedom of Association"
    page = desk.get(PUBLIC).text
    assert "Complaint to the ILO Committee on Freedom of Association: Case No. 9001" in page
    assert "Serious and urgent" in page
    assert "Арест профсоюзного лидера" in desk.get(f"/ru{PUBLIC}").text
    assert PUBLIC in desk.get("/campaigns/free-ada-example").text


def test_the_log_names_date_and_author(desk: TestClient, at: str, database: Database) -> None:
    page = desk.post(
        f"{at}/communications/new",
        data={
            "kind": "complaint",
            "date": "2026-05-12",
            "new_sender": "Dockers' Federation",
            "text_en": "The complaint with 14 annexes.",
            "reference": "TUR 1-9",
            "sources": [the_source(database)],
        },
    )
    assert "Dockers&#39; Federation" in page.text
    [line] = procedure(database).communications
    assert [who.name for who in line.mentions.in_role("sender")] == ["Dockers' Federation"]  # type: ignore[arg-type]  # a role is its word
    assert [claim.source.key for claim in line.claims] == ["first-news"]
    assert "12 May 2026" in desk.get(PUBLIC).text


def test_recommendations_carry_reply_and_follow_up(desk: TestClient, at: str, database: Database) -> None:
    sent = desk.get(f"{at}/recommendations/new")
    assert sent.url.path == f"{at}/reports/new", "there is no report yet that could recommend anything"
    page = desk.post(f"{at}/reports/new", data={"kind": "interim", "number": "410", "paragraphs": "12–40"})
    report = row_of(page.text, "reports")
    for letter, words in (("a", "Release her."), ("b", "Start an inquiry.")):
        desk.post(
            f"{at}/recommendations/new",
            data={
                "report": report,
                "letter": letter,
                "text_en": words,
                "reply_en": "She broke the law.",
                "replied": "2026-09",
                "follow_up_en": "We asked the embassy.",
                "effect": "not_given",
            },
        )
    [told] = procedure(database, public=True).reports
    assert [(one.letter, str(one.text), one.replied.text) for one in told.recommendations] == [
        ("a", "Release her.", "2026-09"),
        ("b", "Start an inquiry.", "2026-09"),
    ]
    page = desk.get(PUBLIC)
    assert page.text.index("(a)") < page.text.index("(b)")
    assert "No effect given" in page.text
    assert "September 2026" in page.text


def test_sources_that_contradict_stand_side_by_side(desk: TestClient, at: str, database: Database) -> None:
    desk.post("/desk/campaigns/free-ada-example/sources", data={"title": "NORMLEX"})
    with database.reading() as session:
        first, other = (str(row.id) for row in session.exec(select(Source).order_by(Source.position)))  # type: ignore[arg-type]  # a column
    form = {"kind": "session", "date": "2026-10", "sources": [first], "other_source": other}
    refused = desk.post(f"{at}/dates/new", data=form)
    assert refused.status_code == 422
    assert "Say what this source has instead." in refused.text
    desk.post(f"{at}/dates/new", data=form | {"other_says_en": "November 2026"})
    [day] = procedure(database).dates
    assert [(claim.source.number, claim.differs, str(claim.says)) for claim in day.claims] == [
        (1, False, ""),
        (2, True, "November 2026"),
    ]
    assert "Another source has it otherwise:" in desk.get(PUBLIC).text


def test_what_is_taken_back_comes_back_whole(desk: TestClient, at: str, database: Database) -> None:
    page = desk.post(f"{at}/reports/new", data={"kind": "interim", "number": "410", "sources": [the_source(database)]})
    report = row_of(page.text, "reports")
    desk.post(f"{at}/recommendations/new", data={"report": report, "letter": "a", "text_en": "Release her."})
    desk.post(f"{at}/communications/new", data={"kind": "complaint", "new_sender": "Dockers' Federation"})
    before = export(database)

    desk.post(f"{at}/remove")
    assert desk.get(PUBLIC).status_code == 404
    assert "Bring it back" in desk.get(DESK).text
    assert "9001" not in export(database)

    assert undo(desk, at, page=DESK) == 200
    assert export(database) == before


def test_changes_are_undone_one_after_the_other(desk: TestClient, at: str, database: Database) -> None:
    made = export(database)
    page = desk.post(f"{at}/communications/new", data={"kind": "complaint", "new_sender": "Dockers' Federation"})
    line = row_of(page.text, "communications")
    added = export(database)
    desk.post(f"{at}/communications/{line}", data={"kind": "acknowledgement", "date": "2026-06-01"})
    assert procedure(database).communications[0].kind == "acknowledgement"
    assert not procedure(database).communications[0].mentions.actors
    assert undo(desk, at) == 200
    assert export(database) == added
    desk.post(f"{at}/communications/{line}/remove")
    assert procedure(database).communications == ()
    shown = newest_on(desk, at)
    assert undo(desk, at, shown) == 200
    assert export(database) == added
    assert undo(desk, at, shown) == 409, "a second press, or another tab"
    assert export(database) == added
    assert undo(desk, at) == 200
    assert procedure(database).communications == ()
    last = newest_on(desk, at)
    assert undo(desk, at, last) == 200
    assert "9001" in made
    assert "Dockers' Federation" not in export(database)
    assert "9001" not in export(database)
    assert undo(desk, at, last) == 409


def export(database: Database) -> str:
    with database.reading() as session:
        return export_campaign(session, campaign=the_campaign(session), include_held=True)


def test_what_is_on_hold_is_nowhere(desk: TestClient, at: str, database: Database) -> None:
    secret = {"kind": "complaint", "text_en": "Secret letter", "new_sender": "Hidden Union", "hold": "yes"}
    desk.post(f"{at}/communications/new", data=secret)
    assert "Hidden Union" not in desk.get("/campaigns/free-ada-example").text
    assert "Secret letter" in desk.get(at).text
    assert "Secret letter" not in desk.get(PUBLIC).text
    desk.post(f"{at}/edit", data=COMPLAINT | {"hold": "yes"})
    assert desk.get(PUBLIC).status_code == 404
    assert PUBLIC not in desk.get("/campaigns/free-ada-example").text
    with database.reading() as session:
        assert "9001" not in export_campaign(session, campaign=the_campaign(session))


def test_the_second_of_two_editors_is_told(desk: TestClient, at: str) -> None:
    opened = desk.get(f"{at}/edit").text
    [seen] = re.findall(r'name="seen" value="(\w+)"', opened)
    desk.post(f"{at}/edit", data=COMPLAINT | {"number": "9002", "seen": seen})
    refused = desk.post(f"{at}/edit", data=COMPLAINT | {"number": "9003", "seen": seen})
    assert refused.status_code == 422
    assert "Somebody changed this after you had opened it." in refused.text


def test_a_part_of_another_procedure_is_not_found(desk: TestClient, at: str, database: Database) -> None:
    page = desk.post(f"{at}/communications/new", data={"kind": "complaint"})
    line = row_of(page.text, "communications")
    other = desk.post(f"{DESK}/new", data=COMPLAINT).url.path
    assert other != at
    assert desk.get(f"{other}/communications/{line}").status_code == 404
    assert "gone=1" in desk.post(f"{other}/communications/{line}/remove", follow_redirects=False).headers["location"]
    assert desk.get(f"{at}/communications/99999999999999999999999").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("filed", "yesterday"), ("kind", "court"), ("country", "XX"), ("number", "9" * 41)]
)
def test_what_cannot_be_right_is_said_beside_the_field(desk: TestClient, field: str, value: str) -> None:
    refused = desk.post(f"{DESK}/new", data=COMPLAINT | {field: value})
    assert refused.status_code == 422
    assert f'id="{field}-problem"' in refused.text


def test_a_deadline_is_on_the_first_page_until_it_is_over(desk: TestClient, at: str, database: Database) -> None:
    form = {"kind": "deadline", "date": utc_today().isoformat(), "text_en": "Send the annexes", "hold": "yes"}
    page = desk.post(f"{at}/dates/new", data=form)
    assert "Send the annexes" in desk.get("/desk").text
    assert "Send the annexes" not in desk.get(PUBLIC).text
    day = row_of(page.text, "dates")
    desk.post(f"{at}/dates/{day}", data=form | {"is_done": "yes"})
    assert "Send the annexes" not in desk.get("/desk").text
    with database.reading() as session:
        assert session.exec(select(Procedure)).one().number == "9001"
