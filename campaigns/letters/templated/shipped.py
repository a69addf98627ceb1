"""Texts that come with the product, to be copied and changed: files of campaigns/data/letter_templates."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from campaigns.letters.kinds import LetterKind
from foundation.web.language import gettext, mark

FOLDER = Path(__file__).parents[2] / "data" / "letter_templates"
ONE_PERSON = "one-person"
_MORE = {"": "", ONE_PERSON: mark("can be signed by one person")}


@dataclass(frozen=True)
class Shipped:
    """`key` is the file's name without its ending: `appeal.en`, `appeal-one-person.ru`."""

    key: str
    kind: LetterKind
    language: str
    variant: str
    text: str

    @property
    def for_supporters(self) -> bool:
        return self.variant == ONE_PERSON

    @property
    def name(self) -> str:
        """In the language of the page."""
        words = gettext(self.kind.words)
        return f"{words} ({gettext(_MORE[self.variant])})" if self.variant else words


@cache
def shipped_templates() -> dict[str, Shipped]:
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.md"))}


def _read(path: Path) -> Shipped:
    named, _, language = path.stem.partition(".")
    kind, _, variant = named.partition("-")
    return Shipped(path.stem, LetterKind(kind), language, variant, path.read_text(encoding="utf-8").strip())
