"""Every sentence the product can say, read from templates and from Python's syntax trees."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).parent.parent.parent
PLACE = re.compile(r"%\(\w+\)[sd]")
_PYTHON = ("foundation", "petitions", "outreach", "campaigns")
# For each call that speaks: how many contexts stand before its sentences, and how many sentences it has (one or many).
_SPEAKERS = {
    "mark": (0, 1),
    "gettext": (0, 1),
    "_": (0, 1),
    "ngettext": (0, 2),
    "pgettext": (1, 1),
    "npgettext": (1, 2),
}
_TEMPLATE_OPTIONS = {
    "extensions": "jinja2.ext.i18n,jinja2.ext.do",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
_TEMPLATE_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Sentence:
    """A message of the catalogues. `plural` and `context` are empty where there is none."""

    words: str
    plural: str = ""
    context: str = ""

    @property
    def places(self) -> set[str]:
        return set(PLACE.findall(self.plural or self.words))


@dataclass(frozen=True)
class Found:
    sentence: Sentence
    file: str
    line: int

    @property
    def room(self) -> str:
        """The name of the .po file this sentence belongs to."""
        parts = Path(self.file).parts
        if parts[0] == "templates":
            return "foundation" if parts[1] in ("layouts", "components") else parts[2]
        return parts[1] if len(parts) > 2 and parts[1] in ("accounts", "letters", "dossiers") else parts[0]


@cache
def spoken() -> tuple[Found, ...]:
    """At each place where it stands."""
    return (*_in_templates(), *_in_python())


@cache
def unspeakable() -> tuple[str, ...]:
    """Places where the program puts a sentence together itself, so that no catalogue can know it."""
    errors = _error_classes()
    return tuple(
        f"{file}:{call.lineno}"
        for file, call in _calls()
        if isinstance(_sentence_argument(call, errors), ast.JoinedStr | ast.BinOp)
    )


def _in_templates() -> Iterator[Found]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix not in (".html", ".txt", ".svg"):
            continue
        with path.open("rb") as file:
            for line, words, _comments, context in extract(
                "jinja2", file, keywords=_TEMPLATE_KEYWORDS, options=_TEMPLATE_OPTIONS
            ):
                one, many = words if isinstance(words, tuple) else (words, "")
                yield Found(Sentence(one, many, context or ""), str(path.relative_to(ROOT)), line)


def _in_python() -> Iterator[Found]:
    errors = _error_classes()
    for file, call in _calls():
        for sentence in _of_call(call, errors):
            yield Found(sentence, file, call.lineno)


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_bytes())
        for room in _PYTHON
        for path in sorted((ROOT / room).rglob("*.py"))
    }


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for file, tree in _trees().items():
        yield from ((file, node) for node in ast.walk(tree) if isinstance(node, ast.Call))


@cache
def _error_classes() -> frozenset[str]:
    """AppError and all that descend from it, wherever they are defined."""
    classes = [node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = frozenset({"AppError"})
    while more := {c.name for c in classes if {_name(base) for base in c.bases} & known} - known:
        known |= more
    return known


def _sentence_argument(call: ast.Call, errors: frozenset[str]) -> ast.expr | None:
    """Where a call that speaks has its (first) sentence."""
    name = _name(call.func)
    if name in _SPEAKERS:
        at = _SPEAKERS[name][0]
    elif name in errors:
        at = 0
    elif name == "refuse":
        at = 1
    else:
        return None
    return call.args[at] if len(call.args) > at else None


def _of_call(call: ast.Call, errors: frozenset[str]) -> Iterator[Sentence]:
    argument = _sentence_argument(call, errors)
    if argument is None:
        return
    before, count = _SPEAKERS.get(_name(call.func), (0, 1))
    context = "".join(_constants(call.args[0])) if before else ""
    if count == 1:
        yield from (Sentence(words, context=context) for words in _constants(argument))
    else:
        for one, many in zip(_constants(argument), _constants(call.args[before + 1]), strict=True):
            yield Sentence(one, many, context)


def _constants(node: ast.expr) -> list[str]:
    """The text of a literal, or of both ends of `a if b else c`; nothing for a name, which was marked elsewhere."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
