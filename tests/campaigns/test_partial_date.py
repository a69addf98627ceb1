"""Dates as people know them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models.partial_date import PartialDate, Precision
from foundation.spoken_dates import as_kept

DAYS = st.dates(min_value=date(1000, 1, 1))


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(DAYS).isoformat()
    return draw(st.sampled_from([day, day[:7], day[:4]]))


@st.composite
def written(draw: st.DrawFn) -> str:
    """A point, a range that runs forwards, or nothing known."""
    first, last = sorted([draw(points()), draw(points())])
    forwards = first != last and PartialDate.parse(first).sort_key[0] <= PartialDate.parse(last).sort_key[1]
    return draw(st.sampled_from(["unknown", first, f"{first}/{last}" if forwards else last]))


@given(written())
def test_what_is_written_is_kept(text: str) -> None:
    assert str(PartialDate.parse(text)) == text
    assert PartialDate.parse(f" {text} ") == PartialDate.parse(text)


@given(written(), st.sampled_from(["en", "ru", "fr", "kk", "xx", "zh-Hant", ""]))
def test_every_known_date_has_words_and_the_year_is_in_them(text: str, language: str) -> None:
    when = PartialDate.parse(text)
    words = when.in_words(language)
    assert bool(words) == when.is_known
    for end in when.ends:
        assert end[:4].lstrip("0") in words


@given(written(), st.sampled_from(["en", "ru"]))
def test_what_the_pages_print_can_be_typed(text: str, language: str) -> None:
    when = PartialDate.parse(text)
    if when.is_known:
        assert as_kept(when.in_words(language)) == text
    assert as_kept(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("22 November 2026", "2026-11-22"),
        ("22.11.2026", "2026-11-22"),
        ("1.5.2026", "2026-05-01"),
        ("22 ноября 2026 г.", "2026-11-22"),
        ("22 ноября 2026 года", "2026-11-22"),
        ("Ноябрь 2026", "2026-11"),
        ("3 Sept 2026", "2026-09-03"),
        ("14–16 November 2019", "2019-11-14/2019-11-16"),
        ("14 November – 2 December 2019", "2019-11-14/2019-12-02"),
        ("1.5.2026 - 3.5.2026", "2026-05-01/2026-05-03"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, kept: str) -> None:
    assert as_kept(typed) == kept
    assert PartialDate.parse(as_kept(typed)).text == kept


@given(written(), written())
def test_order_goes_by_the_first_day_and_unknown_comes_last(one: str, other: str) -> None:
    first, second = sorted([PartialDate.parse(one), PartialDate.parse(other)], key=lambda when: when.sort_key)
    if first.first_day is None:
        assert second.first_day is None
    elif second.first_day is not None:
        assert first.first_day <= second.first_day


@given(st.text(max_size=25))
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    try:
        when = PartialDate.parse(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017  # the other branch is the other half of the property
    else:
        assert PartialDate.parse(str(when)) == when


@pytest.mark.parametrize(
    "text",
    [
        "2019-13", "2019-02-29", "19", "2019-1", "2019-11-14/", "/2019", "2019/2019", "2020/2019", "2019/2020/2021",
        "2019-11-16/2019-11-14", "٢٠١٩", "0000", "2019-00", "2019-01-00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "precision", "english", "russian"),
    [
        ("2023-09-06", Precision.DAY, "6 September 2023", "6 сентября 2023 г."),
        ("2022-06", Precision.MONTH, "June 2022", "июнь 2022 г."),
        ("2020", Precision.YEAR, "2020", "2020"),
        ("2019-11-14/2019-11-16", Precision.RANGE, "14–16 November 2019", "14–16 ноября 2019 г."),
        ("2023-08/2023-09", Precision.RANGE, "August–September 2023", "август–сентябрь 2023 г."),
        (
            "2019-12-30/2020-01-02", Precision.RANGE, "30 December 2019 – 2 January 2020",
            "30 декабря 2019 г. – 2 января 2020 г.",
        ),
        ("2011/2012", Precision.RANGE, "2011 – 2012", "2011 – 2012"),
        ("unknown", Precision.UNKNOWN, "", ""),
    ],
)  # fmt: skip
def test_dates_are_said_as_the_language_says_them(text: str, precision: Precision, english: str, russian: str) -> None:
    when = PartialDate.parse(text)
    assert when.precision is precision
    assert (when.in_words("en"), when.in_words("ru").replace("\u202f", " ").replace("\xa0", " ")) == (english, russian)
