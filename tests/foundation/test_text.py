"""What is made of lines that people typed."""

import pytest

from foundation.text import ended


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("He was freed", "He was freed."),
        ("Он освобождён 1 мая 2026 г.", "Он освобождён 1 мая 2026 г."),
        ("He said: “Enough!”", "He said: “Enough!”"),
        ("He is called “Ada”", "He is called “Ada”."),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(typed: str, read: str) -> None:
    assert ended(typed) == read
