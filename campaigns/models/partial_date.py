"""A date as people know it: a day, a month, a year, a range of these, or unknown."""

import calendar
import enum
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import sqlalchemy as sa
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton

from foundation.web.formats import with_first

POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNKNOWN = "unknown"
LONGEST = 21


class Precision(enum.StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PartialDate:
    """`text` is the canonical form: `2019-11-14`, `2019-11`, `2019`, two of these joined by `/`, or `unknown`.

    Made by `parse`, which alone checks; compared by what was written, ordered by `sort_key`.
    """

    text: str = UNKNOWN

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError with one sentence when the text is no date or a range runs backwards."""
        text = text.strip()
        if text in ("", UNKNOWN):
            return cls()
        ends = [end.strip() for end in text.split("/")]
        if len(ends) > 2:
            raise ValueError("a range has two ends, joined by /")
        for end in ends:
            _days_of(end)
        if len(ends) == 2 and (ends[0] == ends[1] or _days_of(ends[0])[0] > _days_of(ends[1])[1]):
            raise ValueError("a range begins before it ends")
        return cls("/".join(ends))

    @property
    def ends(self) -> tuple[str, ...]:
        return () if self.text == UNKNOWN else tuple(self.text.split("/"))

    @property
    def precision(self) -> Precision:
        if len(self.ends) != 1:
            return Precision.RANGE if self.ends else Precision.UNKNOWN
        return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(self.text)]

    @property
    def is_known(self) -> bool:
        return self.text != UNKNOWN

    @property
    def first_day(self) -> date | None:
        return _days_of(self.ends[0])[0] if self.ends else None

    @property
    def last_day(self) -> date | None:
        return _days_of(self.ends[-1])[1] if self.ends else None

    @property
    def sort_key(self) -> tuple[date, date]:
        """By first day, then the shorter span; unknown dates come last."""
        return (self.first_day or date.max, self.last_day or date.max)

    def __str__(self) -> str:
        return self.text

    def in_words(self, language: str) -> str:
        """As that language writes it, `14–16 November 2019`; empty when unknown, so that the page finds the words."""
        locale = _locale_for(language)
        points = [_point_in_words(end, locale) for end in self.ends]
        if len(points) < 2:
            return "".join(points)
        first, last = (_days_of(end)[0] for end in self.ends)
        lengths = {len(end) for end in self.ends}
        same_month = (first.year, first.month) == (last.year, last.month)
        if lengths == {10} and same_month and points[1].startswith(str(last.day)):
            return f"{first.day}–{points[1]}"
        if lengths == {7}:
            return (
                str(format_interval(first, last, "yMMMM", locale=locale))
                .replace("\u2009–\u2009", "–")
                .replace(" – ", "–")
            )
        return f"{points[0]} – {points[1]}"


def _days_of(point: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    found = POINT.fullmatch(point)
    if not found or not point.isascii():
        raise ValueError("a date is written 2019-11-14, 2019-11, 2019, two of these joined by /, or unknown")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None:
            exact = date(year or 0, month or 0, day)
            return exact, exact
        first = date(year or 0, 1 if month is None else month, 1)
    except ValueError:
        raise ValueError(f"there is no such date as {point}") from None
    last_month = first.month if month else 12
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _point_in_words(point: str, locale: Locale) -> str:
    first = _days_of(point)[0]
    if len(point) == 10:
        words = str(format_date(first, "long", locale))
        return with_first(words, first) if locale.language == "fr" else words
    return str(format_skeleton("yMMMM" if len(point) == 7 else "y", first, locale=locale))


def _locale_for(language: str) -> Locale:
    """English dates are written day first, as the letters write them."""
    try:
        return Locale.parse("en_GB" if language in ("", "en") else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


class PartialDateType(sa.types.TypeDecorator[PartialDate]):
    """Kept as its canonical text."""

    impl = sa.String(LONGEST)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Any) -> str | None:
        return None if value is None else PartialDate.parse(value.text).text

    def process_result_value(self, value: str | None, dialect: Any) -> PartialDate | None:
        return None if value is None else PartialDate(value)
