"""What changed between two states of what readers are shown."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from campaigns.versions.snapshot import OF_CAMPAIGN, STATE, TEXTS, Mark, Shown, out_of_sight


class Act(enum.StrEnum):
    STATE = "state"
    STEP = "step"
    ADDED = "added"
    CORRECTED = "corrected"
    REWORDED = "reworded"
    TAKEN_OUT = "taken_out"
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Change:
    """`about` is the id of a row, the name of a text, or a language; `before` and `now` are marks."""

    act: Act
    about: str
    before: Mark
    now: Mark


def changes(before: Shown, now: Shown, *, original: str) -> list[Change]:
    """In the order in which they are told. When a hold began or ended meanwhile, texts that were worded anew because
    of it say nothing about it: only what is new or has moved on is told."""
    found = list(_changes(before, now, original))
    if out_of_sight(before) != out_of_sight(now):
        found = [change for change in found if change.act in (Act.STATE, Act.STEP, Act.ADDED)]
    order = list(Act)
    return sorted(found, key=lambda change: order.index(change.act))


def _changes(before: Shown, now: Shown, original: str) -> Iterator[Change]:
    translated: set[str] = set()
    in_sight = {key: mark for key, mark in now.items() if "out_of_sight" not in mark or _is_text(key)}
    for key, mark in in_sight.items():
        was = before.get(key)
        if was is None:
            if not _is_text(key) and key != STATE:
                yield Change(Act.ADDED, key, {}, mark)
        elif key == STATE:
            if was != mark:
                yield Change(Act.STATE, key, was, mark)
        else:
            in_original, others = _languages(was, mark, original)
            if act := _act(key, was, mark, in_original):
                yield Change(act, key.removeprefix(OF_CAMPAIGN), was, mark)
            else:
                translated |= others
    for key in before.keys() - now.keys():
        yield Change(Act.TAKEN_OUT, key, before[key], {})
    for code in sorted(translated):
        yield Change(Act.TRANSLATED, code, {}, {})


def _is_text(key: str) -> bool:
    return key.removeprefix(OF_CAMPAIGN) in TEXTS


def _languages(was: Mark, mark: Mark, original: str) -> tuple[bool, set[str]]:
    old, new = was["texts"], mark["texts"]
    moved = {code for code in {*old, *new} if old.get(code) != new.get(code)}
    return original in moved, moved - {original}


def _act(key: str, was: Mark, mark: Mark, in_original: bool) -> Act | None:
    if _is_text(key):
        return Act.REWORDED if in_original else None
    if mark.get("steps") and was.get("steps", [])[-1:] != mark["steps"][-1:]:
        return Act.STEP
    other = any(was.get(part) != mark.get(part) for part in ("facts", "notes", "steps"))
    return Act.CORRECTED if in_original or other else None
