"""Reads a template: words, fields as `{{campaign.title}}`, and parts that repeat: `{{#demands}} … {{/demands}}`.

Pure, one pass, and never an exception: what is wrong is named with its line and column and stays words. Whatever was
read can be written down again, sign for sign.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from foundation.merge_fields import nearest
from foundation.web.language import gettext, mark

_TAG = re.compile(r"\{\{([^{}\n]*)\}\}")
_OPENED = re.compile(r"\{\{")
MOST_PROBLEMS = 20
LONGEST_NAME = 80

UNKNOWN = mark("Line %(line)s, column %(column)s of the template: there is no field {{%(name)s}}.")
UNKNOWN_BUT_NEAR = mark(
    "Line %(line)s, column %(column)s of the template: there is no field {{%(name)s}}. Did you mean {{%(nearest)s}}?"
)
NO_SUCH_PART = mark("Line %(line)s, column %(column)s of the template: nothing repeats as {{#%(name)s}}.")
NO_SUCH_PART_BUT_NEAR = mark(
    "Line %(line)s, column %(column)s of the template: nothing repeats as {{#%(name)s}}. Did you mean {{#%(nearest)s}}?"
)
ELSEWHERE = mark(
    "Line %(line)s, column %(column)s of the template: {{%(name)s}} has a meaning only between {{#%(nearest)s}} and "
    "{{/%(nearest)s}}."
)
NOT_CLOSED = mark(
    "Line %(line)s, column %(column)s of the template: {{ opens a field that is not closed by }} on the same line."
)
PART_NOT_CLOSED = mark(
    "Line %(line)s, column %(column)s of the template: {{#%(name)s}} begins a part that no {{/%(name)s}} ends."
)
NEVER_BEGUN = mark(
    "Line %(line)s, column %(column)s of the template: {{/%(name)s}} ends a part that no {{#%(name)s}} began."
)
INSIDE_ANOTHER = mark(
    "Line %(line)s, column %(column)s of the template: {{#%(name)s}} stands inside another part that repeats. End that "
    "one first."
)


@dataclass(frozen=True)
class Problem:
    """`words` is a message id; str() speaks it in the language of the page."""

    words: str
    line: int
    column: int
    name: str = ""
    nearest: str = ""

    @property
    def values(self) -> dict[str, object]:
        return {"line": self.line, "column": self.column, "name": self.name, "nearest": self.nearest}

    def __str__(self) -> str:
        return gettext(self.words) % self.values


@dataclass(frozen=True)
class Words:
    source: str


@dataclass(frozen=True)
class MergeField:
    """`is_known`: it may be filled where it stands."""

    source: str
    name: str
    line: int
    column: int
    is_known: bool = True


@dataclass(frozen=True)
class Repeated:
    """`opened` and `closed` as they are written around what repeats."""

    name: str
    opened: str
    inside: tuple[Words | MergeField, ...]
    closed: str
    line: int
    column: int


Node = Words | MergeField | Repeated


@dataclass(frozen=True)
class Known:
    """`parts`: what repeats, each with the fields that stand in it."""

    fields: Collection[str]
    parts: Mapping[str, Collection[str]]

    def part_of(self, name: str) -> str:
        return next((part for part, fields in self.parts.items() if name in fields), "")


@dataclass(frozen=True)
class Parsed:
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Names of those that can be filled, also inside parts that repeat."""
        nodes = [*self.nodes, *(one for node in self.nodes if isinstance(node, Repeated) for one in node.inside)]
        return frozenset(node.name for node in nodes if isinstance(node, MergeField) and node.is_known)


def parse(text: str, known: Known) -> Parsed:
    return _Reading(text, known).parsed()


def written(nodes: tuple[Node, ...]) -> str:
    """What was read, as it was."""
    return "".join(
        f"{node.opened}{written(node.inside)}{node.closed}" if isinstance(node, Repeated) else node.source
        for node in nodes
    )


@dataclass
class _Open:
    tag: MergeField
    inside: list[Words | MergeField] = field(default_factory=list)


class _Reading:
    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.known = known
        self.nodes: list[Node] = []
        self.problems: list[Problem] = []
        self.open: _Open | None = None
        self.line, self.line_starts, self.upto = 1, 0, 0

    def parsed(self) -> Parsed:
        place = 0
        for found in _TAG.finditer(self.text):
            self.words(place, found.start())
            self.tag(found)
            place = found.end()
        self.words(place, len(self.text))
        if self.open is not None:
            begun = self.open
            self.complain(PART_NOT_CLOSED, begun.tag, begun.tag.name)
            self.nodes += [Words(begun.tag.source), *begun.inside]
        ordered = sorted(self.problems, key=lambda one: (one.line, one.column))
        return Parsed(tuple(self.nodes), tuple(ordered[:MOST_PROBLEMS]))

    def words(self, start: int, end: int) -> None:
        if start == end:
            return
        words = self.text[start:end]
        for opened in _OPENED.finditer(words):
            line, column = self.where(start + opened.start())
            self.problems.append(Problem(NOT_CLOSED, line, column))
        self.add(Words(words))

    def tag(self, found: re.Match[str]) -> None:
        line, column = self.where(found.start())
        name = found[1].strip()
        tag = MergeField(found[0], name.lstrip("#/").strip() if name[:1] in "#/" else name, line, column)
        if name.startswith("#"):
            self.begin(tag)
        elif name.startswith("/"):
            self.end(tag)
        else:
            self.add(self.judged(tag))

    def begin(self, tag: MergeField) -> None:
        if self.open is not None:
            self.complain(INSIDE_ANOTHER, tag, tag.name)
            self.add(Words(tag.source))
        elif tag.name not in self.known.parts:
            near = self.near(tag.name, self.known.parts)
            self.complain(NO_SUCH_PART_BUT_NEAR if near else NO_SUCH_PART, tag, tag.name, near)
            self.open = _Open(tag)
        else:
            self.open = _Open(tag)

    def end(self, tag: MergeField) -> None:
        if self.open is None or self.open.tag.name != tag.name:
            self.complain(NEVER_BEGUN, tag, tag.name)
            self.add(Words(tag.source))
            return
        begun, self.open = self.open, None
        if tag.name in self.known.parts:
            start = begun.tag
            self.add(Repeated(tag.name, start.source, tuple(begun.inside), tag.source, start.line, start.column))
        else:
            self.nodes += [Words(begun.tag.source), *begun.inside, Words(tag.source)]

    def judged(self, tag: MergeField) -> MergeField:
        """Inside a part whose name nobody knows nothing more is complained of: that name is what is wrong."""
        part = self.open.tag.name if self.open else ""
        allowed = [*self.known.fields, *self.known.parts.get(part, ())]
        if tag.name in allowed:
            return tag
        if not part or part in self.known.parts:
            if home := self.known.part_of(tag.name):
                self.complain(ELSEWHERE, tag, tag.name, home)
            else:
                near = self.near(tag.name, [*allowed, *(name for one in self.known.parts.values() for name in one)])
                self.complain(UNKNOWN_BUT_NEAR if near else UNKNOWN, tag, tag.name, near)
        return MergeField(tag.source, tag.name, tag.line, tag.column, is_known=False)

    def near(self, name: str, among: Collection[str]) -> str:
        """Looked for only where it will be read: likeness costs time, and a text may be full of wrong names."""
        return nearest(name, list(among)) if len(self.problems) < MOST_PROBLEMS else ""

    def add(self, node: Node) -> None:
        if self.open is not None and not isinstance(node, Repeated):
            self.open.inside.append(node)
        else:
            self.nodes.append(node)

    def complain(self, words: str, tag: MergeField, name: str, near: str = "") -> None:
        self.problems.append(Problem(words, tag.line, tag.column, name[:LONGEST_NAME], near))

    def where(self, place: int) -> tuple[int, int]:
        """Line and column, both from one. Places come in their order, so that each line is counted once."""
        lines = self.text.count("\n", self.upto, place)
        if lines:
            self.line += lines
            self.line_starts = self.text.rfind("\n", self.upto, place) + 1
        self.upto = place
        return self.line, place - self.line_starts + 1
