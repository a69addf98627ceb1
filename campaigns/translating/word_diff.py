"""What changed from one text to the next, word by word, for people to read."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 40_000
"""Characters of both together; longer ones are shown as one change, since comparing takes long."""


@dataclass(frozen=True)
class Piece:
    """`kind` is same, gone or new."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Pieces in order; joined without the new ones they give `before`, without the gone ones `after`."""
    if before == after:
        return [Piece("same", after)] if after else []
    if len(before) + len(after) > LONGEST:
        return _pieces([("gone", before), ("new", after)])
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += [("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))]
    return _pieces(found)


def _pieces(found: list[tuple[str, str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]
