"""Portraits are drawn anew and small; one of ours travels through files without losing anything."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from foundation.errors import BadInput
from foundation.picture_uploads import (
    JPEG,
    LARGEST_PORTRAIT,
    LONGEST_SIDE_OF_A_PORTRAIT,
    cut_as_a_face,
    drawn_as_portrait,
)
from tests.factories.faces import SECRET, a_drawn_head


def test_what_a_telephone_writes_beside_the_picture_is_gone() -> None:
    original = a_drawn_head()
    assert SECRET in original
    portrait = drawn_as_portrait(original)
    assert SECRET not in portrait.content
    assert portrait.media_type == JPEG
    assert max(portrait.width, portrait.height) == LONGEST_SIDE_OF_A_PORTRAIT
    assert not Image.open(io.BytesIO(portrait.content)).getexif()


def test_one_of_ours_stays_as_it_is() -> None:
    once = drawn_as_portrait(a_drawn_head())
    assert drawn_as_portrait(once.content) == once


@pytest.mark.parametrize("extra", [b"behind the end", b"\xff\xd9", b"\xff\xfe\x00\x08canary\xff\xd9"])
def test_nothing_is_packed_behind_a_picture_of_ours(extra: bytes) -> None:
    ours = drawn_as_portrait(a_drawn_head()).content
    assert drawn_as_portrait(ours + extra).content != ours + extra
    assert extra not in drawn_as_portrait(ours + extra).content.removesuffix(b"\xff\xd9")


def test_nothing_is_packed_into_the_head_of_a_picture_of_ours() -> None:
    ours = drawn_as_portrait(a_drawn_head()).content
    for packed in (b"\xff\xfe\x00\x08canary", b"\xff\xe1\x00\x08canary", b"\xff\xe0\x00\x08canary"):
        assert b"canary" not in drawn_as_portrait(ours[:2] + packed + ours[2:]).content


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_whatever_is_broken_is_refused_in_words_or_drawn(rubbish: bytes, place: int) -> None:
    ours = drawn_as_portrait(a_drawn_head(60, 80)).content
    try:
        drawn = drawn_as_portrait(ours[:place] + rubbish + ours[place:])
    except BadInput:
        return
    assert drawn_as_portrait(drawn.content) == drawn


def test_a_picture_that_cannot_be_packed_well_is_still_small() -> None:
    noise = Image.effect_noise((900, 900), 120).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(drawn_as_portrait(out.getvalue()).content) <= LARGEST_PORTRAIT


def test_a_face_is_a_small_square_with_the_head_in_it() -> None:
    face = cut_as_a_face(drawn_as_portrait(a_drawn_head()).content, 160)
    picture = Image.open(io.BytesIO(face))
    assert picture.size == (160, 160)
    assert len(face) < 8 * 1024
    # The middle of the head of the drawing, three eighths of the height from above.
    red, green, blue = picture.getpixel((80, 74))  # type: ignore[misc]  # three numbers
    assert red > green > blue, "the head is brown"
    assert abs(red - 0x8A) < 12
