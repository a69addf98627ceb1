"""Whatever is wrong with the YAML of a file is said in our words and in the reader's language, never in the library's."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from campaigns.files.yaml_tree import LOADER, read_yaml
from campaigns.files.yaml_words import broken
from foundation.web.language import speaking

BROKEN = {
    'title: "Free': "A quotation mark opens in line 1 and is not closed.",
    "countries: [KZ\nkind: arrest": "A bracket opens in line 1 and is not closed.",
    "cases:\n  - id: a\n id: b": "This line begins at another column than those it belongs to, from line 1 on",
    "kind: arrest\njust words\nslug: a": "A colon with a space behind it is expected here",
    "title: @free": "Neither a value nor a line can begin with this character",
    "title: - one": "A list cannot begin in this place.",
    'title: "50\\%"': "A backslash stands in a text in double quotation marks.",
    "text: |now\n  x": "Behind this sign nothing more is expected in the line.",
    "title: *": "A text cannot begin with this sign, which stands for a reference",
    "title: ,": "does not have the form “name: value”",
}
LATIN = re.compile("[A-Za-z]{2,}")


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_wrong_is_said_with_what_was_expected(text: str) -> None:
    (problem,) = read_yaml(text.encode()).problems
    assert BROKEN[text] in problem.sentence
    assert problem.line >= 1
    with speaking("ru"):
        assert not LATIN.search(problem.sentence), "all of it is in Russian"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('kind: arrest\ntitle: "Free Ada\nslug: free\nsummary: "Free her."\n', 2),
        ("title: 'Free Ada\nkind: 'arrest'\n", 1),
        ('cases:\n  - id: "a\n    name: "b"\n', 2),
        ('names:\n  - "Ada\n  - "Jean"\n', 2),
    ],
)
def test_a_mark_that_ends_at_the_next_one_was_not_closed(text: str, line: int) -> None:
    (problem,) = read_yaml(text.encode()).problems
    assert problem.sentence.startswith(f"A quotation mark opens in line {line} and is not closed.")
    assert problem.line == line


def test_more_behind_a_text_of_two_lines_is_told_as_that() -> None:
    (problem,) = read_yaml(b'title: "Free Ada,\n  now" and Jean\nkind: arrest\n').problems
    assert "nothing behind the mark" in problem.sentence


@given(st.text(alphabet="ab:-[]{}\"'\\|>&*!%@`,#?. \n\t", max_size=60))
def test_no_word_of_the_library_is_passed_on(text: str) -> None:
    for error in (error_of(text, loader) for loader in (LOADER, yaml.SafeLoader)):
        if error is not None:
            said = broken(error).sentence
            assert str(error.problem) not in said
            assert not re.search(r"\b(found|did not find|could not|scanning|parsing|token|scalar)\b", said)
            with speaking("ru"):
                assert not LATIN.search(broken(error).sentence)


def error_of(text: str, loader: Any) -> yaml.MarkedYAMLError | None:
    try:
        list(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        return error
    return None
