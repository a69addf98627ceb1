"""Quotation marks, unbreakable spaces, lists and sentences by language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.letters.typography import UNBROKEN, unbroken, unbroken_html, with_quotes
from campaigns.letters.wording import listed, number_of, sentence, sentences


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "the Law 'On Trade Unions'", "the Law “On Trade Unions”"),
        ("en", 'the movement "Bir Duino".', "the movement “Bir Duino”."),
        ("en", "the Fuel-and-Energy Workers' Union", "the Fuel-and-Energy Workers’ Union"),
        ("en", "its unions' 'voluntary' work", "its unions’ “voluntary” work"),
        ("ru", 'закон "О профсоюзах"', "закон «О профсоюзах»"),
        ("ru", "закон «О профсоюзах»", "закон «О профсоюзах»"),
        ("kk", 'заң "Кәсіподақтар"', 'заң "Кәсіподақтар"'),
    ],
)
def test_quotation_marks_follow_the_language(language: str, typed: str, printed: str) -> None:
    assert with_quotes(typed, language) == printed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on 14~November 2019, Convention No.~87, Article~3, Nos.~87 and 98, H.E.~the President"),
        ("ru", "14~ноября 2019~года, №~87, в~Бишкеке, 2019~г., А.~Примеров, не~ждать, здесь~— там"),
    ],
)
def test_what_belongs_together_is_not_torn(language: str, text: str) -> None:
    assert unbroken(text.replace("~", " "), language).replace(UNBROKEN, "~") == text


def test_marks_of_html_are_left_alone() -> None:
    html = '<p class="a 14 November">14 November</p>'
    assert unbroken_html(html, "en") == f'<p class="a 14 November">14{UNBROKEN}November</p>'


@given(st.text(), st.sampled_from(["en", "ru", "kk"]))
def test_no_word_is_lost(text: str, language: str) -> None:
    def letters(words: str) -> str:
        return "".join(c for c in words if c.isalnum())

    assert letters(unbroken(with_quotes(text, language), language)) == letters(text)


def test_lists_and_numbers_are_words() -> None:
    assert listed(["Ada", "Jean", "Pyotr"], "en") == "Ada, Jean and Pyotr"
    assert listed(["Ада", "Жан", "Пётр"], "ru") == "Ада, Жан и Пётр"
    assert listed([], "en") == ""
    assert (number_of(7, "en"), number_of(7, "ru"), number_of(30, "en")) == ("seven", "семи", "30")


def test_a_sentence_begins_large_and_ends_with_a_stop() -> None:
    assert sentence("release her at once") == "Release her at once."
    assert sentence("She said “no.”") == "She said “no.”"
    assert sentence("two\n lines") == "Two lines."
    assert sentence("") == ""
    assert sentences(["free her;", "drop the charges."]) == "Free her. Drop the charges."
