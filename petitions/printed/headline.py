"""How large a headline may be, so that it fills its lines and no more. An estimate: layout breaks the lines itself."""

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'’!|()[]- іїјґгт")
_WIDE = frozenset("mwMWЖШЩЮФМжшщюфм@%—")
# What the estimate may be wrong by.
_SAFETY = 1.04


def width_in_em(text: str) -> float:
    """About as wide as bold sans-serif letters make it, as a multiple of their size."""
    return sum(_of(character) for character in text)


def _of(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if unicodedata.bidirectional(character) == "AL":
        return 0.55
    if character in _NARROW:
        return 0.38
    if character in _WIDE:
        return 0.95
    return 0.72 if character.isupper() or character.isdigit() else 0.62


def longest_line(text: str, lines: int) -> float:
    """Its width in em where the text is broken between words into so many lines, as evenly as it goes."""
    words = [width_in_em(word) for word in text.split()] or [0.0]
    wide = sum(words) + _of(" ") * (len(words) - 1)
    narrowest = max(*words, wide / lines)
    while _lines_of(words, narrowest) > lines:
        narrowest *= 1.02
    return narrowest


def _lines_of(words: list[float], width: float) -> int:
    lines, filled = 1, 0.0
    for word in words:
        if filled and filled + _of(" ") + word > width:
            lines, filled = lines + 1, word
        else:
            filled += (_of(" ") if filled else 0) + word
    return lines


def size_for(text: str, *, width: float, lines: int, smallest: float, largest: float) -> float:
    """In the unit of `width`. Below `smallest` it takes more lines instead."""
    fitting = width / (max(longest_line(text, lines), 1) * _SAFETY)
    return round(min(max(fitting, smallest), largest), 1)
