"""An organiser leaves one word of the launch without its Russian form: the Russian texts are read all the same, the
word stands there in English and says so, and every place at the desk names it until it is translated.
"""

import re

import pytest
from markupsafe import Markup
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.facts import change_demand
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand
from campaigns.models.texts import foreign_in, unmarked
from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.foreign import with_foreign
from tests.factories.accounts import an_organiser
from tests.journeys.signed_in import TEN_FACTS, a_desk

AT = "/desk/campaigns/free-ada-example"
WORD = "the city police"
MARKED = f'<bdi lang="en">{WORD}</bdi>'
FACTS = {key: value for key, value in TEN_FACTS.items() if key != "authority_ru"}


@pytest.fixture
def launched(settings: Settings, database: Database) -> dict[str, TestClient]:
    desk = a_desk(settings, database)
    desk["organiser"].post("/desk/campaigns/new/arrest", data=FACTS)
    return desk


def publish(browsers: dict[str, TestClient]) -> None:
    browsers["organiser"].post(f"{AT}/submit")
    browsers["reviewer"].post(f"{AT}/publish")


def test_the_russian_petition_is_read_in_russian_with_one_english_word_in_it(
    launched: dict[str, TestClient],
) -> None:
    publish(launched)
    petition = launched["public"].get("/ru/petitions/free-ada-example").text
    assert "Освободите Аду Примерову" in petition
    assert MARKED in petition
    assert "⟨" not in petition
    page = launched["public"].get("/ru/campaigns/free-ada-example").text
    assert MARKED in page
    assert "Вернуть профсоюзу помещение." in page


def test_a_demand_without_a_russian_text_is_asked_in_english_and_says_so(
    settings: Settings, database: Database
) -> None:
    desk = a_desk(settings, database)
    facts = {**TEN_FACTS, "own_demands": "Return the union's office & archive.", "own_demands_ru": ""}
    desk["organiser"].post("/desk/campaigns/new/arrest", data=facts)
    publish(desk)
    petition = desk["public"].get("/ru/petitions/free-ada-example").text
    assert re.search(r'<bdi lang="en">Return the union(&#39;|\')s office &amp; archive\.</bdi>', petition)
    french = desk["public"].get("/fr/petitions/free-ada-example").text
    assert '<bdi lang="en">Return the union' in french, "nobody signs less in one language than in another"
    overview = desk["organiser"].get(f"/en{AT}").text
    assert "Words that are not translated stand in the texts in Russian: “Return the union" in overview
    assert "Return the union" in desk["organiser"].get(f"/en{AT}/translate/ru?show=left").text
    handed_on = desk["organiser"].get(f"/en{AT}/appeal?language=ru").text
    assert handed_on.count('<bdi lang="en">Return the union') == 2, "in the appeal and in the mail to partners"
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        (demand,) = (one for one in session.exec(select(Demand)) if "ru" not in one.summary)
        values = {"summary": {**demand.summary, "ru": "Вернуть помещение и архив."}}
        translator = an_organiser(session, session.exec(select(Organisation)).one(), email="third@example.org")
        change_demand(session, user=translator, campaign=campaign, demand=demand, values=values)
    petition = desk["public"].get("/ru/petitions/free-ada-example").text
    assert "Вернуть помещение и архив." in petition
    assert "archive" not in petition


def test_the_checklist_names_the_word_and_the_sheet_is_not_green(launched: dict[str, TestClient]) -> None:
    overview = launched["organiser"].get(f"/en{AT}").text
    assert f"Words that are not translated stand in the texts in Russian: “{WORD}”." in overview
    sheet = launched["organiser"].get(f"/en{AT}/translate/ru?show=left").text
    assert f"Missing words: {WORD}" in sheet
    every = launched["organiser"].get(f"/en{AT}/translate/ru?show=all").text
    parts = every.split('<article class="block" id="')[1:]
    assert all("Missing words" in part for part in parts if f"⟨en: {WORD}⟩" in part)
    assert "Слова без перевода" in launched["organiser"].get(f"/ru{AT}/translate/ru?show=left").text


def test_once_the_word_is_translated_every_text_follows(launched: dict[str, TestClient], database: Database) -> None:
    correction = FACTS | {"authority_ru": "городская полиция", "seen": ""}
    answer = launched["organiser"].post(f"{AT}/launch/arrest", data=correction)
    assert answer.status_code == 200
    with database.reading() as session:
        campaign = session.exec(select(Campaign)).one()
        assert "городская полиция" in campaign.petition_text["ru"]
        assert WORD not in campaign.petition_text["ru"]


def test_a_letter_with_the_word_in_it_stays_a_draft_that_names_it(launched: dict[str, TestClient]) -> None:
    letters = launched["organiser"].get(f"/en{AT}/letters/appeal/kz-president?language=ru").text
    assert f"These words are not translated into the letter’s language yet: “{WORD}”" in letters
    publish(launched)
    offered = launched["public"].get("/ru/campaigns/free-ada-example/letters/kz-president")
    assert f"⟦{WORD}⟧" not in offered.text
    assert f"[{WORD}]" not in offered.text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("⟨en: the city police⟩ came", "the city police came"),
        ("“free [sic: freed]” [no: 5]", None),
        ("[en: the report](https://union.example.org)", None),
        ("Mr Exam⟨de: ple⟩ was beaten", None),
        ("so ⟨ed: then⟩", None),
    ],
)
def test_only_a_language_marks_whole_words_as_foreign(written: str, read: str | None) -> None:
    assert unmarked(written) == (read or written)
    assert bool(foreign_in(written)) == (read is not None)


def test_foreign_words_are_marked_whole_and_never_inside_of_others() -> None:
    page = with_foreign(Markup("<p class=amp>other the &amp; amp</p>"), [("en", "the"), ("en", "amp")])
    assert page == '<p class=amp>other <bdi lang="en">the</bdi> &amp; <bdi lang="en">amp</bdi></p>'


def test_the_desk_shows_the_word_and_not_what_marks_it(launched: dict[str, TestClient]) -> None:
    demand = re.search(rf"{AT}/demands/\d+/concerns", launched["organiser"].get(f"{AT}/facts").text)
    assert demand is not None
    paths = ("/desk", AT, f"{AT}/facts", demand[0], f"{AT}/outcome", f"{AT}/preview/page", f"{AT}/preview/petition")
    for path in paths:
        assert "⟨" not in launched["organiser"].get(f"/ru{path}").text, path
