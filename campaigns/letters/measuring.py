"""How many lines a text takes on paper, told without laying it out: good to a few in a hundred, for Noto Serif.

What decides is the layout itself; this is for saying early that something will not fit.
"""

import unicodedata
from collections.abc import Sequence

MILLIMETRES_OF_A_POINT = 25.4 / 72
SPACE = 0.26
# Advances in em. Any other small letter or figure takes 0.57, any other capital 0.68.
_ADVANCES = {
    **dict.fromkeys("iíîìïljі.,;:!'’|-/", 0.29),
    **dict.fromkeys("tfIJ()", 0.36),
    **dict.fromkeys("rsczгсзэç«»“”", 0.48),
    **dict.fromkeys("hnuúñ", 0.645),
    **dict.fromkeys("HNUинпйчъИЙНП", 0.70),
    **dict.fromkeys("mMжщшюмыЫЮЖw", 0.90),
    **dict.fromkeys("WШЩ№—…", 1.02),
}


def lines_of(text: str, *, millimetres: float, points: float) -> int:
    return len(broken(text, millimetres=millimetres, points=points))


def broken(text: str, *, millimetres: float, points: float) -> list[str]:
    """Line by line, broken at spaces as words come; a word that is longer than a line is torn."""
    room = millimetres / MILLIMETRES_OF_A_POINT / points
    lines, used = [""], 0.0
    for word in text.split():
        width = sum(map(_advance, word))
        if used and used + SPACE + width > room:
            lines, used = [*lines, ""], 0.0
        lines[-1] = f"{lines[-1]} {word}" if used else word
        used += width + (SPACE if used else 0.0)
        while used > room:
            lines, used = [*lines, ""], used - room
    return lines


def balanced(text: str, *, millimetres: float, points: float) -> list[str]:
    """The same number of lines, as even as words allow; a word that had to be torn stays where it was."""
    lines = best = broken(text, millimetres=millimetres, points=points)
    narrower = millimetres
    while len(lines) == len(best) > 1 and narrower > millimetres / 2:
        best, narrower = lines, narrower - 2
        lines = broken(text, millimetres=narrower, points=points)
    return best if all(best) else [text]


def lines_of_all(texts: Sequence[str], *, millimetres: float, points: float) -> int:
    return sum(lines_of(text, millimetres=millimetres, points=points) for text in texts)


def _advance(character: str) -> float:
    known = _ADVANCES.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.68 if character.isupper() else 0.57
