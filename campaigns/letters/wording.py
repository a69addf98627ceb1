"""Lists, numbers and sentences as words, by language."""

import re
from collections.abc import Sequence

from babel.lists import format_list

from foundation.text import ended

# «y» becomes «e» before it: Ada e Ignacio, Ada e Hilda, but Ada y Hiedra.
_SOUNDS_LIKE_I = re.compile(r"h?[iíy](?![aeoáéó])", re.IGNORECASE)
_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    # In the genitive, for «каждому из этих семи пунктов».
    "ru": "одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати",
}


def listed(items: Sequence[str], language: str) -> str:
    """`A, B and C`, `А, Б и В`; empty for nothing."""
    if not items:
        return ""
    if language == "es" and len(items) > 1 and _SOUNDS_LIKE_I.match(items[-1]):
        return f"{', '.join(items[:-1])} e {items[-1]}"
    return format_list(list(items), "standard", locale="en_GB" if language == "en" else language)


def number_of(count: int, language: str) -> str:
    """A count inside a sentence, in words up to twelve: `seven`, and in Russian the genitive «семи»."""
    words = _NUMBERS[language].split()
    return words[count - 1] if 0 < count <= len(words) else str(count)


def committee_case(number: str, country: str, language: str) -> str:
    """As the Committee on Freedom of Association cites its cases; without a country where none is known."""
    of = {"en": "Case No. {number}", "fr": "cas n° {number}", "es": "caso núm. {number}", "ru": "дело № {number}"}
    case = of[language].format(number=number)
    return f"{case} ({country})" if country else case


def sentence(text: str) -> str:
    """Begins with a capital letter and ends with a full stop, whatever was typed."""
    text = joined(text)
    if not text:
        return ""
    return ended(text[0].upper() + text[1:])


def sentences(parts: Sequence[str]) -> str:
    """Several things asked, one after the other: `Free him at once. End the prosecution of him.`"""
    return " ".join(sentence(part.removesuffix(";")) for part in parts)


def dated(day: str, text: str, language: str) -> str:
    """`3 May 2026: Police …`; French keeps its colon at a distance, and a text without a day stands alone."""
    return f"{day}{' : ' if language == 'fr' else ': '}{text}" if day else text


def joined(text: str) -> str:
    """On one line."""
    return " ".join(text.split())
