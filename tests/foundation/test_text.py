"""What is made of lines that people typed."""

import pytest

from foundation.errors import BadInput
from foundation.text import clean_name, ended, parted


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


@pytest.mark.parametrize(
    "name", ["Ada Example", "Пётр Примеров", "阿达", "آدا", "O’Example", "A.", "Nº 5", "نمونه‌ای", "🌻", "🇳🇴", "❤️"]
)
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
        "\ufffc",
        "see www.example.org",
    ],
)
def test_a_name_that_shows_nothing_or_leads_away_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        clean_name(name)


@pytest.mark.parametrize(
    ("said", "first", "rest"),
    [
        ("This is closed. Please collect no more.", "This is closed.", "Please collect no more."),
        ("Сбор приостановлен. Лист появится снова. Ждите.", "Сбор приостановлен.", "Лист появится снова. Ждите."),
        ("Ready? “Yes”, she said.", "Ready?", "“Yes”, she said."),
        ("Case No. 3386 is closed.", "Case No. 3386 is closed.", ""),
        ("", "", ""),
    ],
)
def test_the_first_sentence_stands_apart(said: str, first: str, rest: str) -> None:
    assert parted(said) == (first, rest)
