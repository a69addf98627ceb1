"""The wordings of a supporter's letter: an office that reads the same text a thousand times stops reading."""

import enum
import random

from foundation.web.language import mark


class Variant(enum.StrEnum):
    FULL = "full"
    SHORT = "short"
    LAW_FIRST = "law_first"

    @property
    def words(self) -> str:
        return _WORDS[self]

    def template(self, language: str) -> str:
        return f"print/letters/supporter/{language}/{self}.html"


_WORDS = {
    Variant.FULL: mark("In full"),
    Variant.SHORT: mark("Short"),
    Variant.LAW_FIRST: mark("The law first"),
}


def any_variant() -> Variant:
    """For a reader who has chosen none."""
    return random.choice(tuple(Variant))  # noqa: S311  # no secret hangs on it
