"""A day is taken as browsers send it and as people type it; whatever could be two days, or none, is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.spoken_dates import as_kept
from foundation.web.fields import Day
from foundation.web.formats import format_day
from foundation.web.forms import Form, check
from foundation.web.language import speaking

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


class OneDayForm(Form):
    day: Day | None = None


def _read(typed: str) -> date | None:
    form = check(OneDayForm, {"day": typed})
    return form.checked.day if form.ok else None


@given(DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", " {0:%d.%m.%Y} г. "]))
def test_each_way_of_typing_a_day_gives_that_day(day: date, way: str) -> None:
    assert _read(way.format(day)) == day


@given(DAYS, st.sampled_from(["en", "ru"]), st.sampled_from(["long", "medium"]))
def test_a_day_can_be_typed_as_pages_print_it(day: date, language: str, length: str) -> None:
    with speaking(language):
        assert _read(format_day(day, length)) == day


@pytest.mark.parametrize(
    "typed",
    ["2026", "1767225600", "05/01/2026", "1.5.26", "2026-05", "May 2026", "31.02.2026", "1.5.2026–3.5.2026", "yesterday",
     "2026-05-01T12:00", "٢٠٢٦-٠٥-٠١", "1.13.2026"],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused_with_words(typed: str) -> None:
    form = check(OneDayForm, {"day": typed})
    assert "Please write a day" in form.problem("day")


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    as_kept(typed)
    form = check(OneDayForm, {"day": typed})
    assert form.ok or form.problem("day")


def test_a_day_beyond_our_time_is_a_slip() -> None:
    form = check(OneDayForm, {"day": "1.5.0226"})
    assert "between 1900 and 2199" in form.problem("day")
    assert _read((date(2026, 5, 1) + timedelta(days=1)).isoformat()) == date(2026, 5, 2)
