"""What is made of lines that people typed."""

import pytest

from foundation.errors import BadInput
from foundation.text import clean_name, ended


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


@pytest.mark.parametrize("name", ["Ada Example", "Пётр Примеров", "阿达", "آدا", "O’Example", "A.", "Nº 5", "نمونه‌ای"])
def test_names_of_every_script_are_taken(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "!!!",
        "\u3164",
        "\u2800\u2800",
        "\uffa0",
        "A\u034fda",
        "\u200d",
        "A\u202eda",
        "A\ufffd",
        "see www.example.org",
    ],
)
def test_a_name_that_shows_nothing_or_leads_away_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        clean_name(name)
