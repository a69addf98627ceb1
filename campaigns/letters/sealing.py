"""What an approved letter bears so that whoever holds it can ask whether it is ours and still stands."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from campaigns.letters.models import Letter
from campaigns.stock.stock import Stock

PRINTED = Path(__file__).parents[2] / "templates" / "print" / "letters"


@dataclass(frozen=True)
class Seal:
    """`address` opens /verify with what is known of this letter; `short` is the same for people who type."""

    address: str

    @property
    def short(self) -> str:
        return self.address.partition("://")[2]


def seal_of(letter: Letter, *, base_url: str) -> Seal:
    return Seal(f"{base_url}/verify?letter={letter.id}")


def sentences_version(stock: Stock, language: str) -> str:
    """Of the shipped templates and of the sentences as they stand: two letters with the same were written alike."""
    digest = hashlib.sha256(_templates())
    for sentence in stock.all_in(language):
        digest.update(repr((sentence.id, sorted(sentence.forms.items()))).encode())
    return digest.hexdigest()[:16]


@cache
def _templates() -> bytes:
    digest = hashlib.sha256()
    for path in sorted(PRINTED.rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.digest()
