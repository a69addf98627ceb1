"""Six in the morning: an organiser makes a campaign from about ten facts, a reviewer publishes it, a new fact
arrives.
"""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.dossiers.jobs  # noqa: F401  # what publishing orders is registered there
from campaigns.actions.facts import TEXT_FIELDS
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from petitions.models.petition import Petition, PetitionState
from tests.jobs_running import run_jobs
from tests.journeys.signed_in import TEN_FACTS, a_desk


@pytest.fixture
def desk(settings: Settings, database: Database) -> dict[str, TestClient]:
    return a_desk(settings, database)


def test_ten_facts_make_a_campaign_that_a_second_person_publishes(
    desk: dict[str, TestClient], database: Database
) -> None:
    made = desk["organiser"].post("/desk/campaigns/new/arrest", data=TEN_FACTS)
    assert made.url.path == "/desk/campaigns/free-ada-example"
    assert desk["public"].get("/campaigns/free-ada-example").status_code == 404
    desk["organiser"].post("/desk/campaigns/free-ada-example/submit")

    assert desk["organiser"].post("/desk/campaigns/free-ada-example/publish").status_code == 409
    mine = desk["organiser"].get("/desk").text
    assert "Waits for a review by somebody else" in mine
    assert "Waits for your review" not in mine
    assert "Waits for your review" in desk["reviewer"].get("/desk").text
    assert desk["reviewer"].post("/desk/campaigns/free-ada-example/publish").url.path.endswith("free-ada-example")

    english = desk["public"].get("/campaigns/free-ada-example").text
    assert "Ada Example, chair of Dockers&#39; Union of Example Port, was arrested by the city police" in english
    assert "Drop every charge" in english
    assert "President of the Republic of Kazakhstan" in english
    russian = desk["public"].get("/ru/campaigns/free-ada-example").text
    assert "Освободите Аду Примерову" in russian
    assert "Вернуть профсоюзу помещение." in russian
    assert "1 мая 2026" in russian
    petition = desk["public"].get("/petitions/free-ada-example")
    assert "Free Ada Example" in petition.text
    assert "<form" in petition.text


def test_an_edit_makes_a_new_version_on_every_page(desk: dict[str, TestClient], database: Database) -> None:
    published = publish(desk)
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == published)).one()
        before = campaign.version
    event = {"date": "2026-05-03", "text_en": "A court extends her detention.", "text_ru": "Суд продлевает арест."}
    desk["organiser"].post(f"/desk/campaigns/{published}/events/new", data=event)
    page = desk["public"].get(f"/campaigns/{published}").text
    assert "A court extends her detention." in page
    assert f"Version {before + 1} " in page
    assert "added an event" in desk["organiser"].get(f"/desk/campaigns/{published}").text


def test_what_is_missing_is_said_in_the_readers_language(desk: dict[str, TestClient]) -> None:
    in_english_only = {key: value for key, value in TEN_FACTS.items() if not key.endswith("_ru")}
    desk["organiser"].post("/desk/campaigns/new/arrest", data=in_english_only)
    page = desk["organiser"].get("/ru/desk/campaigns/free-ada-example").text
    assert "Not there in Russian yet" not in page
    assert "На что посмотреть" in page
    assert "Not there in Russian yet" in desk["organiser"].get("/en/desk/campaigns/free-ada-example").text


def test_closing_and_reopening_keeps_the_history(desk: dict[str, TestClient], database: Database) -> None:
    slug = publish(desk)
    desk["organiser"].post(f"/desk/campaigns/{slug}/close", data={"outcome": "won"})
    assert state_of_petition(database, slug) is PetitionState.CLOSED
    assert "This campaign is closed: Won." in desk["public"].get(f"/campaigns/{slug}").text
    desk["organiser"].post(f"/desk/campaigns/{slug}/reopen")
    assert state_of_petition(database, slug) is PetitionState.OPEN
    trail = desk["organiser"].get(f"/desk/campaigns/{slug}").text
    for act in ("made the campaign", "published it", "closed it", "reopened it"):
        assert act in trail


def test_the_first_texts_read_as_if_somebody_had_written_them(desk: dict[str, TestClient]) -> None:
    slug = publish(desk)
    pages = [f"/ru/campaigns/{slug}", f"/ru/petitions/{slug}", f"/ru/campaigns/{slug}/letters/kz-president"]
    for page in (desk["public"].get(path).text for path in pages):
        assert "арестована 1 мая 2026" in page.replace("\N{NO-BREAK SPACE}", " ")
        assert "г.." not in page
    petition = desk["public"].get(pages[1]).text
    assert "Кому: Президенту Республики Казахстан" in petition
    letter = desk["public"].get(pages[2]).text
    assert letter.count("руководство незаконной забастовкой") == 1
    in_english = desk["public"].get(f"/en/campaigns/{slug}/letters/kz-president").text
    assert in_english.count("leading an unlawful strike") == 1


def test_only_what_can_be_signed_needs_people_now(desk: dict[str, TestClient]) -> None:
    slug = publish(desk)
    running = "Campaigns that need you now"
    resting = "Paused and closed campaigns"
    assert resting not in desk["public"].get("/").text
    for act in ("pause", "close"):
        desk["organiser"].post(f"/desk/campaigns/{slug}/{act}", data={"outcome": "won"})
        front = desk["public"].get("/").text
        assert front.index(running) < front.index(resting) < front.index("Free Ada Example")


def test_every_act_is_told_in_words(desk: dict[str, TestClient]) -> None:
    slug = publish(desk)
    desk["organiser"].post("/desk/settings/letterhead", data={"name": "Example Union"})
    desk["organiser"].post(f"/desk/petitions/{slug}/goal", data={"goal": "500"})
    settings = desk["organiser"].get("/desk/settings/trail").text
    for words in ("changed the letterhead", "set the goal of the petition", "petition <bdi>free-ada-example</bdi>"):
        assert words in settings
    assert f'href="/desk/campaigns/{slug}"' in settings
    assert not re.search(r"<div>(campaign|petition|signature|mailing|letterhead)[.:]\S", settings)


def test_the_letters_of_a_campaign_lead_back_to_it(desk: dict[str, TestClient]) -> None:
    slug = publish(desk)
    letters = desk["organiser"].get(f"/desk/campaigns/{slug}/letters").text
    assert f'href="/desk/campaigns/{slug}/facts"' in letters
    desk["organiser"].post(f"/desk/campaigns/{slug}/letters/appeal/kz-president", data={"language": "en"})
    begun = desk["organiser"].get("/desk/letters").text
    assert "President of the Republic of Kazakhstan (English)" in begun
    assert ">kz-president" not in begun


def test_who_does_not_want_to_be_named_is_named_nowhere(desk: dict[str, TestClient], database: Database) -> None:
    made = desk["organiser"].post("/desk/campaigns/new/arrest", data={**TEN_FACTS, "consent": "refused"})
    slug = made.url.path.rsplit("/", 1)[1]
    assert slug == "free-a-trade-unionist-arrested-in-kazakhstan"
    desk["organiser"].post(f"/desk/campaigns/{slug}/submit")
    desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    pages = public_pages(desk, slug)
    assert "Release the arrested trade unionist at once and without conditions." in pages[f"/campaigns/{slug}"]
    assert "Имён здесь нет" in pages[f"/ru/petitions/{slug}"]
    assert named_in(pages) == []


def test_a_hold_on_a_live_campaign_takes_the_name_off_every_page_at_once(
    desk: dict[str, TestClient], settings: Settings, database: Database
) -> None:
    configure_mail(settings)
    slug = publish(desk)
    run_jobs(database)
    assert desk["public"].get(f"/campaigns/{slug}/dossier.pdf").status_code == 200
    texts = texts_of(database, slug)
    texts["background_en"] = "Example has led the union since 2019."
    desk["organiser"].post(f"/desk/campaigns/{slug}/texts", data=texts)
    assert len(named_in(public_pages(desk, slug))) > 5

    change_person(desk, database, slug, hold="yes", hold_reason="The family asks for silence.")
    assert desk["public"].get(f"/campaigns/{slug}").status_code == 404
    moved = campaign_in(database).slug
    pages = public_pages(desk, moved)
    assert named_in(pages) == []
    assert state_of_petition(database, moved) is PetitionState.OPEN
    assert desk["public"].get(f"/campaigns/{moved}/dossier.pdf").status_code == 503
    overview = desk["organiser"].get(f"/desk/campaigns/{moved}").text
    assert "background (en)" in overview
    assert f"The page is now at /campaigns/{moved}" in overview
    assert "made the campaign" in overview

    change_person(desk, database, moved, hold="")
    shown = desk["public"].get(f"/campaigns/{moved}").text
    assert "Example has led the union since 2019." in shown
    assert "Free Ada Example" in shown


def test_words_of_one_s_own_that_name_somebody_on_hold_stop_the_petition(
    desk: dict[str, TestClient], database: Database
) -> None:
    slug = publish(desk)
    texts = texts_of(database, slug)
    texts["petition_text_en"] = "Ada Example must be free."
    desk["organiser"].post(f"/desk/campaigns/{slug}/texts", data=texts)
    change_person(desk, database, slug, hold="yes")
    slug = campaign_in(database).slug
    assert state_of_petition(database, slug) is PetitionState.PAUSED
    texts = texts_of(database, slug)
    texts["petition_text_en"] = "Whoever is locked up for union work must be free."
    desk["organiser"].post(f"/desk/campaigns/{slug}/texts", data=texts)
    assert state_of_petition(database, slug) is PetitionState.OPEN


def test_a_corrected_name_reaches_every_text_that_nobody_has_changed_by_hand(
    desk: dict[str, TestClient], database: Database
) -> None:
    slug = publish(desk)
    texts = texts_of(database, slug)
    texts["summary_en"] = "Ada Example, a docker, sits in a cell."
    desk["organiser"].post(f"/desk/campaigns/{slug}/texts", data=texts)
    change_person(desk, database, slug, name_en="Adele Example")
    page, petition = (desk["public"].get(f"/{room}/{slug}").text for room in ("campaigns", "petitions"))
    assert page.count("Ada Example") == page.count("Ada Example, a docker, sits in a cell.")
    assert "Adele Example, chair of Dockers&#39; Union" in page
    assert "Release Adele Example at once" in page
    assert "Release Adele Example at once" in petition
    letter = desk["public"].get(f"/campaigns/{slug}/letters/kz-president").text
    assert "Adele Example" in letter


@pytest.mark.parametrize(("act", "words"), [("return", "What should be changed"), ("close", "How did it end?")])
def test_a_decision_without_its_words_is_asked_for_on_its_page(
    desk: dict[str, TestClient], act: str, words: str
) -> None:
    if act == "close":
        slug = publish(desk)
    else:
        desk["organiser"].post("/desk/campaigns/new/arrest", data=TEN_FACTS)
        slug = "free-ada-example"
        desk["organiser"].post(f"/desk/campaigns/{slug}/submit")
    answer = desk["organiser"].post(f"/desk/campaigns/{slug}/{act}", data={})
    assert answer.status_code == 422
    assert "One answer needs another look" in answer.text
    assert answer.text.count(words) >= 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Please fill this in."),
        ("name", "x" * 10_000, "This is too long"),
        ("name", "Ada\u202e", "characters that cannot be shown"),
        ("date", "1 May", "Please write a day, month or year"),
        ("country", "XX", "Please choose a country"),
        ("source_url", "javascript:alert(1)", "begins with https://"),
        ("office", "no-such-office", "Choose the office"),
        ("risk_considered", "", "Please fill this in."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    desk: dict[str, TestClient], field: str, value: str, words: str
) -> None:
    answer = desk["organiser"].post("/desk/campaigns/new/arrest", data={**TEN_FACTS, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Dockers&#39; Union of Example Port" in answer.text
    assert desk["organiser"].get("/desk/campaigns").text.count("Free Ada Example") == 0


def publish(desk: dict[str, TestClient]) -> str:
    desk["organiser"].post("/desk/campaigns/new/arrest", data=TEN_FACTS)
    desk["organiser"].post("/desk/campaigns/free-ada-example/submit")
    desk["reviewer"].post("/desk/campaigns/free-ada-example/publish")
    return "free-ada-example"


def state_of_petition(database: Database, slug: str) -> PetitionState:
    with database.reading() as session:
        return session.exec(select(Petition).where(Petition.slug == slug)).one().state


def public_pages(desk: dict[str, TestClient], slug: str) -> dict[str, str]:
    """What anybody may read of a campaign, in both languages."""
    paths = [
        f"{language}{path}"
        for language in ("", "/ru")
        for path in (
            "/",
            f"/campaigns/{slug}",
            f"/petitions/{slug}",
            f"/petitions/{slug}/embed",
            f"/campaigns/{slug}/letters",
            f"/campaigns/{slug}/letters/kz-president",
        )
    ]
    return {path: desk["public"].get(path).text for path in paths}


def named_in(pages: dict[str, str]) -> list[str]:
    return [
        path for path, text in pages.items() if re.search(r"\b(Ada|Example has|Ад[ауы]|Примеров\w*)\b|free-ada", text)
    ]


def campaign_in(database: Database) -> Campaign:
    with database.reading() as session:
        return session.exec(select(Campaign)).one()


def texts_of(database: Database, slug: str) -> dict[str, str]:
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).one()
        return {
            f"{name}_{code}": getattr(campaign, name).get(code, "") for name in TEXT_FIELDS for code in ("en", "ru")
        }


def change_person(desk: dict[str, TestClient], database: Database, slug: str, **changed: str) -> None:
    with database.reading() as session:
        person = session.exec(select(Case)).one()
    typed = {f"name_{code}": person.name[code] for code in ("en", "ru")}
    typed |= {f"role_{code}": person.role[code] for code in ("en", "ru")}
    typed |= {"gender": person.gender.value, "consent": person.consent.value}
    answer = desk["organiser"].post(f"/desk/campaigns/{slug}/cases/{person.id}", data={**typed, **changed})
    assert answer.status_code == 200, answer.text
