"""A headline fills its lines, in any script."""

import pytest

from petitions.printed.headline import longest_line, size_for, width_in_em


def test_short_words_are_large_and_long_titles_are_never_too_small() -> None:
    def size(text: str) -> float:
        return size_for(text, width=510, lines=2, smallest=34, largest=100)

    assert size("Free Ada") == 100
    assert size("Release all who were arrested for their union work and drop every charge") == 34
    assert size("") == 100


@pytest.mark.parametrize("text", ["Free Ada Example and her colleagues", "Освободите Аду Пример и её товарищей"])
def test_lines_are_as_even_as_words_allow(text: str) -> None:
    whole = width_in_em(text)
    assert whole * 0.499 <= longest_line(text, 2) < whole * 0.7
    assert longest_line(text, 1) >= whole * 0.99


def test_the_longest_word_decides_where_one_is_longer_than_a_line() -> None:
    assert longest_line("a Donaudampfschifffahrtsgesellschaft", 4) == pytest.approx(
        width_in_em("Donaudampfschifffahrtsgesellschaft")
    )
