"""An organiser writes letters of record; a supporter takes a letter as PDF."""

import io
from datetime import date

import pytest
from pypdf import PdfReader
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from campaigns.letters.models import Letter, LetterTally
from campaigns.models.campaign import Campaign, CampaignState
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.letters import a_mission, a_sender, an_arrest

EDITOR = "/desk/campaigns/mission/letters/appeal/kz-president"
SUPPORTER = {"name": "Ada Example", "place": "Lyon, France", "language": "en"}
CONFIRMED = {
    "language": "en",
    "lines": "Akorda\n6 Mangilik Yel Street\n010000 Astana\nKAZAKHSTAN",
    "confirmed_on": "2026-11-01",
    "page": "https://www.akorda.example.org/contacts",
}
COMPLETE = {
    "language": "en",
    "signatory_name": "Jean Modèle",
    "signatory_office": "General Secretary",
    "place": "Example Town",
    "our_reference": "KZ-2026-07",
    "enclosures": "Recommendations of the Monitoring Mission\nList of the persons named",
    "copies": "International Labour Office, Geneva",
}


@pytest.fixture
def campaigns(database: Database) -> None:
    with database.writing() as session:
        organisation = a_sender(session)
        a_mission(session, organisation)
        an_arrest(session, organisation)
        an_organiser(session, organisation)
        an_organiser(session, organisation, Role.VIEWER, email="viewer@example.org")
        an_organiser(session, an_organisation(session, "Another Union"), email="foreign@example.org")


def sign_in(client: TestClient, email: str = "ada@example.org") -> None:
    client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def close(database: Database, state: CampaignState) -> None:
    with database.writing() as session:
        session.exec(select(Campaign).where(Campaign.slug == "mission")).one().state = state


def test_an_organiser_confirms_an_address_and_the_next_letter_is_clean(
    client: TestClient, database: Database, campaigns: None
) -> None:
    sign_in(client)
    assert "Letters begun" in client.get("/desk/letters").text
    overview = client.get("/desk/campaigns/mission/letters").text
    assert "President of the Republic of Kazakhstan" in overview
    assert "only organisations can file one" in overview

    editor = client.get(EDITOR, params={"language": "en"}).text
    assert "Sources contradict one another" in editor
    assert "Nobody has confirmed the address" in editor
    draft = words_of(client.get(f"{EDITOR}/pdf", params={"language": "en"}).content)
    assert "DRAFT" in draft
    assert "Mangilik" not in draft
    assert "[address not confirmed]" in draft

    assert client.post(EDITOR, data=COMPLETE).status_code == 303
    answer = client.post(f"{EDITOR}/address", data=CONFIRMED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{EDITOR}?language=en&done=confirmed")
    editor = client.get(EDITOR, params={"language": "en"}).text
    assert "Ready to leave" in editor
    clean = words_of(client.get(f"{EDITOR}/pdf", params={"language": "en"}).content)
    assert "DRAFT" in clean, "nobody has approved it"
    assert "6 Mangilik Yel Street" in clean
    for sentence in ("KZ-2026-07", "Jean Modèle", "General Secretary", "List of the persons named", "Enclosures: 2"):
        assert sentence in clean

    assert client.post(f"{EDITOR}/file", data={"language": "en"}).status_code == 303
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
        assert (letter.is_clean, letter.pages, letter.facts_version) == (True, 2, 1)
        acts = session.exec(select(AuditEntry.act).order_by(col(AuditEntry.id))).all()
        assert acts[-3:] == ["letter.saved", "address.confirmed", "letter.printed"]


def test_what_is_wrong_in_the_editor_stands_beside_its_field_and_stays_typed(
    client: TestClient, campaigns: None
) -> None:
    sign_in(client)
    answer = client.post(EDITOR, data=COMPLETE | {"contact_email": "nobody", "dated_on": "tomorrow", "place": "Genf"})
    assert answer.status_code == 422
    assert "not a complete e-mail address" not in answer.text or "Genf" in answer.text
    assert "Please write a day, such as 1 May 2026" in answer.text
    assert 'value="Genf"' in answer.text
    for wrong in ({"page": "in a book"}, {"lines": "one line"}, {"confirmed_on": "2999-01-01"}, {"page": ""}):
        answer = client.post(f"{EDITOR}/address", data=CONFIRMED | wrong)
        assert answer.status_code == 422, wrong
        assert 'aria-invalid="true"' in answer.text


def test_a_viewer_reads_and_a_stranger_finds_nothing(client: TestClient, campaigns: None) -> None:
    sign_in(client, "viewer@example.org")
    assert client.get(EDITOR).status_code == 200
    assert client.post(EDITOR, data=COMPLETE).status_code == 403
    sign_in(client, "foreign@example.org")
    for path in ("", "/preview", "/pdf"):
        assert client.get(f"{EDITOR}{path}").status_code == 404
    for path in ("", "/file", "/address"):
        assert client.post(f"{EDITOR}{path}", data=COMPLETE).status_code == 404
    assert "mission" not in client.get("/desk/letters").text


def test_letters_that_do_not_exist_are_not_found(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    letters = "/desk/campaigns/mission/letters"
    for path in (
        "appeal/ilo-dg",
        "appeal/uz-president",
        "appeal/nobody",
        "telegram/kz-president",
        "ilo_dg_intervention/kz-president",
    ):
        assert client.get(f"{letters}/{path}").status_code == 404, path
    assert client.get(EDITOR, params={"language": "tlh"}).status_code == 404


def test_a_letter_whose_text_is_missing_is_refused_and_says_what_is_missing(
    client: TestClient, database: Database, campaigns: None
) -> None:
    with database.writing() as session:
        session.exec(select(Campaign).where(Campaign.slug == "mission")).one().title = {"en": "Only in English"}
    sign_in(client)
    answer = client.get(f"{EDITOR}/pdf", params={"language": "ru"})
    assert answer.status_code == 422
    assert "Only in English" in answer.text
    assert "This letter is not ready" in answer.text
    assert '<mark class="gap">Only in English</mark>' in client.get(f"{EDITOR}/preview", params={"language": "ru"}).text
    assert client.get(f"{EDITOR}/pdf", params={"language": "en"}).status_code == 200
    offered = client.get("/campaigns/mission/letters/kz-president", params={"language": "ru"}).text
    assert "Excellency" in offered


def test_own_words_compute_nothing_and_an_unknown_field_is_named(
    client: TestClient, database: Database, campaigns: None
) -> None:
    sign_in(client)
    client.post(EDITOR, data=COMPLETE | {"own_words": "We write on {{campaign.titel}} and {{7*7}}."})
    preview = client.get(f"{EDITOR}/preview").text
    assert "Did you mean {{campaign.title}}?" in preview
    assert "{{7*7}}" in preview
    assert client.get(f"{EDITOR}/pdf").status_code == 422
    client.post(
        EDITOR,
        data=COMPLETE | {"own_words": "On ${7*7}, {% for x in y %}, {0.__class__} and <img src=x> we say **no**."},
    )
    text = words_of(client.get(f"{EDITOR}/pdf").content)
    assert "On ${7*7}, {% for x in y %}, {0.__class__} and <img src=x> we say **no**." in text


def test_a_supporter_takes_a_letter_and_nothing_is_kept_but_a_count(
    client: TestClient, database: Database, campaigns: None
) -> None:
    listed = client.get("/campaigns/mission/letters").text
    assert "/campaigns/mission/letters/kz-president" in listed
    assert "Turkmenistan" in listed
    shown = client.get("/campaigns/mission/letters/kz-president", params={"variant": "full"}).text
    assert "I respectfully ask you and the Government of the Republic of Kazakhstan to:" in " ".join(shown.split())
    answer = client.post(
        "/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER | {"organisation": "Dockers' Union"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = words_of(answer.content)
    assert "Ada Example" in text
    assert "Lyon, France" in text
    assert "Mangilik" not in text
    assert "DRAFT" not in text
    assert "Example Federation" not in text
    with database.reading() as session:
        assert session.exec(select(LetterTally)).one().count == 1
        assert _holds_nowhere(session, "Ada Example, ")
    client.post("/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER | {"language": "ru"})
    with database.reading() as session:
        assert session.exec(select(LetterTally)).one().count == 2


def _holds_nowhere(session: Session, words: str) -> bool:
    return not any(words in str(row) for row in session.exec(select(AuditEntry)).all())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "Ada\u202eExample"},
        {"name": "x" * 10_000},
        {"place": ""},
        {"language": "tlh"},
    ],
)
def test_a_wrong_answer_of_a_supporter_gets_a_sentence_beside_the_field(
    client: TestClient, campaigns: None, wrong: dict[str, str]
) -> None:
    answer = client.post("/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER | wrong)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.text
    russian = client.post("/ru/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER | wrong)
    assert russian.status_code == 422


def test_a_lone_surrogate_in_a_name_is_refused_with_words(client: TestClient, campaigns: None) -> None:
    answer = client.post(
        "/campaigns/mission/letters/kz-president/pdf",
        content=b"name=Ada%ED%A0%80&place=Lyon&language=en",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 422
    assert "characters that cannot be shown" in answer.text


def test_letters_of_a_campaign_that_ended_are_read_and_not_sent(
    client: TestClient, database: Database, campaigns: None
) -> None:
    close(database, CampaignState.CLOSED)
    assert "none is sent any more" in client.get("/campaigns/mission/letters/kz-president").text
    assert "<form" not in client.get("/campaigns/mission/letters/kz-president").text
    answer = client.post("/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER)
    assert answer.status_code == 410
    assert "none is sent any more" in answer.text
    close(database, CampaignState.PAUSED)
    assert client.post("/campaigns/mission/letters/kz-president/pdf", data=SUPPORTER).status_code == 409
    close(database, CampaignState.DRAFT)
    assert client.get("/campaigns/mission/letters").status_code == 404


def test_a_script_is_slowed_down_with_words(
    client: TestClient, campaigns: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.letters.supporters.AT_MOST", 1)
    assert client.post("/campaigns/free-ada/letters/zz-president/pdf", data=SUPPORTER).status_code == 200
    answer = client.post("/campaigns/free-ada/letters/zz-president/pdf", data=SUPPORTER)
    assert answer.status_code == 429
    assert "wait a few minutes" in answer.text


def test_a_letter_of_an_example_is_dated_by_its_facts(client: TestClient, database: Database, campaigns: None) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "mission")).one()
        campaign.is_example, campaign.is_history, campaign.state = True, True, CampaignState.CLOSED
        campaign.as_of = date(2019, 11, 18)
    sign_in(client)
    assert "18 November 2019" in words_of(client.get(f"{EDITOR}/pdf").content)
