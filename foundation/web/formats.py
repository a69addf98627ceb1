"""Dates, numbers and names of countries in the language that is being spoken (CLDR through Babel)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time
from babel.numbers import format_decimal
from pyuca import Collator

from foundation.web.language import current_language

_NAMES_OF_THEIR_OWN = {
    "ru": {"KG": "Кыргызстан"},
    "fr": {"KG": "Kirghizistan", "BY": "Bélarus"},
    "es": {"KZ": "Kazajstán", "BY": "Belarús"},
}
"""As the country, the United Nations and the ILO write it, where CLDR has another name."""
# CLDR's two-letter codes that are not countries or territories of ISO 3166-1.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


def _locale_of_dates() -> str:
    """English dates are written day first, as the letters write them."""
    return "en_GB" if current_language() == "en" else current_language()


def format_day(day: date, length: str = "long") -> str:
    words = babel_date(day, format=length, locale=_locale_of_dates())
    return with_first(words, day) if length == "long" and current_language() == "fr" else words


def with_first(words: str, day: date) -> str:
    """French calls the first of a month the first: `1er mai 2026`."""
    return f"1er{words.removeprefix('1')}" if day.day == 1 else words


@dataclass
class ShownZone:
    """The zone in which a page tells times, and whether it told one."""

    name: str = "UTC"
    is_used: bool = False


_shown: ContextVar[ShownZone | None] = ContextVar("shown_zone", default=None)


@contextmanager
def times_in(zone: str) -> Iterator[None]:
    """Moments that are written inside are those of this zone; elsewhere they are UTC."""
    token = _shown.set(ShownZone(zone))
    try:
        yield
    finally:
        _shown.reset(token)


def zone_of_times() -> str:
    """For the line at the end of a page; empty when no time was told in the zone of the page."""
    shown = _shown.get()
    return shown.name if shown is not None and shown.is_used else ""


def format_moment(moment: datetime, zone: str = "") -> str:
    """To the minute. `zone` is another than that of the page."""
    if not zone:
        shown = _shown.get() or ShownZone()
        shown.is_used, zone = True, shown.name
    local, locale = moment.astimezone(ZoneInfo(zone)), _locale_of_dates()
    return f"{babel_date(local, format='medium', locale=locale)}, {babel_time(local, format='short', locale=locale)}"


def format_number(number: int) -> str:
    return format_decimal(number, locale=current_language())


@lru_cache
def countries(language: str) -> dict[str, str]:
    """Two-letter code to name, sorted by name as the language's readers expect."""
    names = {str(code): str(name) for code, name in Locale.parse(language).territories.items()}
    names |= _NAMES_OF_THEIR_OWN.get(language, {})
    codes = [code for code in names if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES]
    return {code: names[code] for code in sorted(codes, key=lambda code: sort_key(names[code]))}


def country_name(code: str) -> str:
    return countries(current_language()).get(code, code)


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[int, ...]:
    """The place of a name in any script by the root collation (UTS #10)."""
    return tuple(_collator().sort_key(text))


@lru_cache
def _collator() -> Collator:
    """Reading its table takes a moment, so only where names are sorted."""
    return Collator()
