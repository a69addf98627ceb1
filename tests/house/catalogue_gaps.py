"""Finds every sentence the product can say, and which of them a catalogue lacks.

    python -m tests.house.catalogue_gaps [ROOM …]

prints the missing entries, room by room, ready to be filled in under foundation/locale/<language>/<room>.po.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from foundation.web.language import LANGUAGES, LOCALE_DIR

ROOT = Path(__file__).parent.parent.parent
PYTHON = ("foundation", "petitions", "outreach", "campaigns")
TRANSLATED = [language for language in LANGUAGES if language != "en"]
PLACE = re.compile(r"%\(\w+\)[sd]")
# How many first arguments of a call are sentences, and whether a context stands before them.
_SPEAKERS = {"mark": (0, 1), "gettext": (0, 1), "_": (0, 1), "ngettext": (0, 2), "pgettext": (1, 1), "npgettext": (1, 2)}
_TEMPLATE_OPTIONS = {
    "extensions": "jinja2.ext.i18n,jinja2.ext.do",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
_TEMPLATE_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


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
    """Every sentence of templates and Python, at each place where it stands."""
    return (*_in_templates(), *_in_python())


def _in_templates() -> Iterator[Found]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix not in (".html", ".txt", ".svg"):
            continue
        with path.open("rb") as file:
            for line, words, _comments, context in extract(
                babel_extract, file, keywords=_TEMPLATE_KEYWORDS, options=_TEMPLATE_OPTIONS
            ):
                one, many = words if isinstance(words, tuple) else (words, "")
                yield Found(Sentence(one, many, context or ""), str(path.relative_to(ROOT)), line)


def _in_python() -> Iterator[Found]:
    trees = {path: ast.parse(path.read_bytes()) for room in PYTHON for path in sorted((ROOT / room).rglob("*.py"))}
    errors = _error_classes(trees.values())
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for sentence in _of_call(call, errors):
                yield Found(sentence, str(path.relative_to(ROOT)), call.lineno)


def _error_classes(trees: object) -> set[str]:
    """AppError and all that descend from it, wherever they are defined."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]  # type: ignore[attr-defined]  # the values of a dict
    known = {"AppError"}
    while more := {c.name for c in classes if {_name(base) for base in c.bases} & known} - known:
        known |= more
    return known


def _of_call(call: ast.Call, errors: set[str]) -> Iterator[Sentence]:
    name = _name(call.func)
    if name in _SPEAKERS:
        before, count = _SPEAKERS[name]
        texts = [_constants(argument) for argument in call.args[: before + count]]
        if len(texts) == before + count and all(len(text) == 1 for text in texts):
            context = texts[0][0] if before else ""
            yield Sentence(texts[before][0], texts[before + 1][0] if count == 2 else "", context)
        elif before == 0 and count == 1 and texts:
            yield from map(Sentence, texts[0])
    elif name in errors and call.args:
        yield from map(Sentence, _constants(call.args[0]))
    elif name == "refuse" and len(call.args) > 1:
        yield from map(Sentence, _constants(call.args[1]))


def _constants(node: ast.expr) -> list[str]:
    """The text of a literal, or of both ends of `a if b else c`; nothing for a name, which was marked elsewhere."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else []


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def unspeakable() -> list[str]:
    """Places where a sentence is put together by the program, so that no catalogue can know it."""
    trees = {path: ast.parse(path.read_bytes()) for room in PYTHON for path in sorted((ROOT / room).rglob("*.py"))}
    errors = _error_classes(trees.values())
    places = []
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = _name(call.func)
            at = 1 if name == "refuse" else 0
            if (name in errors or name in _SPEAKERS or name == "refuse") and len(call.args) > at:
                if isinstance(call.args[at], ast.JoinedStr | ast.BinOp):
                    places.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    return places


@cache
def catalogues(language: str) -> dict[str, Catalog]:
    """By room."""
    found = {}
    for path in sorted((LOCALE_DIR / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language, abort_invalid=True)
    return found


def sentence_of(message: Message) -> Sentence:
    one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
    return Sentence(str(one), str(many), message.context or "")


def gaps(language: str) -> dict[str, dict[Sentence, list[Found]]]:
    """Room → sentences that no catalogue of this language translates → where they stand."""
    known = {
        sentence_of(message)
        for catalogue in catalogues(language).values()
        for message in catalogue
        if message.id and not message.fuzzy and all(_forms(message))
    }
    missing: dict[str, dict[Sentence, list[Found]]] = defaultdict(lambda: defaultdict(list))
    first_room: dict[Sentence, str] = {}
    for found in spoken():
        if found.sentence not in known:
            missing[first_room.setdefault(found.sentence, found.room)][found.sentence].append(found)
    return missing


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string),)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    wanted = sys.argv[1:]
    lacking = False
    for language in TRANSLATED:
        for room, sentences in sorted(gaps(language).items()):
            if wanted and room not in wanted:
                continue
            lacking = True
            print(f"\n# ---- foundation/locale/{language}/{room}.po lacks {len(sentences)}")
            for sentence, places in sentences.items():
                print(f"\n#: {places[0].file}:{places[0].line}")
                if sentence.context:
                    print(f"msgctxt {_quoted(sentence.context)}")
                print(f"msgid {_quoted(sentence.words)}")
                if sentence.plural:
                    print(f"msgid_plural {_quoted(sentence.plural)}\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"")
                else:
                    print('msgstr ""')
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
