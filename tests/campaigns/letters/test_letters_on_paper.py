"""Letters of record and of supporters as PDF: what they say, where the address stands, when they are drafts."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from campaigns.facts.gather import gather_facts
from campaigns.letters.blocks import Supporter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import letter_text, print_letter
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import sentences
from campaigns.models.campaign import Campaign
from tests.campaigns.letters.papers import (
    ASTANA,
    GENEVA,
    a_letter,
    check_by_qpdf,
    confirmed,
    places_of,
    printed,
    words_of,
)
from tests.factories.letters import a_mission, a_sender, an_arrest

pytestmark = pytest.mark.slow


@pytest.fixture
def mission(session: Session) -> Campaign:
    return a_mission(session, a_sender(session))


@pytest.fixture
def arrest(session: Session) -> Campaign:
    return an_arrest(session, a_sender(session))


def test_the_president_of_kazakhstan_gets_a_letter_in_english(session: Session, mission: Campaign) -> None:
    confirmed(session, mission, "kz-president", ASTANA)
    letter = a_letter(session, mission, "kz-president", "en")
    letter.our_reference = "KZ-2026-07"
    letter.enclosures = ["Recommendations of the Mission", "List of the persons named"]
    letter.copies = ["International Labour Office, Geneva"]
    reader = printed(session, mission, letter)
    text = words_of(reader)
    for words in (
        "H.E. the President of the Republic of Kazakhstan Akorda",
        "Our reference KZ-2026-07",
        "Example Town, 4 May 2026",
        "Kazakhstan – Labour rights in Central Asia: what the Monitoring Mission asks",
        "Excellency,",
        "(Bishkek, 14–16 November 2019), who represented organisations from twelve countries",
        "The main events since 2011:",
        "July 2019 Erlan Baltabai was sentenced to seven years in prison.",
        "1948 (No. 87; ratified in 2000) and the Right to Organise and Collective Bargaining Convention, 1949 (No. 98)",
        "We respectfully ask you and the Government of the Republic of Kazakhstan to:",
        "each of these seven points",
        "Yours respectfully,",
        "Jean Modèle General Secretary Example Federation of Trade Unions",
        "Enclosures: 2 1. Recommendations of the Mission 2. List of the persons named",
        "cc International Labour Office, Geneva",
        "page 2 of 2",
    ):
        assert words in text, words
    assert "DRAFT" not in text
    assert "Re:" not in text
    assert len(reader.pages) == 2
    _assert_demands(session, mission, text, "en")


def test_the_president_of_kazakhstan_gets_a_letter_in_russian(session: Session, mission: Campaign) -> None:
    confirmed(session, mission, "kz-president", ASTANA)
    reader = printed(session, mission, a_letter(session, mission, "kz-president", "ru"))
    text = words_of(reader)
    for words in (
        "Президенту Республики Казахстан Akorda",
        "Примерск, 4 мая 2026 г.",
        "Ваше Превосходительство!",
        "Обращаемся к Вам как к главе государства. Речь идёт о правах трудящихся и профсоюзов Республики Казахстан"
        " (кампания «Трудовые права в Центральной Азии: требования мониторинговой миссии»).",
        "14–16 ноября 2019 г.), которые представляли организации из двенадцати стран.",
        "Основные события с 2011 года:",
        "июль 2019 г. Ерлан Балтабай приговорён к семи годам лишения свободы.",
        "Для Республики Казахстан обязательны Конвенция 1948 года о свободе ассоциации",
        "(№ 87; ратифицирована в 2000 году) и Конвенция 1949 года",
        "Убедительно просим Вас и Правительство Республики Казахстан:",
        "по каждому из этих семи пунктов",
        "С уважением,",
        "Генеральный секретарь",
        "Пётр Примеров",
        "Приложения: 1",
        "Копии Международное бюро труда, Бюро по деятельности трудящихся (ACTRAV)",
        "стр. 2 из 2",
    ):
        assert words in text, words
    assert "ЧЕРНОВИК" not in text
    _assert_demands(session, mission, text, "ru")
    left, _top = places_of(reader)["Ваше Превосходительство!"]
    assert 60 < left < 100, "the salutation stands in the middle"


def _assert_demands(session: Session, campaign: Campaign, text: str, language: str) -> None:
    """All seven, numbered as they are, each action a sentence."""
    facts = gather_facts(session, campaign, language=language)
    assert len(facts.addressees[0].demands) == 7
    for demand in facts.addressees[0].demands:
        whole = sentences([with_quotes(str(action), language) for action in demand.actions])
        assert f"{demand.number}. {whole}" in text, demand.key


def test_a_demand_without_a_number_gets_none(session: Session, mission: Campaign) -> None:
    text = words_of(printed(session, mission, a_letter(session, mission, "tm-president", "en")))
    assert "We respectfully ask you to: Reform the political system. Give independent media" in text
    assert "1. Reform" not in text
    assert "Erlan" not in text
    assert "Convention" not in text, "nobody has looked up what binds Turkmenistan"
    assert "tells us what has been decided in the matter of “Labour rights in Central Asia" in text


def test_an_office_beside_those_named_is_asked_to_help(session: Session, mission: Campaign) -> None:
    text = words_of(printed(session, mission, a_letter(session, mission, "kz-labour", "en")))
    assert "Dear Minister," in text
    assert "These requests were made to the President and Government of the Republic of Kazakhstan." in text
    russian = words_of(printed(session, mission, a_letter(session, mission, "kz-labour", "ru")))
    assert "Министру труда и социальной защиты населения Республики Казахстан" in russian
    assert "адресованы Президенту и Правительству Республики Казахстан." in russian


def test_the_salutation_follows_the_holder(session: Session, mission: Campaign) -> None:
    letter = a_letter(session, mission, "kz-president", "en")
    said = {}
    for holder in ("unknown", "woman", "man"):
        letter.holder = holder
        said[holder] = gather_letter(session, campaign=mission, letter=letter).salutation
    assert said == {"unknown": "Excellency,", "woman": "Madam President,", "man": "Mr President,"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_director_general_is_asked_on_one_page_for_one_person(
    session: Session, arrest: Campaign, language: str
) -> None:
    confirmed(session, arrest, "ilo-dg", GENEVA)
    letter = a_letter(session, arrest, "ilo-dg", language, LetterKind.ILO_DG_INTERVENTION)
    reader = printed(session, arrest, letter)
    text = words_of(reader)
    expected = {
        "en": (
            "The Director-General International Labour Office 4 route des Morillons",
            "Request for your intervention – Free Ada Example",
            "Dear Director-General,",
            "with the Government of the Republic of Exemplia concerning the case of Ada Example.",
            "Who. Ada Example, chair of the Dockers’ Union of Exemplia.",
            "What has happened.",
            "3 May 2026: Police arrested Ada Example",
            "Where held. Remand Prison No. 1, Exampleville.",
            "The personal freedom of Ada Example is at stake.",
            "1. Release Ada Example at once. Drop all charges against her.",
            "can be reached by day and by night: +41 00 000 00 01, urgent@federation.example.org.",
            "it is not a complaint to the Committee on Freedom of Association",
            "Yours sincerely,",
            "(ACTRAV)",
            "International Trade Union Confederation (ITUC)",
        ),
        "ru": (
            "Генеральному директору Международного бюро труда International Labour Office",
            "Просьба о вмешательстве — Свободу Аде Экзампл",
            "Уважаемый господин Генеральный директор!",
            "обратиться к Правительству Республики Примерия. Речь идёт о деле Ады Экзампл.",
            "Кто. Ада Экзампл, председатель Профсоюза докеров Примерии.",
            "Место содержания под стражей. Следственный изолятор № 1, Примерск.",
            "Под стражей находится Ада Экзампл.",
            "1. Немедленно освободить Аду Экзампл. Снять с неё все обвинения.",
            "не является жалобой в Комитет по свободе объединения",
            "С уважением,",
        ),
    }
    for words in expected[language]:
        assert " ".join(words.split()) in text, words
    assert len(reader.pages) == 1


def test_the_director_general_hears_of_several_countries_on_two_pages(session: Session, mission: Campaign) -> None:
    letter = a_letter(session, mission, "ilo-dg", "en", LetterKind.ILO_DG_INTERVENTION)
    reader = printed(session, mission, letter)
    text = words_of(reader)
    assert "the Governments of the Republic of Kazakhstan and Turkmenistan" in text
    assert "President and Government of the Republic of Kazakhstan: 1. Free Erlan Baltabai and clear" in text
    assert "President of Turkmenistan: Reform the political system and open the country." in text
    assert "IndustriALL Global Union" in text
    assert len(reader.pages) <= 2


def test_a_draft_says_so_and_prints_no_address_that_nobody_confirmed(session: Session, mission: Campaign) -> None:
    for language, word, gap in (
        ("en", "DRAFT", "[address not confirmed] Astana KAZAKHSTAN"),
        ("ru", "ЧЕРНОВИК", "[адрес не подтверждён] Астана РЕСПУБЛИКА КАЗАХСТАН / KAZAKHSTAN"),
    ):
        text = words_of(printed(session, mission, a_letter(session, mission, "kz-president", language)))
        assert word in text
        assert gap in text
        assert "Mangilik" not in text


def test_what_another_organisation_confirmed_does_not_count(session: Session, mission: Campaign) -> None:
    other = an_arrest(session, a_sender(session))
    confirmed(session, other, "kz-president", ASTANA)
    contents = gather_letter(session, campaign=mission, letter=a_letter(session, mission, "kz-president", "en"))
    assert not contents.is_clean
    assert "Akorda" not in contents.address


def test_a_letter_without_signatory_and_place_stays_a_draft(session: Session, mission: Campaign) -> None:
    confirmed(session, mission, "kz-president", ASTANA)
    letter = a_letter(session, mission, "kz-president", "en")
    assert gather_letter(session, campaign=mission, letter=letter).is_clean
    letter.signatory_name = letter.place = ""
    contents = gather_letter(session, campaign=mission, letter=letter)
    assert {lack.field for lack in contents.lacks} == {"signatory_name", "place"}
    assert "[name]" in words_of(printed(session, mission, letter))


def test_an_address_stands_in_the_window_of_the_envelope(session: Session, mission: Campaign) -> None:
    confirmed(session, mission, "kz-labour", ["House of Ministries, entrance 6", *ASTANA[1:]])
    places = places_of(printed(session, mission, a_letter(session, mission, "kz-labour", "ru")))
    lines = [words for words in places if words.startswith(("Министру", "House", "6 Mangilik", "010000", "KAZAKHSTAN"))]
    assert len(lines) == 5
    for words in lines:
        left, top = places[words]
        assert 20 <= left <= 105, words
        assert 50 <= top <= 90, words


def test_an_address_that_is_too_long_for_the_window_stops_the_letter(session: Session, mission: Campaign) -> None:
    confirmed(session, mission, "kz-labour", [f"Line {number}" for number in range(8)])
    contents = gather_letter(session, campaign=mission, letter=a_letter(session, mission, "kz-labour", "ru"))
    assert [lack.field for lack in contents.stops] == ["lines"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_file_is_sound_tagged_and_says_its_language(
    session: Session, mission: Campaign, language: str, tmp_path: Path
) -> None:
    contents = gather_letter(session, campaign=mission, letter=a_letter(session, mission, "kz-president", language))
    pdf = print_letter(contents)
    assert "No syntax or stream encoding errors found" in check_by_qpdf(pdf.content, tmp_path)
    reader = PdfReader(io.BytesIO(pdf.content))
    catalogue: Any = reader.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == language
    assert reader.metadata
    assert reader.metadata.title == contents.subject
    assert pdf.pages == len(reader.pages)
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_a_supporters_letter_speaks_in_the_first_person(session: Session, mission: Campaign) -> None:
    letter = a_letter(session, mission, "kz-president", "en")
    supporter = Supporter("Ada Example", "Lyon, France", "Dockers’ Union of Exemplia")
    contents = gather_letter(session, campaign=mission, letter=letter, supporter=supporter)
    text = words_of(PdfReader(io.BytesIO(print_letter(contents).content)))
    assert contents.is_clean
    assert "I am writing to you" in text
    assert "Lyon, France, 4 May 2026" in text
    assert "H.E. the President of the Republic of Kazakhstan Astana KAZAKHSTAN" in text
    for word in (" We ", "Enclosure", "cc ", "DRAFT", "Mangilik", "Federation"):
        assert word not in text, word


def test_a_name_in_another_script_stands_in_a_russian_letter(session: Session, mission: Campaign) -> None:
    letter = a_letter(session, mission, "kz-president", "ru")
    contents = gather_letter(session, campaign=mission, letter=letter, supporter=Supporter("سعيد المثال", "تونس"))
    assert print_letter(contents).pages >= 1


def test_letters_of_two_cases_share_no_paragraph_but_salutation_and_closing(
    session: Session, mission: Campaign, arrest: Campaign
) -> None:
    def paragraphs(campaign: Campaign, office: str) -> set[str]:
        contents = gather_letter(session, campaign=campaign, letter=a_letter(session, campaign, office, "en"))
        return {" ".join(part.split()) for part in str(letter_text(contents)).split("<p")[1:]}

    assert len(paragraphs(mission, "kz-president")) > 5
    assert not paragraphs(mission, "kz-president") & paragraphs(arrest, "zz-president")
