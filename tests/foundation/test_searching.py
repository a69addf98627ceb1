"""Names are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.searching import folded, found_in, marked, search_key, typed_words


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Ерлан Балтабай", "baltabay"), ("Ерлан Балтабай", "Baltabai"), ("Erlan Baltabai", "балтабай"),
        ("Амин Елеусинов", "yeleusinov"), ("Нурбек Кушакбаев", "Kushakbayev"), ("Dmitry Tikhonov", "Дмитрий"),
        ("Махмуд Раджабов", "rajabov"), ("Роза Тулетаева", "Rosa Tuletayeva"), ("Лариса Харькова", "kharkova"),
        ("Пётр Примеров", "петр"), ("Петр Примеров", "Пётр"), ("Ádám Példa", "adam"), ("Atle Høie", "hoie"),
        ("ÖZGÜR", "özgür"), ("Spravedlivost’", "spravedlivost"), ("Oʻzbekiston", "ozbek"), ("Straße", "strasse"),
        ("نقابة العمال", "العمال"), ("工会", "工会"), ("Ada Example", "exam ada"), ("Юлия", "Yulia"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_any_spelling(kept: str, typed: str) -> None:
    assert found_in(kept, typed_words(typed))


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "_", "%%", "'; --", "x" * 300, "zzz"])
def test_what_finds_nothing_finds_nothing(typed: str) -> None:
    assert not found_in("Ada Example", typed_words(typed))


def test_each_word_must_begin_a_word() -> None:
    assert not found_in("Ada Example", typed_words("ada jean"))
    assert not found_in("Ada Example", typed_words("xample"))


@given(st.text(max_size=60))
def test_keys_hold_letters_and_digits_only(text: str) -> None:
    key = search_key(text, {"en": text}, [text])
    assert all(sign.isalnum() or sign == " " for sign in key)
    assert key == "" or (key[0], key[-1]) == (" ", " ")
    for word in folded(text)[:8]:
        if len(word) > 1:
            assert found_in(text, typed_words(word))


def test_what_was_looked_for_is_marked() -> None:
    assert [piece for piece, hit in marked("Free Ерлан Балтабай now", typed_words("baltabay")) if hit] == ["Балтабай"]
    assert "".join(piece for piece, _ in marked("a  b\tc", typed_words("xx"))) == "a  b\tc"


def test_a_word_that_sounds_like_one_letter_does_not_find_half_of_everything() -> None:
    assert not found_in("The social security of the union", typed_words("zzzz"))
    assert found_in("Pizza for the strikers", typed_words("pizza"))
    assert found_in("zzzz", typed_words("zzzz"))
