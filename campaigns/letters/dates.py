"""Partial dates inside a sentence: when something happened, and since when. The plain form is `PartialDate.in_words`.

Only for languages that have a grammar here; `LANGUAGES` says which.
"""

from datetime import date

from babel.dates import get_month_names

from campaigns.letters import romance_dates
from campaigns.models.partial_date import PartialDate

DAY, MONTH, YEAR = 10, 7, 4
LONGEST_UNBROKEN = 18
_ENGLISH_MONTHS = get_month_names("wide", locale="en_GB")
_RUSSIAN_MONTHS = get_month_names("wide", "stand-alone", locale="ru")
_RUSSIAN_MONTHS_OF = get_month_names("wide", "format", locale="ru")


def when(moment: PartialDate, language: str) -> str:
    """`on 14 November 2019`, `in July 2019`, `in 2011`, `between 14 and 16 November 2019`; empty when unknown."""
    return _WHEN[language](moment.ends)


def since(moment: PartialDate, language: str) -> str:
    """`since July 2019`; of a range its beginning; empty when unknown."""
    if not moment.is_known:
        return ""
    first = moment.ends[0]
    return _SINCE[language](first)


def label(moment: PartialDate, language: str) -> str:
    """Without a preposition, for the margin of a list: `July 2019`, `2011 г.`; empty when unknown."""
    words = moment.in_words(language)
    if len(words) <= LONGEST_UNBROKEN:
        words = words.replace(" ", "\u00a0")
    years = [end for end in moment.ends if len(end) == YEAR]
    if not years or len(years) < len(moment.ends):
        return words
    return "–".join(years) + ({1: "\u202fг.", 2: "\u202fгг."}[len(years)] if language == "ru" else "")


def _english(point: str) -> str:
    year, month, day = _parts(point)
    return " ".join(str(part) for part in (day, month and _ENGLISH_MONTHS[month], year) if part)


def _when_in_english(ends: tuple[str, ...]) -> str:
    if len(ends) < 2:
        return "".join(f"{'on' if len(point) == DAY else 'in'} {_english(point)}" for point in ends)
    first, last = ends
    beginning, end = _english(first), _english(last)
    if first[:MONTH] == last[:MONTH] and len(first) == len(last) == DAY:
        beginning = str(_parts(first)[2])
    elif first[:YEAR] == last[:YEAR] and len(first) == len(last):
        beginning = beginning.removesuffix(f" {first[:YEAR]}")
    return f"between {beginning} and {end}"


def _russian_of(point: str, *, with_year: bool = True) -> str:
    """In the genitive: `14 ноября 2019 года`, `июля 2019 года`, `2019 года`."""
    year, month, day = _parts(point)
    parts = (day, month and _RUSSIAN_MONTHS_OF[month], f"{year} года" if with_year else None)
    return " ".join(str(part) for part in parts if part)


def _russian_until(point: str) -> str:
    """In the accusative, after «по»."""
    year, month, day = _parts(point)
    if day:
        return _russian_of(point)
    return f"{_RUSSIAN_MONTHS[month]} {year} года" if month else f"{year} год"


def _from_in_russian(point: str, words: str) -> str:
    """«Со 2 мая», read «со второго»; everything else begins with «с»."""
    return f"{'со' if _parts(point)[2] == 2 else 'с'} {words}"


def _when_in_russian(ends: tuple[str, ...]) -> str:
    if len(ends) < 2:
        return "".join(_russian_point(point) for point in ends)
    first, last = ends
    if len(first) == len(last) == YEAR:
        return f"в {first}–{last} годах"
    if len(first) == len(last) == DAY and first[:MONTH] == last[:MONTH]:
        return f"{_parts(first)[2]}–{_russian_of(last)}"
    same_year = first[:YEAR] == last[:YEAR] and len(first) == len(last)
    beginning = _from_in_russian(first, _russian_of(first, with_year=not same_year))
    return f"{beginning} по {_russian_until(last)}"


def _russian_point(point: str) -> str:
    year, month, _ = _parts(point)
    if len(point) == DAY:
        return _russian_of(point)
    if month:
        return f"в {_prepositional(_RUSSIAN_MONTHS[month])} {year} года"
    return f"в {year} году"


def _prepositional(month: str) -> str:
    """`июль` – `июле`, `август` – `августе`."""
    return f"{month[:-1] if month[-1] in 'ьй' else month}е"


def _parts(point: str) -> tuple[int, int, int]:
    """Year, month, day; 0 for what is not known."""
    numbers = [int(part) for part in point.split("-")]
    year, month, day = [*numbers, 0, 0][:3]
    return year, month, day


def _since_in_english(point: str) -> str:
    return f"since {_english(point)}"


def _since_in_russian(point: str) -> str:
    return _from_in_russian(point, _russian_of(point))


_WHEN = {
    "en": _when_in_english,
    "fr": romance_dates.when_in_french,
    "es": romance_dates.when_in_spanish,
    "ru": _when_in_russian,
}
_SINCE = {
    "en": _since_in_english,
    "fr": romance_dates.since_in_french,
    "es": romance_dates.since_in_spanish,
    "ru": _since_in_russian,
}
LANGUAGES = frozenset(_WHEN)


def letter_date(day: date, language: str) -> str:
    """The date at the head of a letter: `14 November 2019`, `14 ноября 2019 г.`"""
    return PartialDate(day.isoformat()).in_words(language)
