"""Patterns of names find what they say, and no name keeps one of them busy."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.models.patterns import fits_pattern


@given(st.text("xy*", min_size=1, max_size=7), st.text("xy", max_size=9))
def test_a_star_stands_for_anything(pattern: str, text: str) -> None:
    expression = ".*".join(re.escape(part) for part in pattern.split("*"))
    found = re.fullmatch(expression, text) if "*" in pattern else re.search(expression, text)
    assert fits_pattern(pattern, text) == (found is not None)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("jean mod", "Jean Modèle", True),
        ("Usеr*", "user 7", True),
        ("user*", "a user", False),
        ("*user", "a user", True),
        ("ab*ba", "aba", False),
        ("*", "anybody", True),
        ("x.c", "xyc", False),
    ],
)
def test_what_patterns_find(pattern: str, text: str, fits: bool) -> None:
    assert fits_pattern(pattern, text) is fits


@pytest.mark.parametrize("pattern", ["*a" * 39 + "*b", "a*" * 39 + "b", "*" * 79 + "b", "*aa" * 26 + "b"])
def test_no_name_keeps_a_pattern_busy(pattern: str) -> None:
    begins = time.process_time()
    for _ in range(100):
        assert not fits_pattern(pattern, "a" * 160)
    assert time.process_time() - begins < 1
