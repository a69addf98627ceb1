"""What is wrong with a file that is no YAML, in our own words: what stands there, and what was expected instead.

The library says it in its own English, which nobody gets to read: it only tells which of these sentences fits.
"""

import re

import yaml

from campaigns.files.problems import FileProblem
from foundation.web.language import mark

_NOT_CLOSED = mark("A quotation mark opens in line %(opens)s and is not closed. A second one like it is expected.")
_BRACKET = mark(
    "A bracket opens in line %(opens)s and is not closed. A comma or the closing bracket is expected here; a text with"
    " brackets in it needs quotation marks."
)
_INDENT = mark(
    "This line begins at another column than those it belongs to, from line %(opens)s on, or more stands behind a"
    " closing quotation mark. The same number of spaces is expected, and nothing behind the mark."
)
_BESIDE_BLOCK = mark("Behind this sign nothing more is expected in the line. The text begins in the next.")
_BACKSLASH = mark("A backslash stands in a text in double quotation marks. Write two of them, or use single marks.")
_COLON = mark("A colon with a space behind it is expected here, after the name.")
_ANYTHING = mark(
    "This line, or the one above it, does not have the form “name: value”. Look at the spaces before it, at colons and"
    " quotation marks."
)

# The first whose words stand in what the library says, in its two forms, of C and of Python.
_SENTENCES = (
    ("tab", mark("This line is indented with a tab; YAML wants spaces.")),
    (
        "cannot start any token",
        mark("Neither a value nor a line can begin with this character or a tab: use spaces, or quotation marks."),
    ),
    ("mapping values are not allowed", mark("A second colon stands in this line: put the text in quotation marks.")),
    (
        "sequence entries are not allowed",
        mark("A list cannot begin in this place. A line of its own is expected for it, indented."),
    ),
    ("unexpected end of stream", _NOT_CLOSED),
    ("unexpected document", mark("A line of “---” or “...” stands inside a text in quotation marks.")),
    ("escape", _BACKSLASH),
    ("hex", _BACKSLASH),
    ("',' or", _BRACKET),
    ("flow", _BRACKET),
    ("did not find expected key", _INDENT),
    ("expected <block end>", _INDENT),
    ("'-' indicator", _INDENT),
    ("unindent", _INDENT),
    ("':'", _COLON),
    ("simple key", _COLON),
    ("comment or line break", _BESIDE_BLOCK),
    ("chomping", _BESIDE_BLOCK),
    ("indentation indicator", _BESIDE_BLOCK),
    (
        "alphabetic or numeric",
        mark("A text cannot begin with this sign, which stands for a reference: put it in quotation marks."),
    ),
    (
        "<document start>",
        mark("The campaign ends above this line. Nothing more is expected here, unless it is indented."),
    ),
    ("directive", mark("A line cannot begin with a percent sign: put the text in quotation marks.")),
    ("tag", mark("A text cannot begin with an exclamation mark: put it in quotation marks.")),
)


_OPENS_ANOTHER = re.compile(r"\s*(?:- +)*(?:[\w-]+: *)?")


def never_closed(error: yaml.MarkedYAMLError, text: str, before: yaml.Event | None) -> FileProblem | None:
    """Where a mark that nobody closed ended at the next one, which opens another text: the library finds fault only
    with what stands behind that. `before` is the last thing that it could read."""
    at = error.problem_mark
    if not isinstance(before, yaml.ScalarEvent) or before.style not in ("'", '"') or at is None:
        return None
    opens, ends = before.start_mark, before.end_mark
    if opens is None or ends is None:
        return None
    line = text.splitlines()[ends.line] if ends.line < len(text.splitlines()) else ""
    if opens.line == ends.line or at.line != ends.line or not _OPENS_ANOTHER.fullmatch(line[: ends.column - 1]):
        return None
    return FileProblem(opens.line + 1, opens.column + 1, _NOT_CLOSED, {"opens": opens.line + 1})


def broken(error: yaml.MarkedYAMLError) -> FileProblem:
    at = error.problem_mark or error.context_mark
    opens = error.context_mark or at
    place = (at.line + 1, at.column + 1) if at else (1, 1)
    said = f"{error.problem or ''} {error.context or ''}"
    words = next((words for signs, words in _SENTENCES if signs in said), _ANYTHING)
    return FileProblem(*place, words, {"opens": opens.line + 1 if opens else 1})
