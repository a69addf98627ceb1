"""Dates as the pages print them, `22 November 2026`, `14–16 ноября 2019 г.`, and as people type them, `22.11.2026`, in
the form that is kept."""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

_BETWEEN = re.compile(r"\s*[–—/]\s*|\s+-\s+")
_NUMBERS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\s+)?([^\W\d_]+)\.?\s+(\d{4})")
_YEAR_BEHIND = re.compile(r"(?<=\d)\s*(?:г\.|г|года|год)$")
_YEAR = re.compile(r"\d{4}")


def as_kept(text: str) -> str:
    """Each end of a span in its form; what is no such date stays as it was typed, for whoever checks it."""
    ends = _BETWEEN.split(text.strip())
    last = _point(ends[-1])
    if len(ends) != 2:
        return last if len(ends) == 1 else text
    return f"{_point(_completed(ends[0], ends[-1]))}/{last}"


def _completed(first: str, last: str) -> str:
    """Of `14–16 November 2019` and `November–December 2019`, what the first end leaves to the last one to say."""
    said = _NAMED.fullmatch(_plain(last))
    if said is None or _YEAR.search(first):
        return first
    _day, month, year = said.groups()
    return f"{first} {month} {year}" if first.strip().isdigit() else f"{first} {year}"


def _point(typed: str) -> str:
    text = _plain(typed)
    if found := _NUMBERS.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if (found := _NAMED.fullmatch(text)) and (number := _months().get(found[2])):
        month = f"{found[3]}-{number:02}"
        return f"{month}-{found[1]:0>2}" if found[1] else month
    return text


def _plain(typed: str) -> str:
    return _YEAR_BEHIND.sub("", typed.strip().casefold())


@lru_cache
def _months() -> dict[str, int]:
    return dict(_names())


def _names() -> Iterator[tuple[str, int]]:
    """In full and short, as they stand in a date and alone. No name is two months' in the languages of the pages."""
    for language in ("en_GB", "en", "ru"):
        for widths in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths.get(width, {}).items():
                    yield name.casefold().rstrip("."), number
