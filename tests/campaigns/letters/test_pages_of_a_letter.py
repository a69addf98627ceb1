"""How a letter fills its pages: on one if it can, and nothing lonely on the second."""

import pytest
from sqlmodel import Session

from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import print_letter
from tests.campaigns.letters.papers import ASTANA, GENEVA, a_letter, confirmed, placed, places_of, printed
from tests.factories.letters import a_mission, a_sender, an_arrest

SENTENCE = {
    "en": "The workers of the port have asked for nothing but what the law of their country promises them.",
    "ru": "Рабочие порта не просили ничего, кроме того, что обещает им закон их собственной страны.",
}
CLOSING = {"en": "Yours sincerely,", "ru": "С уважением,"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_second_page_holds_more_than_a_sentence_and_the_signature(session: Session, language: str) -> None:
    campaign = an_arrest(session, a_sender(session))
    confirmed(session, campaign, "ilo-dg", GENEVA)
    pages = set()
    for sentences in (0, 4, 7, 10, 13, 16):
        letter = a_letter(session, campaign, "ilo-dg", language, LetterKind.ILO_DG_INTERVENTION)
        letter.own_words = "\n\n".join([SENTENCE[language]] * sentences)
        reader = printed(session, campaign, letter)
        pages.add(len(reader.pages))
        if len(reader.pages) == 1:
            continue
        tops = places_of(reader, 1)
        closing = tops[CLOSING[language]][1]
        above = {round(top) for _left, top in tops.values() if 35 < top < closing - 1}
        assert len(above) >= 3, f"{sentences} sentences: only {len(above)} lines above the closing"
    assert pages == {1, 2}


def test_office_and_name_of_a_russian_letter_each_stand_on_their_line(session: Session) -> None:
    campaign = an_arrest(session, a_sender(session))
    confirmed(session, campaign, "ilo-dg", GENEVA)
    letter = a_letter(session, campaign, "ilo-dg", "ru", LetterKind.ILO_DG_INTERVENTION)
    letter.own_words = SENTENCE["ru"]
    places = places_of(printed(session, campaign, letter))
    (office_left, office), (name_left, name) = places["Генеральный секретарь"], places["Пётр Примеров"]
    assert office_left == pytest.approx(25, abs=0.5)
    assert name_left > 130
    assert 0 <= name - office < 6
    enclosures, copies = places["Приложения: 1"], places["Копии"]
    assert enclosures[1] == pytest.approx(copies[1], abs=0.5)
    assert name < enclosures[1]
    assert copies[0] > 100


@pytest.mark.slow
def test_the_last_of_many_demands_never_begins_a_page_alone(session: Session) -> None:
    campaign = a_mission(session, a_sender(session))
    confirmed(session, campaign, "kz-president", ASTANA)
    for sentences in range(7):
        letter = a_letter(session, campaign, "kz-president", "en")
        letter.own_words = "\n\n".join([SENTENCE["en"]] * sentences)
        pages = [page.extract_text() for page in printed(session, campaign, letter).pages]
        last = next(text for text in pages if "Bring the criminal and administrative laws" in text)
        assert "Amend the Law" in last, f"{sentences} sentences: the seventh demand stands alone"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "is_small"), [("Example Federation", False), ("The Federation of Transport and Port Unions " * 4, True)]
)
def test_whereto_a_letter_comes_back_keeps_its_street(session: Session, name: str, is_small: bool) -> None:
    """Above the addressee, in the 5 mm that the window has for it."""
    sender = a_sender(session)
    sender.name = name.strip()
    campaign = an_arrest(session, sender)
    confirmed(session, campaign, "ilo-dg", GENEVA)
    letter = a_letter(session, campaign, "ilo-dg", "en", LetterKind.ILO_DG_INTERVENTION)
    contents = gather_letter(session, campaign=campaign, letter=letter)
    assert contents.sender.return_is_long is is_small
    assert "12 Example Street · 1200 Example Town" in contents.sender.return_line
    lines = [piece for piece in placed(print_letter(contents).content) if piece.top < 50 and piece.bottom > 45]
    assert lines
    assert all(45 <= piece.top < piece.bottom <= 50 for piece in lines), lines
