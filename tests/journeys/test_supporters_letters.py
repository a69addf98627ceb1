"""A supporter's own letter: in one of three wordings, with a sentence of their own, as PDF, as text, as a mail."""

import html
import io
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.letters.blocks import Supporter
from campaigns.letters.models import LetterTally
from campaigns.letters.offered import personal_letter
from campaigns.letters.plain import MOST_IN_A_LINK
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.offices.actions import accept, propose
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender, an_arrest

LETTER = "/campaigns/free-ada/letters/zz-president"
MISSION = "/campaigns/mission/letters/kz-president"
ADA = {"name": "Ada Example", "place": "Lyon, France", "language": "en"}
PRESIDENT = "office@president.example.org"


@pytest.fixture
def campaigns(database: Database) -> None:
    with database.writing() as session:
        organisation = a_sender(session)
        a_mission(session, organisation)
        an_arrest(session, organisation)
        ada = an_organiser(session, organisation)
        other = an_organiser(session, organisation, Role.REVIEWER, email="reviewer@example.org")
        for office in ("zz-president", "kz-president"):
            change = propose(session, user=ada, office_id=office, changed={"contact": {"email": PRESIDENT}})
            accept(session, user=other, change=change)


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def taken(database: Database) -> int:
    with database.reading() as session:
        return sum(tally.count for tally in session.exec(select(LetterTally)))


def text_on(page: str) -> str:
    found = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


OPENINGS = {
    "en": {
        "full": "I am writing to you",
        "short": "Please give your attention",
        "law_first": "That is why I turn to you",
    },
    "ru": {"full": "как к главе государства", "short": "Прошу Вашего внимания", "law_first": "Поэтому обращаюсь к Вам"},
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_three_wordings_ask_for_the_same_in_other_words(
    client: TestClient, database: Database, campaigns: None, language: str
) -> None:
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "mission")).one()
        contents = personal_letter(
            session, campaign=campaign, office_id="kz-president", language=language, supporter=Supporter("A", "B")
        )
    demands = [demand.text for group in contents.demands for demand in group.demands]
    assert len(demands) == 7
    texts = {}
    for variant in OPENINGS[language]:
        answer = client.post(f"{MISSION}/text", data=ADA | {"language": language, "variant": variant})
        texts[variant] = " ".join(text_on(answer.text).split())
    for variant, opening in OPENINGS[language].items():
        assert [opening in text for text in texts.values()].count(True) == 1
        assert opening in texts[variant]
        assert [demand for demand in demands if " ".join(demand.split()) not in texts[variant]] == []
    assert len(texts["short"]) < len(texts["full"])


def test_the_page_shows_one_wording_and_leads_to_the_others(client: TestClient, campaigns: None) -> None:
    page = client.get(LETTER, params={"language": "en", "variant": "short"}).text
    assert "Please give your attention" in page
    assert 'name="variant" value="short"' in page
    for variant in ("full", "law_first"):
        assert f"variant={variant}" in page
    assert client.get(LETTER, params={"variant": "{{7*7}}"}).status_code == 200


def test_readers_who_choose_nothing_are_shown_different_wordings(client: TestClient, campaigns: None) -> None:
    shown = {re.findall(r'name="variant" value="(\w+)"', client.get(LETTER).text)[0] for _ in range(60)}
    assert shown == {"full", "short", "law_first"}, "each would be missed once in 10^10 runs"


def test_a_sentence_of_their_own_stands_in_the_letter_as_it_was_typed(client: TestClient, campaigns: None) -> None:
    own = "my crew sailed with her in 1999 & knows {{campaign.title}} <b>well</b>"
    answer = client.post(f"{LETTER}/pdf", data=ADA | {"sentence": own})
    assert "My crew sailed with her in 1999 & knows {{campaign.title}} <b>well</b>." in words_of(answer.content)
    refused = client.post(f"{LETTER}/pdf", data=ADA | {"sentence": "x" * 301})
    assert refused.status_code == 422
    assert 'id="sentence-problem"' in refused.text


def test_the_text_can_be_copied_and_only_a_count_is_kept(
    client: TestClient, database: Database, campaigns: None
) -> None:
    page = client.post(f"{LETTER}/text", data=ADA | {"sentence": "We wait for her."})
    assert page.status_code == 200
    text = text_on(page.text)
    assert text.startswith("Excellency,\n\nI am writing to you about")
    assert "\n\nWe wait for her.\n\n" in text
    assert text.endswith("\nAda Example\nLyon, France")
    assert not re.search(r"<|&amp;|\u00a0", text)
    assert taken(database) == 1
    client.post(f"{LETTER}/text", data=ADA | {"country": "FR"})
    assert taken(database) == 1, "the step to the mail is the same letter"
    with database.reading() as session:
        assert not any("Ada Example" in f"{entry}" for entry in session.exec(select(AuditEntry)))


def test_a_mail_is_prepared_outside_the_country_with_a_warning(client: TestClient, campaigns: None) -> None:
    page = client.post(f"{LETTER}/text", data=ADA).text
    assert "The office will see your mailbox" in page
    assert "mailto:" not in page, "first we ask where somebody is"
    page = client.post(f"{LETTER}/text", data=ADA | {"country": "FR", "variant": "short"}).text
    link = html.unescape(re.findall(r'href="(mailto:[^"]+)"', page)[0])
    assert len(link) <= MOST_IN_A_LINK
    parts = urlsplit(link)
    assert unquote(parts.path) == PRESIDENT
    mail = parse_qs(parts.query, strict_parsing=True)
    assert mail["body"][0].replace("\r\n", "\n") == text_on(page)
    assert mail["subject"][0]
    assert "<progress" in page


def test_a_text_that_no_link_holds_is_to_be_copied(client: TestClient, campaigns: None) -> None:
    page = client.post(f"{MISSION}/text", data=ADA | {"country": "FR", "language": "ru"}).text
    assert "too long for a link into a mail program" in page
    assert f'href="mailto:{PRESIDENT}"' in page


@pytest.mark.parametrize("country", ["KZ", "TM"])
def test_nobody_inside_is_led_to_their_own_mailbox(client: TestClient, campaigns: None, country: str) -> None:
    page = client.post(f"{MISSION}/text", data=ADA | {"country": country}).text
    assert "Please do not write from your own mailbox in this country" in page
    assert "mailto:" not in page


def test_no_mail_is_offered_where_signing_is_a_risk_and_the_page_says_why(
    client: TestClient, database: Database, campaigns: None
) -> None:
    with database.writing() as session:
        session.exec(select(Campaign).where(Campaign.slug == "free-ada")).one().risks = ["signers"]
    page = client.post(f"{LETTER}/text", data=ADA | {"country": "FR"}).text
    assert "mailto:" not in page
    assert "Who signs here may be in danger" in page
    assert "We know no e-mail address" not in page, "that would not be true"


def test_a_letter_of_a_campaign_that_rests_is_no_text_either(
    client: TestClient, database: Database, campaigns: None
) -> None:
    with database.writing() as session:
        session.exec(select(Campaign).where(Campaign.slug == "free-ada")).one().state = CampaignState.CLOSED
    assert client.post(f"{LETTER}/text", data=ADA).status_code == 410
    assert taken(database) == 0


def test_a_script_that_takes_texts_is_slowed_down(
    client: TestClient, campaigns: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.letters.supporters.AT_MOST", 1)
    assert client.post(f"{LETTER}/text", data=ADA).status_code == 200
    assert client.post(f"{LETTER}/text", data=ADA).status_code == 429


def test_the_letter_of_a_supporter_says_nothing_of_us(client: TestClient, campaigns: None) -> None:
    content = client.post(f"{LETTER}/pdf", data=ADA).content
    reader = PdfReader(io.BytesIO(content))
    assert "Version" not in words_of(content)
    assert "reference" not in words_of(content).lower()
    assert "free-ada" not in str(reader.metadata)


def test_the_form_says_what_a_name_in_it_can_cost_before_the_button(
    client: TestClient, database: Database, campaigns: None
) -> None:
    page = client.get(LETTER).text
    form = page.partition(f'action="{LETTER}/pdf"')[2]
    before = form.partition("<button")[0]
    assert "Do you or your family live in this country:" in before
    assert "police and courts" in before
    assert "can be dangerous to be named in it" not in before
    assert not re.search(r" (checked|selected)\b", form.partition("</form>")[0])
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "free-ada")).one()
        campaign.risks = ["signers"]
        assert campaign.endangers_signers
    assert "can be dangerous to be named in it" in client.get(LETTER).text


def test_a_letter_that_is_there_in_english_only_says_so_before_the_button(
    client: TestClient, database: Database, campaigns: None
) -> None:
    words = "На языке этой страницы письма нет. Оно уйдёт на другом: английский."
    assert words not in client.get(f"/ru{LETTER}").text
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "free-ada")).one()
        campaign.summary = {"en": campaign.summary["en"]}
    page = client.get(f"/ru{LETTER}").text
    assert words in page.partition("<button")[0]
