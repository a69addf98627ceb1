"""YAML read safely into dicts, lists and strings, with the place of each.

Built from the parser's events, so that depth, size and references are refused before anything grows. Every plain value
stays a string: `NO` is Norway and not false, and the schema says what is a number.
"""

import re
from dataclasses import dataclass, field

import yaml

from campaigns.files.problems import FileProblem
from campaigns.files.yaml_words import broken, never_closed
from foundation.web.language import mark

LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 12
MOST_VALUES = 100_000
REFERENCE_REFUSED = mark("References (%(name)s) are not read in campaign files; write the text out.")
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
Tree = dict[str, "Tree"] | list["Tree"] | str | None


@dataclass
class YamlTree:
    """`places` has line and column of each value, `keys` of each key, by path. `root` is None when it is unreadable."""

    root: Tree = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)

    def place_of(self, path: Path) -> tuple[int, int]:
        """Of the value, or of the nearest thing around it that stands in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_yaml(content: bytes) -> YamlTree:
    """Never raises: what cannot be read is in `problems`."""
    tree = YamlTree()
    if len(content) > LARGEST_FILE:
        tree.problems.append(FileProblem(1, 1, mark("The file is larger than 8 MB.")))
        return tree
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode("utf-8", "replace"))
        tree.problems.append(FileProblem(line, column, mark("The file is not UTF-8 text from here on.")))
        return tree
    refused = NOT_YAML.search(text)
    if refused:
        line, column = _place(text[: refused.start()])
        words = mark("This character cannot stand in a campaign file (U+%(code)s).")
        tree.problems.append(FileProblem(line, column, words, {"code": f"{ord(refused[0]):04X}"}))
        return tree
    builder = _Builder(tree)
    try:
        builder.read(text)
    except yaml.MarkedYAMLError as error:
        tree.problems.append(never_closed(error, text, builder.newest) or broken(error))
        tree.root = None
    except _TooMuchError as error:
        tree.problems.append(error.problem)
        tree.root = None
    return tree


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


class _TooMuchError(Exception):
    def __init__(self, event: yaml.Event, words: str) -> None:
        super().__init__(words)
        self.problem = FileProblem(*_mark(event), words)


@dataclass
class _Open:
    """A mapping or list whose end has not come yet. `key` is where its next value goes."""

    path: Path
    holder: dict[str, Tree] | list[Tree]
    key: str | int | None = None
    refused_key: bool = False


class _Builder:
    def __init__(self, tree: YamlTree) -> None:
        self.tree = tree
        self.open: list[_Open] = []
        self.values = 0
        self.documents = 0
        self.newest: yaml.Event | None = None

    def read(self, text: str) -> None:
        for event in yaml.parse(text, Loader=LOADER):
            self.take(event)
            self.newest = event

    def problem(self, event: yaml.Event, words: str, **values: object) -> None:
        self.tree.problems.append(FileProblem(*_mark(event), words, values))

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _TooMuchError(event, mark("A campaign file holds one document; here a second one begins."))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.refuse_extras(event)
            holder: dict[str, Tree] | list[Tree] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.open.append(_Open(self.put(event, holder), holder))
            if len(self.open) > DEEPEST:
                raise _TooMuchError(event, mark("This is nested too deeply for a campaign file."))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.problem(event, REFERENCE_REFUSED, name=f"*{event.anchor}")
            self.scalar(event, "")
        elif isinstance(event, yaml.ScalarEvent):
            self.refuse_extras(event)
            is_plain = event.style in (None, "")
            self.scalar(event, None if is_plain and event.value in EMPTY else event.value)

    def refuse_extras(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag:
            self.problem(event, mark("Tags (%(tag)s) are not read in campaign files."), tag=tag)
        if event.anchor:
            self.problem(event, REFERENCE_REFUSED, name=f"&{event.anchor}")

    def scalar(self, event: yaml.Event, value: str | None) -> None:
        inside = self.open[-1] if self.open else None
        if inside and isinstance(inside.holder, dict) and inside.key is None and not inside.refused_key:
            self.key(event, inside, value)
        else:
            self.put(event, value)

    def key(self, event: yaml.Event, inside: _Open, key: str | None) -> None:
        if not key:
            self.problem(event, mark("A name is missing before the colon."))
            inside.refused_key = True
        elif (*inside.path, key) in self.tree.keys:
            first = self.tree.keys[(*inside.path, key)][0]
            self.problem(event, mark("“%(key)s” stands here twice; first in line %(first)s."), key=key, first=first)
            inside.refused_key = True
        else:
            inside.key = key
            self.tree.keys[(*inside.path, key)] = _mark(event)

    def put(self, event: yaml.Event, value: Tree) -> Path:
        """Where the value went; an empty one counts as not written."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise _TooMuchError(event, mark("There are too many values for a campaign file."))
        if not self.open:
            self.tree.root = value
            self.tree.places[()] = _mark(event)
            return ()
        inside = self.open[-1]
        if isinstance(inside.holder, list):
            path: Path = (*inside.path, len(inside.holder))
            inside.holder.append(value)
        elif inside.key is None:
            if not inside.refused_key:
                self.problem(event, mark("A list or a mapping cannot stand before a colon."))
            inside.refused_key = not inside.refused_key
            return (*inside.path, "?")
        else:
            path = (*inside.path, inside.key)
            if value is not None:
                inside.holder[str(inside.key)] = value
            inside.key = None
        self.tree.places[path] = _mark(event)
        return path


def _mark(event: yaml.Event) -> tuple[int, int]:
    at = event.start_mark
    return (at.line + 1, at.column + 1) if at else (1, 1)
