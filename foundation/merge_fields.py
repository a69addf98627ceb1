"""Merge fields in what organisers write: `{{partner.name}}`, by an allow-list. Nothing is computed.

Filling is one pass of one regular expression, so that a value is never looked at again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from foundation.web.language import gettext, mark

_FIELD = re.compile(r"\{\{([^{}\n]*)\}\}")
_OPENED = re.compile(r"\{\{")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_NEAR_ENOUGH = 0.6

UNKNOWN = mark("Line %(line)s: there is no field {{%(name)s}}. The fields are listed beside the text.")
UNKNOWN_BUT_NEAR = mark("Line %(line)s: there is no field {{%(name)s}}. Did you mean {{%(nearest)s}}?")
NOT_CLOSED = mark("Line %(line)s: {{ opens a field that is not closed by }} on the same line.")


@dataclass(frozen=True)
class FieldProblem:
    """`words` is a message id; str() speaks it in the language of the page."""

    words: str
    line: int
    name: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        return gettext(self.words) % {"line": self.line, "name": self.name, "nearest": self.nearest}


@dataclass(frozen=True)
class FieldProblems:
    """Several of them as one finding beside the text."""

    problems: tuple[FieldProblem, ...]

    def __bool__(self) -> bool:
        return bool(self.problems)

    def __str__(self) -> str:
        return " ".join(str(problem) for problem in self.problems)


def find_fields(text: str) -> list[str]:
    """Names as written, each once, in the order of the text; also those nobody knows."""
    return list(dict.fromkeys(match[1].strip() for match in _FIELD.finditer(text)))


def problems(text: str, allowed: Iterable[str]) -> FieldProblems:
    """What keeps the text from being filled, with its line and, where one is near, the field that was meant."""
    known = list(allowed)
    found: list[tuple[int, FieldProblem]] = []
    for match in _FIELD.finditer(text):
        name = match[1].strip()
        if name not in known:
            near = nearest(name, known)
            words = UNKNOWN_BUT_NEAR if near else UNKNOWN
            found.append((match.start(), FieldProblem(words, _line(text, match.start()), name[:80], near)))
    without_fields = _FIELD.sub(lambda match: " " * len(match[0]), text)
    found += [
        (match.start(), FieldProblem(NOT_CLOSED, _line(text, match.start())))
        for match in _OPENED.finditer(without_fields)
    ]
    return FieldProblems(tuple(problem for _place, problem in sorted(found, key=lambda finding: finding[0])))


def fill(text: str, values: Mapping[str, str], *, missing: Callable[[str], str] | None = None) -> str:
    """Puts the values in. A field nobody knows stays as it is written; an empty value is shown by `missing(name)`."""

    def value(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in values:
            return match[0]
        return values[name] or (missing(name) if missing else "")

    return _FIELD.sub(value, text)


def for_markdown(value: str) -> str:
    """A value that shall show as it is, inside Markdown: CommonMark takes any ASCII punctuation behind a backslash."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(value.split()))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def nearest(name: str, known: list[str]) -> str:
    """The field that was meant, empty where none is near. Compared with the whole name and with its last part: `nmae`
    means `partner.name`."""

    def likeness(candidate: str) -> float:
        parts = (candidate, candidate.rpartition(".")[2])
        return max(SequenceMatcher(None, name[:80].casefold(), part).ratio() for part in parts)

    best = max(known, key=likeness, default="")
    return best if best and likeness(best) >= _NEAR_ENOUGH else ""
