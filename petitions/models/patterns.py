"""Patterns of names, as organisers write them: `*` stands for anything.

No regular expression: whoever signs chooses the text, and some texts keep an expression busy for hours. Here the parts
between the stars are found one after the other, so that it takes as long as the text is.
"""

from functools import lru_cache

from petitions.models.look_alikes import skeleton


def fits_pattern(pattern: str, text: str) -> bool:
    """Compared as names are compared, so that a look-alike letter hides nothing. Without a star it is looked for
    anywhere; with one the pattern describes the whole text."""
    first, *middle = _parts(pattern)
    text = skeleton(text)
    if not middle:
        return first in text
    last = middle.pop()
    begins, ends = len(first), len(text) - len(last)
    if begins > ends or not text.startswith(first) or not text.endswith(last):
        return False
    for part in middle:
        found = text.find(part, begins, ends)
        if found < 0:
            return False
        begins = found + len(part)
    return True


@lru_cache(maxsize=32)
def _parts(pattern: str) -> tuple[str, ...]:
    return tuple(skeleton(part) for part in pattern.split("*"))
