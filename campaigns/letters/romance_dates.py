"""Partial dates inside a French or Spanish sentence: `le 1er mai 2026`, `entre mayo y junio de 2026`."""

from babel.dates import get_month_names

DAY, MONTH, YEAR = 10, 7, 4
_MONTHS = {code: get_month_names("wide", "format", locale=code) for code in ("fr", "es")}


def when_in_french(ends: tuple[str, ...]) -> str:
    if len(ends) < 2:
        return "".join(f"{'le' if len(point) == DAY else 'en'} {_french(point)}" for point in ends)
    beginning, end = _shortened(ends, "fr")
    return f"entre {_french_end(ends[0], beginning)} et {_french_end(ends[1], end)}"


def when_in_spanish(ends: tuple[str, ...]) -> str:
    if len(ends) < 2:
        return "".join(f"{'el' if len(point) == DAY else 'en'} {_spanish(point)}" for point in ends)
    beginning, end = _shortened(ends, "es")
    return f"entre {_spanish_end(ends[0], beginning)} y {_spanish_end(ends[1], end)}"


def since_in_french(point: str) -> str:
    return f"depuis {'le ' if len(point) == DAY else ''}{_french(point)}"


def since_in_spanish(point: str) -> str:
    return f"desde {'el ' if len(point) == DAY else ''}{_spanish(point)}"


def _shortened(ends: tuple[str, ...], language: str) -> tuple[str, str]:
    """Both ends in words; what the first shares with the second is said once, at the end."""
    words = {"fr": _french, "es": _spanish}[language]
    first, last = ends
    if len(first) != len(last) or len(first) == YEAR:
        return words(first), words(last)
    if len(first) == DAY and first[:MONTH] == last[:MONTH]:
        return _day(first, language), words(last)
    if first[:YEAR] == last[:YEAR]:
        return words(first).removesuffix(f" {first[:YEAR]}").removesuffix(" de"), words(last)
    return words(first), words(last)


def _french(point: str) -> str:
    year, month, _ = _parts(point)
    return " ".join(part for part in (_day(point, "fr"), _MONTHS["fr"][month] if month else "", str(year)) if part)


def _spanish(point: str) -> str:
    year, month, _ = _parts(point)
    return " de ".join(part for part in (_day(point, "es"), _MONTHS["es"][month] if month else "", str(year)) if part)


def _day(point: str, language: str) -> str:
    day = _parts(point)[2]
    return "1er" if day == 1 and language == "fr" else str(day or "")


def _french_end(point: str, words: str) -> str:
    return f"le {words}" if len(point) == DAY else words


def _spanish_end(point: str, words: str) -> str:
    return f"el {words}" if len(point) == DAY else words


def _parts(point: str) -> tuple[int, int, int]:
    """Year, month, day; 0 for what is not known."""
    year, month, day = [*(int(part) for part in point.split("-")), 0, 0][:3]
    return year, month, day
