"""What is said where a part of a form is empty, and how quotation marks stand inside others."""

import pytest
from sqlmodel import Session

from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.sections import Rows
from campaigns.letters.typography import quoted
from campaigns.models.campaign import Campaign, CampaignKind
from tests.campaigns.letters.every_kind import a_campaign, complete


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return a_campaign(session, CampaignKind.ARREST)


def written(session: Session, campaign: Campaign, kind: LetterKind, office: str, *left_out: str) -> LetterContents:
    letter = complete(session, campaign, kind, office, "en")
    letter.answers = {name: said for name, said in letter.answers.items() if name not in left_out}
    return gather_letter(session, campaign=campaign, letter=letter)


def headings(contents: LetterContents) -> list[str]:
    return [section.heading for section in contents.sections if section.heading]


def test_the_headings_of_a_communication_count_on_past_a_part_that_is_empty(
    session: Session, campaign: Campaign
) -> None:
    kind, office = LetterKind.UN_COMMUNICATION, "ohchr-special-procedures"
    whole = headings(written(session, campaign, kind, office))
    without = headings(written(session, campaign, kind, office, "steps"))
    assert [one.split()[0] for one in whole[:7]] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert [one.split()[0] for one in without[:6]] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert without[4] == "5. Consent"


def test_a_questionnaire_keeps_its_numbers_and_says_that_it_has_no_answer(session: Session, campaign: Campaign) -> None:
    contents = written(session, campaign, LetterKind.UN_WGAD, "un-wgad", "steps")
    assert headings(contents)[:7] == headings(written(session, campaign, LetterKind.UN_WGAD, "un-wgad"))[:7]
    part = next(section for section in contents.sections if section.name == "steps")
    assert [getattr(block, "text", "") for block in part.blocks] == [
        "We have no information on this in the case of Ada Example."
    ]
    assert "steps" in {warning.field for warning in contents.warnings}


@pytest.mark.parametrize(
    ("language", "who"), [("en", "the police"), ("fr", "la police"), ("es", "la policía"), ("ru", "полиция")]
)
def test_who_made_the_arrest_is_taken_from_what_was_told_at_the_launch(
    session: Session, campaign: Campaign, language: str, who: str
) -> None:
    letter = complete(session, campaign, LetterKind.UN_WGAD, "un-wgad", language)
    letter.answers = {name: said for name, said in letter.answers.items() if name != "arrested_by"}
    contents = gather_letter(session, campaign=campaign, letter=letter)
    rows = next(block for section in contents.sections for block in section.blocks if section.name == "arrest")
    assert isinstance(rows, Rows)
    assert who in [said for _label, said in rows.rows]


@pytest.mark.parametrize(
    ("title", "language", "shown"),
    [
        ('"News": the right to speak', "en", "“‘News’: the right to speak”"),
        ("«Примерные вести»: право говорить", "ru", "«„Примерные вести“: право говорить»"),
        ("« Nouvelles » : le droit de parler", "fr", "« “Nouvelles” : le droit de parler »"),
        ("«Noticias»: el derecho a hablar", "es", "«“Noticias”: el derecho a hablar»"),
    ],
)
def test_quotation_marks_inside_others_take_the_other_form(title: str, language: str, shown: str) -> None:
    assert quoted(title, language).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_the_dossier_among_the_enclosures_is_quoted_once(session: Session) -> None:
    closed = a_campaign(session, CampaignKind.OUTLET_CLOSED)
    letter = complete(session, closed, LetterKind.PROTEST, "kz-president", "ru")
    contents = gather_letter(session, campaign=closed, letter=letter)
    assert contents.enclosures[0].startswith("Досье «„")
    assert "««" not in contents.enclosures[0]
