"""Dates inside a sentence: every partial date in every language of letters."""

import calendar
from datetime import date

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from campaigns.letters.dates import LANGUAGES, label, letter_date, since, when
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.models.partial_date import PartialDate

DAYS = st.dates(date(1919, 1, 1), date(2099, 12, 31))
POINTS = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10)))
RUSSIAN_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip


def parse(text: str) -> PartialDate:
    return PartialDate.parse(text)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    ends = [draw(POINTS) for _ in range(draw(st.integers(1, 2)))]
    try:
        return PartialDate.parse("/".join(sorted(ends)))
    except ValueError:
        return PartialDate.parse(ends[0])


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("2019-11-14", "on 14 November 2019", "14 ноября 2019 года"),
        ("2019-07", "in July 2019", "в июле 2019 года"),
        ("2019-05", "in May 2019", "в мае 2019 года"),
        ("2019-08", "in August 2019", "в августе 2019 года"),
        ("2011", "in 2011", "в 2011 году"),
        ("2019-11-14/2019-11-16", "between 14 and 16 November 2019", "14–16 ноября 2019 года"),
        ("2023-08-28/2023-09-02", "between 28 August and 2 September 2023", "с 28 августа по 2 сентября 2023 года"),
        ("2023-05-02/2023-06-30", "between 2 May and 30 June 2023", "со 2 мая по 30 июня 2023 года"),
        ("2023-08/2023-09", "between August and September 2023", "с августа по сентябрь 2023 года"),
        ("2022-07/2023-06", "between July 2022 and June 2023", "с июля 2022 года по июнь 2023 года"),
        ("2022/2023", "between 2022 and 2023", "в 2022–2023 годах"),
        ("2019/2020-03", "between 2019 and March 2020", "с 2019 года по март 2020 года"),
        ("2019-07/2019-10-16", "between July 2019 and 16 October 2019", "с июля 2019 года по 16 октября 2019 года"),
        ("unknown", "", ""),
    ],
)
def test_when_it_happened(text: str, english: str, russian: str) -> None:
    assert (when(parse(text), "en"), when(parse(text), "ru")) == (english, russian)


def test_since_when() -> None:
    assert since(parse("2019-07"), "en") == "since July 2019"
    assert since(parse("2019-05-02"), "ru") == "со 2 мая 2019 года"
    assert since(parse("2011/2012"), "ru") == "с 2011 года"
    assert since(parse("unknown"), "ru") == since(parse("unknown"), "en") == ""


def test_in_the_margin_of_a_list_a_year_is_a_year() -> None:
    assert label(parse("2011"), "ru") == "2011\u202fг."
    assert label(parse("2022/2023"), "ru") == "2022–2023\u202fгг."
    assert label(parse("2011"), "en") == "2011"
    assert label(parse("2019-07"), "en") == "July\u00a02019"
    assert label(parse("unknown"), "en") == ""


def test_the_date_of_a_letter() -> None:
    assert letter_date(date(2019, 11, 14), "en") == "14 November 2019"
    assert letter_date(date(2019, 11, 14), "ru") == "14 ноября 2019\u202fг."


def test_every_language_of_letters_has_dates() -> None:
    assert {language for kind in LetterKind for language in languages_of(kind)} <= LANGUAGES


@given(moment=dates(), language=st.sampled_from(sorted(LANGUAGES)))
def test_no_part_of_a_date_is_lost_and_none_is_made_up(moment: PartialDate, language: str) -> None:
    words = when(moment, language)
    numbers = [int(number) for number in "".join(c if c.isdigit() else " " for c in words).split()]
    years = {int(end[:4]) for end in moment.ends}
    days = [int(end[8:]) for end in moment.ends if len(end) == 10]
    assert {number for number in numbers if number > 31} == years
    assert [number for number in numbers if number <= 31] == days
    for end in moment.ends:
        if len(end) > 4:
            month = int(end[5:7])
            assert month_of(month, language) in words
    assert since(moment, language).split()[0] in ("since", "depuis", "desde", "с", "со")
    assert words == " ".join(words.split())


def month_of(month: int, language: str) -> str:
    """Its stem where the language declines it."""
    if language == "en":
        return calendar.month_name[month]
    return RUSSIAN_MONTHS[month - 1] if language == "ru" else get_month_names("wide", locale=language)[month]


@pytest.mark.parametrize(
    ("written", "french", "spanish"),
    [
        ("2026-05-01", "le 1er mai 2026", "el 1 de mayo de 2026"),
        ("2026-05", "en mai 2026", "en mayo de 2026"),
        ("2026", "en 2026", "en 2026"),
        ("2026-05-01/2026-05-03", "entre le 1er et le 3 mai 2026", "entre el 1 y el 3 de mayo de 2026"),
        ("2026-04/2026-08", "entre avril et août 2026", "entre abril y agosto de 2026"),
        ("2025/2026", "entre 2025 et 2026", "entre 2025 y 2026"),
        ("unknown", "", ""),
    ],
)
def test_when_it_happened_in_french_and_spanish(written: str, french: str, spanish: str) -> None:
    assert (when(parse(written), "fr"), when(parse(written), "es")) == (french, spanish)
