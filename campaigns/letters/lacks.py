"""What a letter still lacks: some of it stops the print, the rest leaves a draft. Each lack names a field or a fact."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigns.facts.words import Words
from campaigns.letters.typography import with_quotes
from foundation.web.language import gettext, mark

LONGEST_QUOTE = 60
OUTDATED = mark(
    "The translation is older than its original: “%(text)s”. Under “Translations”, bring it up to date or say that it"
    " still fits."
)
NOT_TRANSLATED = mark("These words are not translated into the letter’s language yet: “%(text)s”")
OPEN, SHUT = "⟦", "⟧"
"""Stand around what is not there yet, for the preview to mark; a draft prints them as square brackets."""


class Weight(enum.StrEnum):
    """A letter with a text that is missing is not printed at all; one that lacks the rest says DRAFT on every page. A
    warning holds nothing up."""

    STOPS = "stops"
    LEAVES_DRAFT = "leaves_draft"
    WARNS = "warns"


@dataclass(frozen=True)
class Lack:
    """`words` is a message id; str() speaks it in the page's language. `field` is the editor's field that cures it."""

    words: str
    weight: Weight
    values: Mapping[str, object] = field(default_factory=dict)
    field: str = ""

    def __str__(self) -> str:
        return gettext(self.words) % self.values if self.values else gettext(self.words)


class Gaps:
    """Takes note of everything that is missing while a letter is gathered."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.found: list[Lack] = []

    def note(self, weight: Weight, words: str, *, field: str = "", **values: object) -> None:
        lack = Lack(words, weight, values, field)
        if lack not in self.found:
            self.found.append(lack)

    def text(self, words: Words, missing: str) -> str:
        """The text with this language's quotation marks; another language's stands in brackets and is noted by
        `missing`, a message id with a place for `%(text)s`."""
        if words and words.outdated:
            self.note(Weight.STOPS, OUTDATED, text=shortened(words))
        if words and words.translated:
            return with_quotes(self._with_foreign(words), self.language)
        self.note(Weight.STOPS, missing, text=shortened(words))
        return f"{OPEN}{words or '…'}{SHUT}"

    def _with_foreign(self, words: Words) -> str:
        """Nothing goes to an office with words in it that somebody only forgot to translate."""
        text = str(words)
        for _language, foreign in words.foreign:
            self.note(Weight.LEAVES_DRAFT, NOT_TRANSLATED, text=shortened(foreign))
            text = text.replace(foreign, f"{OPEN}{foreign}{SHUT}")
        return text


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
