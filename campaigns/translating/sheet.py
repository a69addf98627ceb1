"""The side-by-side page: which blocks it shows, and what was typed into them compared with what stands there now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from campaigns.translating.forms import MOST_BLOCKS
from campaigns.translating.models import digest_of
from campaigns.translating.standing import Standing
from campaigns.translating.word_diff import Piece, word_diff
from campaigns.translating.words import ORIGINAL_MOVED, TRANSLATION_MOVED
from foundation.errors import BadInput
from foundation.text import clean_line, clean_prose
from foundation.web.forms import Problem

A_PAGE = 20
SHOWN = ("left", "check", "all")


@dataclass
class Typed:
    """What came for one block. `changed`: it is to be saved. `is_as_seen`: it stands as it was opened."""

    standing: Standing
    text: str
    changed: bool = False
    is_as_seen: bool = True
    problem: Problem | None = None
    against: list[Piece] = field(default_factory=list)


def chosen(found: Sequence[Standing], show: str) -> list[Standing]:
    if show == "left":
        return [one for one in found if one.is_left]
    if show == "check":
        return [one for one in found if one.waits_for_check]
    return list(found)


def part_of(found: Sequence[Standing], number: int) -> tuple[list[Standing], int, int]:
    """One page of them, its number as far as there is one, and how many pages there are."""
    pages = max(1, -(-len(found) // A_PAGE))
    number = min(max(number, 1), pages)
    return list(found[(number - 1) * A_PAGE : number * A_PAGE]), number, pages


def typed_into(values: Mapping[str, Any], found: Mapping[str, Standing]) -> list[Typed]:
    """Blocks that are gone meanwhile are left out; whose text nobody touched are not changed."""
    entries = []
    for key, seen, text in _entries(values):
        if key in found:
            entries.append(_typed(found[key], seen, text))
            entries[-1].is_as_seen = seen == found[key].seen
    return entries


def _entries(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """As they were sent: a field that was refused does not lose what was typed into the others."""
    lists = (list(map(str, values.get(name, ())))[:MOST_BLOCKS] for name in ("block", "seen", "text"))
    together = zip(*lists, strict=False)
    yield from {key: (key, seen, text) for key, seen, text in together}.values()


def _typed(standing: Standing, seen: str, text: str) -> Typed:
    seen_text, _, seen_original = seen.partition("-")
    block = standing.block
    try:
        cleaned = (clean_line if block.is_line else clean_prose)(text, block.longest) if text.strip() else ""
    except BadInput as refusal:
        return Typed(standing, text, problem=Problem(refusal.words, refusal.values))
    is_as_opened = digest_of(cleaned)[:32] == seen_text
    if is_as_opened or digest_of(cleaned) == digest_of(standing.field_text):
        return Typed(standing, standing.field_text)
    now_text, _, now_original = standing.seen.partition("-")
    if seen_text != now_text:
        against = word_diff(cleaned, standing.field_text)
        return Typed(standing, cleaned, problem=Problem(TRANSLATION_MOVED), against=against)
    if seen_original != now_original:
        return Typed(standing, cleaned, problem=Problem(ORIGINAL_MOVED))
    return Typed(standing, cleaned, changed=True)
