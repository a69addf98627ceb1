"""A French or Spanish letter says nothing in English or Russian, whatever the kind of letter and of campaign."""

import re

import pytest
from sqlmodel import Session

from campaigns.directory import load_directory
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.render import letter_body
from campaigns.models.campaign import CampaignKind
from tests.campaigns.letters.every_kind import a_campaign, every_letter
from tests.html_tree import read_html

ENGLISH = re.compile(
    r"\b(the|and|of|to|with|for|is|are|was|were|by|this|that|which|your|our|from|has|have|been|not|who|at|we|you)\b"
    r"|\b(dear|yours|enclosures?|copy|copies|date|reference|case|union|committee|office)\b",
    re.IGNORECASE,
)
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
NAMES = (
    *("Example Federation of Trade Unions", "Example Trade Union Centre", "federation.example.org"),
    *("Statement of the union", "Example Dockers’ Union", "Example Port Ltd", "Example Street", "Example Town"),
    *("https://union.example.org/statement", "Case of", "office@federation.example.org", "International Labour Office"),
)
"""Proper names, and sources under their own titles."""
ALSO_THEIRS = {"fr": {"date", "case", "union"}, "es": set()}
"""Words that this language has as well."""


def words_of(contents: LetterContents) -> str:
    tree = read_html(f"<div>{letter_body(contents)}</div>")
    words = " ".join(tree.text().replace("\xa0", " ").split())
    for name in sorted((*NAMES, *contents.address), key=len, reverse=True):
        words = words.replace(name, " ")
    return words


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(CampaignKind))
def test_french_and_spanish_letters_hold_no_english_and_no_russian_word(session: Session, kind: CampaignKind) -> None:
    campaign = a_campaign(session, kind)
    for letter in every_letter(session, campaign):
        if letter.language not in ALSO_THEIRS:
            continue
        words = words_of(gather_letter(session, campaign=campaign, letter=letter))
        where = (letter.kind, letter.language)
        assert not CYRILLIC.search(words), (where, CYRILLIC.findall(words)[:20])
        found = {
            word for match in ENGLISH.finditer(words) if (word := match[0].lower()) not in ALSO_THEIRS[letter.language]
        }
        near = [words[max(match.start() - 30, 0) : match.end() + 30] for match in ENGLISH.finditer(words)]
        assert not found, (where, near[:6])


def test_offices_of_belarus_are_written_to_in_russian() -> None:
    """Nobody has vouched for a Belarusian form of address."""
    directory = load_directory()
    assert directory.countries["BY"].letter_languages == ("ru",)
    assert "be" not in directory.local_salutations
    assert not any("be" in office.dative for office in directory.offices if office.country == "BY")
