"""Side by side at the desk, and by the link of a translator who has no account."""

import html
import re
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from campaigns.models.event import Event
from campaigns.translating.models import TranslationDraft, TranslatorLink
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign

SHEET = "/desk/campaigns/free-ada-example/translate"
KAZAKH = "Ада Мысалды босатыңыздар!"


@pytest.fixture
def campaign_id(database: Database) -> int:
    with database.writing() as session:
        organisation = an_organisation(session)
        owner = an_organiser(session, organisation)
        reviewer = an_organiser(session, organisation, Role.REVIEWER, "jean@example.org")
        an_organiser(session, organisation, Role.TRANSLATOR, "petr@example.org")
        return a_live_campaign(session, owner, reviewer).id


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
def desk(settings: Settings, database: Database, campaign_id: int) -> TestClient:
    return browser(settings, database, "ada@example.org")


@pytest.fixture
def reviewer(settings: Settings, database: Database, campaign_id: int) -> TestClient:
    return browser(settings, database, "jean@example.org")


def opened(client: TestClient, path: str) -> dict[str, list[str]]:
    """All blocks of a page as its form would send them."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return {
        "block": re.findall(r'name="block" value="([^"]+)"', page.text),
        "seen": re.findall(r'name="seen" value="([^"]+)"', page.text),
        "text": [
            html.unescape(text)
            for text in re.findall(r"<textarea[^>]*name=\"text\"[^>]*>\n\n?([^<]*)</textarea>", page.text)
        ],
    }


def typed(sent: dict[str, list[str]], act: str = "save", **texts: str) -> dict[str, list[str]]:
    """`texts` by the end of a block's key."""
    changed = list(sent["text"])
    for name, text in texts.items():
        place = next(number for number, key in enumerate(sent["block"]) if key.endswith(f".{name}"))
        changed[place] = text
    return {**sent, "text": changed, "act": [act]}


def in_texts(database: Database, campaign_id: int, column: str, language: str) -> str:
    with database.reading() as session:
        return str(getattr(session.get_one(Campaign, campaign_id), column).get(language, ""))


def test_what_is_typed_anywhere_on_the_page_is_saved(desk: TestClient, database: Database, campaign_id: int) -> None:
    page = opened(desk, f"{SHEET}/kk")
    assert len(page["block"]) == len(page["seen"]) == len(page["text"]) > 8
    sent = typed(page, act="save:campaign.title", title=KAZAKH, summary="Аданы ұстады.")
    answer = desk.post(f"{SHEET}/kk?show=all", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{SHEET}/kk?show=all&page=1#campaign.title")
    assert in_texts(database, campaign_id, "title", "kk") == KAZAKH
    assert in_texts(database, campaign_id, "summary", "kk") == "Аданы ұстады."
    left = opened(desk, f"{SHEET}/kk?show=left")["block"]
    assert "campaign.title" not in left
    assert "campaign.background" in left


def test_the_second_save_sees_what_the_first_changed_and_loses_nothing(
    desk: TestClient, reviewer: TestClient, database: Database, campaign_id: int
) -> None:
    one, other = opened(desk, f"{SHEET}/kk"), opened(reviewer, f"{SHEET}/kk")
    assert desk.post(f"{SHEET}/kk", data=typed(one, title="Бірінші сөз")).status_code == 303
    refused = reviewer.post(f"{SHEET}/kk", data=typed(other, title="Екінші сөз", summary="Аданы ұстады."))
    assert refused.status_code == 422
    assert "Somebody changed this translation after you had opened it" in refused.text
    assert "Екінші" in refused.text
    assert re.search(r"<ins>.*Бірінші", refused.text)
    assert in_texts(database, campaign_id, "title", "kk") == "Бірінші сөз"
    assert in_texts(database, campaign_id, "summary", "kk") == "Аданы ұстады.", "what nobody else touched is saved"

    again = {name: re.findall(rf'name="{name}" value="([^"]+)"', refused.text) for name in ("block", "seen")}
    texts = [
        html.unescape(text)
        for text in re.findall(r"<textarea[^>]*name=\"text\"[^>]*>\n\n?([^<]*)</textarea>", refused.text)
    ]
    assert reviewer.post(f"{SHEET}/kk", data={**again, "text": texts, "act": "save"}).status_code == 303
    assert in_texts(database, campaign_id, "title", "kk") == "Екінші сөз"


def test_who_has_the_page_open_while_the_original_moves_on_is_shown_it(
    desk: TestClient, reviewer: TestClient, database: Database, campaign_id: int
) -> None:
    page = opened(desk, f"{SHEET}/kk")
    change_original(reviewer, "summary", "She was taken away at noon.")
    refused = desk.post(f"{SHEET}/kk", data=typed(page, summary="Аданы ұстады."))
    assert refused.status_code == 422
    assert "The original changed after you had opened it" in refused.text
    assert "taken away at noon" in refused.text
    assert in_texts(database, campaign_id, "summary", "kk") == ""


def change_original(client: TestClient, name: str, text: str) -> None:
    path = "/desk/campaigns/free-ada-example/texts"
    page = client.get(path).text
    sent = dict.fromkeys(re.findall(r'<textarea id="([a-z_]+)"', page), "")
    sent |= {k: html.unescape(v) for k, v in re.findall(r'<textarea id="([a-z_]+)"[^>]*>\n*([^<]*)</textarea>', page)}
    sent |= {k: html.unescape(v) for k, v in re.findall(r'<input id="([a-z_]+)"[^>]* value="([^"]*)"', page)}
    sent["seen"] = re.findall(r'name="seen" value="([0-9a-f]+)"', page)[0]
    answer = client.post(path, data=sent | {f"{name}_en": text})
    assert answer.status_code == 303, answer.text


def test_somebody_else_checks_and_an_outdated_one_is_said_to_fit(
    desk: TestClient, reviewer: TestClient, database: Database, campaign_id: int
) -> None:
    desk.post(f"{SHEET}/kk", data=typed(opened(desk, f"{SHEET}/kk"), title=KAZAKH, summary="Аданы ұстады."))
    own = desk.post(f"{SHEET}/kk", data=typed(opened(desk, f"{SHEET}/kk?show=all"), act="check:campaign.summary"))
    assert own.status_code == 422
    assert "you wrote it yourself" in own.text
    sent = typed(opened(reviewer, f"{SHEET}/kk?show=check"), act="check:campaign.summary")
    assert reviewer.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert "checked by <bdi>Ada Example</bdi>" in reviewer.get(f"{SHEET}/kk?show=all").text

    change_original(desk, "summary", "She was taken away at noon.")
    page = desk.get(f"{SHEET}/kk?show=left").text
    assert "Outdated" in page
    assert "What has changed in the original since" in page
    assert "1 translation is older than its original" in desk.get("/desk").text
    public = desk.get("/kk/campaigns/free-ada-example").text
    assert "older than the original" in public
    sent = typed(opened(reviewer, f"{SHEET}/kk?show=left"), act="fits:campaign.summary")
    assert reviewer.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert "older than the original" not in desk.get("/kk/campaigns/free-ada-example").text


def link_for(desk: TestClient, language: str = "kk", **more: str) -> str:
    answer = desk.post(
        "/desk/campaigns/free-ada-example/translators",
        data={"name": "Aigul", "language": language, "days": "3", **more},
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    found = re.search(rf"{BASE_URL}(/translate/[a-z0-9-]+)", answer.text)
    assert found
    return found[1]


def test_a_translator_without_an_account_hands_in_and_an_organiser_takes_over(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    path = link_for(desk)
    stranger = browser(settings, database)
    page = stranger.get(path)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert not re.search(r'href="[^"]*/desk["/?]', page.text)
    assert "Jean" not in page.text
    nameless = stranger.post(path, data=typed(opened(stranger, path), title=KAZAKH))
    assert nameless.status_code == 422
    assert KAZAKH in html.unescape(nameless.text)
    saved = stranger.post(path, data=typed(opened(stranger, path), title=KAZAKH) | {"translator": "Айгүл Үлгі"})
    assert saved.status_code == 303
    assert "1 text is saved" in stranger.get(saved.headers["location"]).text
    assert in_texts(database, campaign_id, "title", "kk") == "", "nothing is public before an organiser has read it"

    assert "1 text waits to be taken over" in desk.get("/desk").text
    waiting = desk.get(f"{SHEET}/kk?show=check")
    assert "Айгүл Үлгі" in waiting.text
    sent = typed(opened(desk, f"{SHEET}/kk?show=check"), act="take:campaign.title")
    assert desk.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert in_texts(database, campaign_id, "title", "kk") == KAZAKH
    assert "checked by <bdi>Ada Example</bdi>" in desk.get(f"{SHEET}/kk?show=all").text
    assert "waits to be taken over" not in desk.get("/desk").text


def test_nobody_takes_over_words_that_came_in_the_place_of_those_on_the_page(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    path = link_for(desk)
    stranger = browser(settings, database)
    stranger.post(path, data=typed(opened(stranger, path), title=KAZAKH) | {"translator": "Айгүл Үлгі"})
    sent = typed(opened(desk, f"{SHEET}/kk?show=check"), act="take:campaign.title")
    other = "Мүлде басқа сөз"
    again = typed(opened(stranger, f"{path}?show=all"), title=other) | {"translator": "Айгүл Үлгі"}
    assert stranger.post(path, data=again).status_code == 303
    refused = desk.post(f"{SHEET}/kk", data=sent)
    assert refused.status_code == 422
    assert "changed after you had opened the page" in refused.text
    assert other in html.unescape(refused.text)
    assert in_texts(database, campaign_id, "title", "kk") == ""
    sent = typed(opened(desk, f"{SHEET}/kk?show=check"), act="take:campaign.title")
    assert desk.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert in_texts(database, campaign_id, "title", "kk") == other


def test_what_was_declined_can_be_fetched_back(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    path = link_for(desk)
    stranger = browser(settings, database)
    stranger.post(path, data=typed(opened(stranger, path), title=KAZAKH) | {"translator": "Айгүл Үлгі"})
    sent = typed(opened(desk, f"{SHEET}/kk?show=check"), act="decline:campaign.title")
    assert desk.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert "waits to be taken over" not in desk.get("/desk").text
    sent = typed(opened(desk, f"{SHEET}/kk?show=all"), act="fetch:campaign.title")
    assert desk.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert KAZAKH in html.unescape(desk.get(f"{SHEET}/kk?show=check").text)


def test_a_link_ends_and_is_ended(settings: Settings, desk: TestClient, database: Database, campaign_id: int) -> None:
    path, other = link_for(desk), link_for(desk, "ar")
    stranger = browser(settings, database)
    with database.writing() as session:
        for link in session.exec(select(TranslatorLink)):
            assert path.rsplit("/", 1)[1].encode() not in link.token_digest
        link = session.exec(select(TranslatorLink).where(TranslatorLink.language == "kk")).one()
        link.created_at, link.ends_at = utc_now() - timedelta(days=4), utc_now() - timedelta(seconds=1)
        other_id = session.exec(select(TranslatorLink.id).where(TranslatorLink.language == "ar")).one()
    assert stranger.get(path).status_code == 410
    assert stranger.get(other).status_code == 200
    assert desk.post(f"/desk/campaigns/free-ada-example/translators/{other_id}/end").status_code == 303
    assert stranger.get(other).status_code == 410
    assert stranger.post(other, data={"translator": "Jean Modèle"}).status_code == 410
    assert stranger.get(path[:-1] + ("a" if path[-1] != "a" else "b")).status_code == 404
    assert stranger.get("/translate/nonsense").status_code == 404


def test_a_link_for_one_text_opens_no_other(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    path = link_for(desk, block="campaign.background")
    stranger = browser(settings, database)
    page = opened(stranger, f"{path}?show=all")
    assert page["block"] == ["campaign.background"]
    forged = {"block": ["campaign.title"], "seen": ["x-y"], "text": [KAZAKH], "translator": "Jean Modèle"}
    stranger.post(path, data=forged)
    with database.reading() as session:
        assert session.exec(select(TranslationDraft)).first() is None


def test_no_link_shows_what_is_on_hold(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    """A second person is planted, written about, translated by link, and then put on hold."""
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        session.add(
            Event(campaign_id=campaign.id, key="second", position=9, text={"en": "Police led Canary Secret away."})
        )
        session.add(Event(campaign_id=campaign.id, key="third", position=10, text={"en": "The port stood still."}))
        session.add(
            Case(campaign_id=campaign.id, key="second", position=9, kind=CaseKind.PERSON, name={"en": "Canary Secret"})
        )
    change_original(desk, "background", "Canary Secret chairs the union at the port.")
    path = link_for(desk)
    stranger = browser(settings, database)
    assert "Canary" in stranger.get(f"{path}?show=all").text
    sent = typed(opened(stranger, f"{path}?show=all"), background="Canary Secret кәсіподақты басқарады.")
    assert stranger.post(path, data=sent | {"translator": "Айгүл Үлгі"}).status_code == 303
    change_original(desk, "background", "The union at the port has a chair.")
    with database.reading() as session:
        case_id = session.exec(select(Case.id).where(Case.key == "second")).one()
    held = {"name_en": "Canary Secret", "consent": "not_asked", "gender": "unknown", "hold": "true"}
    assert desk.post(f"/desk/campaigns/free-ada-example/cases/{case_id}", data=held).status_code == 303
    for show in ("left", "check", "all"):
        for number in (1, 2, 3):
            assert "Canary" not in stranger.get(f"{path}?show={show}&page={number}").text, show
    refused = stranger.post(path, data=opened(stranger, f"{path}?show=all"))
    assert refused.status_code == 422
    assert "Canary" not in refused.text
    again = typed(opened(stranger, f"{path}?show=all"), background="Кәсіподақтың төрайымы бар.")
    assert stranger.post(path, data=again | {"translator": "Айгүл Үлгі"}).status_code == 303


def test_who_tries_too_often_is_told_to_wait(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.translating.public_routes.AT_MOST", 2)
    path = link_for(desk)
    stranger = browser(settings, database)
    answers = [stranger.post(path, data={"translator": "Jean Modèle"}).status_code for _ in range(3)]
    assert answers == [303, 303, 429]


def test_a_text_far_longer_than_its_original_is_refused(
    settings: Settings, desk: TestClient, database: Database, campaign_id: int
) -> None:
    path = link_for(desk)
    stranger = browser(settings, database)
    sent = typed(opened(stranger, path), title="сөз " * 200)
    refused = stranger.post(path, data=sent | {"translator": "Айгүл Үлгі"})
    assert refused.status_code == 422
    with database.reading() as session:
        assert session.exec(select(TranslationDraft)).first() is None


def test_a_translator_of_the_organisation_writes_and_does_not_publish(
    settings: Settings, database: Database, campaign_id: int
) -> None:
    translator = browser(settings, database, "petr@example.org")
    sent = typed(opened(translator, f"{SHEET}/kk"), title=KAZAKH)
    assert translator.post(f"{SHEET}/kk", data=sent).status_code == 303
    assert in_texts(database, campaign_id, "title", "kk") == ""
    sent = typed(opened(translator, f"{SHEET}/kk?show=all"), act="take:campaign.title")
    assert translator.post(f"{SHEET}/kk", data=sent).status_code == 422
    assert in_texts(database, campaign_id, "title", "kk") == ""
