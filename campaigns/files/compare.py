"""What a file would change, block by block, in words that people can check."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.files.field_words import BLOCK_WORDS, FIELD_WORDS, field_said
from campaigns.files.hidden import Plain, held_within, identities, plain
from campaigns.files.schema import CampaignFile
from foundation.web.language import gettext

NAMING = ("name", "title", "summary", "topic", "text", "to", "words", "status", "progress", "outcome", "kind", "id")
LONGEST_LABEL = 120


class How(enum.StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class FieldChange:
    """One value; an empty text stands for nothing."""

    path: tuple[str, ...]
    before: str
    after: str

    @property
    def name(self) -> str:
        """In the language being spoken."""
        return " · ".join(field_said(step) for step in self.path)


@dataclass(frozen=True)
class EntryChange:
    how: How
    label: str
    held: bool
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class BlockChange:
    """A list of the file, or the campaign's own texts, whose block is empty."""

    block: str
    entries: tuple[EntryChange, ...]

    @property
    def name(self) -> str:
        return gettext(BLOCK_WORDS.get(self.block, self.block))

    def count(self, how: How) -> int:
        return sum(entry.how is how for entry in self.entries)


@dataclass(frozen=True)
class Comparison:
    """`held_lost` are labels of facts on hold that would go, `held_kept` of those that stay and the file lacks."""

    blocks: tuple[BlockChange, ...]
    held_lost: tuple[str, ...]
    held_kept: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.blocks


def compare(before: CampaignFile, after: CampaignFile, told: CampaignFile) -> Comparison:
    """`after` is what would be kept, `told` what the file says."""
    old, new, said = plain(before), plain(after), plain(told)
    own_old, own_new = ({key: v for key, v in tree.items() if not _is_block(v)} for tree in (old, new))
    blocks = []
    own = tuple(_fields(own_old, own_new))
    if own:
        blocks.append(BlockChange("", (EntryChange(How.CHANGED, "", False, own),)))
    for name in CampaignFile.model_fields:
        lists = [tree.get(name, []) for tree in (old, new)]
        if any(_is_block(value) for value in lists):
            entries = tuple(_entries(*lists))
            blocks += [BlockChange(name, entries)] if entries else []
    held = {_label(entry) for entry in held_within(old)}
    left = {_label(entry) for entry in held_within(new)}
    in_file = {_label(entry) for entry in held_within(said)}
    return Comparison(tuple(blocks), tuple(sorted(held - left)), tuple(sorted((held & left) - in_file)))


def _is_block(value: Plain) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _entries(before: list[Plain], after: list[Plain]) -> Iterator[EntryChange]:
    old = dict(zip(identities(before), before, strict=True))
    new = dict(zip(identities(after), after, strict=True))
    for name, entry in new.items():
        if name not in old:
            yield EntryChange(How.ADDED, _label(entry), _held(entry), tuple(_fields({}, entry)))
        elif fields := tuple(_fields(old[name], entry)):
            yield EntryChange(How.CHANGED, _label(entry), _held(entry), fields)
    for name, entry in old.items():
        if name not in new:
            yield EntryChange(How.REMOVED, _label(entry), _held(entry), tuple(_fields(entry, {})))
    order = [[name for name in names if name in old and name in new] for names in (old, new)]
    if order[0] != order[1]:
        words = ["; ".join(_label(old[name]) for name in names) for names in order]
        yield EntryChange(How.CHANGED, gettext("Order"), False, (FieldChange(("order",), *words),))


def _fields(before: Plain, after: Plain) -> Iterator[FieldChange]:
    old, new = dict(_values(before)), dict(_values(after))
    for path in [*new, *(path for path in old if path not in new)]:
        if old.get(path, "") != new.get(path, ""):
            yield FieldChange(path, old.get(path, ""), new.get(path, ""))


def _values(value: Plain, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every single value with the steps that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, path if key == "id" and path else (*path, key))
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        for (_name, number), entry in zip(identities(value), value, strict=True):
            step = _label(entry) + (f" ({number + 1})" if number else "")
            yield from _values(entry, (*path, step))
    elif path:
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else _said(value)


def _said(value: Plain) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)


def _label(entry: Plain) -> str:
    """What people call it: its name or its first words, in whatever language it has."""
    if not isinstance(entry, dict):
        return str(entry)
    if _held(entry) and "file" in entry:
        return gettext(FIELD_WORDS["portrait"])
    for key in NAMING:
        value = entry.get(key)
        text = next(iter(value.values()), "") if isinstance(value, dict) else value
        if text:
            date = f" ({entry['date']})" if entry.get("date") and key not in ("id", "name") else ""
            return str(text)[:LONGEST_LABEL] + date
    return ", ".join(str(value) for value in entry.values())[:LONGEST_LABEL]


def _held(entry: Plain) -> bool:
    return isinstance(entry, dict) and bool(entry.get("hold"))
