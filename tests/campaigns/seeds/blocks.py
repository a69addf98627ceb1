"""What a block is, and where one that was found differs from what is expected.

A record holds the fields of one block by name. On the expected side a text is a list of words that must all stand in
that one text; on the other side it is the text.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]
Blocks = dict[str, list[Record]]

KINDS = (
    "case", "organisation", "law", "event", "addressee", "demand", "call", "intention", "situation", "meeting",
    "argument", "procedure", "source", "finding",
)  # fmt: skip
# Lists of names, in whatever order.
NAMES = frozenset({"concerns", "named", "voices", "auspices", "complainants", "variants", "aliases"})
# Steps in their order: everything but the last is exact.
CHAINS = {"statuses": 2, "log": 1, "reports": 1, "facts": 1}
TEXT_LISTS = frozenset({"actions", "instructions", "grounds", "notes"})
TEXTS = frozenset(
    [
        "role",
        "about",
        "text",
        "summary",
        "note",
        "state",
        "motto",
        "participants",
        "subject",
        "conflict",
        "differs",
        "topic",
        "publisher",
    ]
)
EXACT_LISTS = frozenset({"labels", "countries", "lead", "linked", "issues"})
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Within:
    """A block that runs several fields together in one text."""

    text: str


class Shown(list[str]):
    """Names on a page, which does not say one again that another one holds."""


def inventory(slug: str, *, full: bool = False) -> Blocks:
    """Everything the document says; with `full` also what is on hold."""
    told: Blocks = yaml.load((HERE / f"{slug}.yaml").read_text(), yaml.BaseLoader)  # noqa: S506  # builds nothing but strings
    for record in told["case"]:
        held = record.pop("full", None)
        if full and held:
            record["statuses"] = held
    return told


def differences(expected: Record, seen: Record) -> list[str]:
    """The fields that disagree; those that the place cannot show are left out of `seen`."""
    return [
        f"{name}: expected {expected.get(name)!r}, found {value!r}"
        for name, value in seen.items()
        if not _agree(name, expected.get(name), value)
    ]


def unlike(expected: list[Record], seen: list[Record]) -> list[str]:
    """Pairs each expected block with exactly one that was found, and says what is lost, changed or too much."""
    left = list(seen)
    problems = []
    for record in expected:
        fits = next((one for one in left if not differences(record, one)), None)
        if fits is not None:
            left.remove(fits)
            continue
        near = min(left, key=lambda one: len(differences(record, one)), default=None)
        told = differences(record, near) if near is not None else ["nothing is left"]
        problems.append(f"lost: {record}\n  nearest: {told}")
    return problems + [f"not expected: {one}" for one in left]


def _agree(name: str, expected: Any, seen: Any) -> bool:
    if isinstance(seen, Within):
        return all(word in seen.text for word in _words(expected))
    if name in CHAINS:
        return _steps_agree(expected or [], seen, CHAINS[name])
    if name in TEXT_LISTS:
        told = expected or []
        return len(told) == len(seen) and all(map(_stands_in, told, seen))
    if name in TEXTS or (name == "to" and isinstance(expected, list)):
        return _stands_in(expected, seen)
    if name in NAMES:
        return _names_agree(set(expected or ()), seen)
    return bool((expected or ([] if name in EXACT_LISTS else "")) == seen)


def _stands_in(expected: Any, text: str) -> bool:
    return all(word in text for word in _words(expected))


def _steps_agree(expected: list[Any], seen: list[Any], exact: int) -> bool:
    return len(expected) == len(seen) and all(
        list(told[:exact]) == list(found[:exact]) and _stands_in(list(told[exact:]), " ".join(found[exact:]))
        for told, found in zip(expected, seen, strict=True)
    )


def _names_agree(expected: set[str], seen: list[str]) -> bool:
    if not isinstance(seen, Shown):
        return expected == set(seen)
    shown = [name.casefold() for name in seen]
    return set(seen) <= expected and all(any(name.casefold() in one for one in shown) for name in expected)


def _words(expected: Any) -> list[str]:
    if not expected:
        return []
    if isinstance(expected, str):
        return [expected]
    return [word for inner in expected for word in _words(inner)]
