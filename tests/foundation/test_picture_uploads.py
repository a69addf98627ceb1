"""Pictures from outside come out as the picture and nothing else, or not at all."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from foundation.errors import BadInput
from foundation.picture_uploads import LARGEST_PICTURE, drawn_for_a_page, redrawn

SECRET = b"canary of a place"


def a_jpeg(width: int = 60, height: int = 40, orientation: int = 1) -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET)
    return out.getvalue()


def a_png() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG", pnginfo=notes, icc_profile=SECRET)
    return out.getvalue()


@pytest.mark.parametrize(("content", "media_type"), [(a_jpeg(), "image/jpeg"), (a_png(), "image/png")])
def test_nothing_but_the_picture_remains(content: bytes, media_type: str) -> None:
    assert SECRET in content
    copy, kind = redrawn(content + SECRET)
    assert (kind, SECRET in copy) == (media_type, False)
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.size == (60, 40)
        assert not picture.getexif()
        assert not {"comment", "icc_profile", "exif", "Comment", "xmp"} & set(picture.info)


def test_a_scan_that_lies_on_its_side_is_put_upright() -> None:
    copy, _ = redrawn(a_jpeg(orientation=6))
    with Image.open(io.BytesIO(copy)) as picture:
        assert picture.size == (40, 60)


def a_bomb(side: int) -> bytes:
    """A small PNG whose head promises side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * ((side // 8 + 1) * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_000, 10_000, 30_000])
def test_a_picture_of_many_million_pixels_is_not_unpacked(side: int) -> None:
    with pytest.raises(BadInput, match="40 million pixels"):
        redrawn(a_bomb(side))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04 a zip named .pdf",
        a_jpeg()[:200],
        a_png()[:60],
        b"BM" + b"\0" * 60,
    ],
)
def test_what_is_no_whole_jpeg_or_png_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="neither a JPEG nor a PNG"):
        redrawn(content)


def test_ten_megabytes_are_the_limit() -> None:
    with pytest.raises(BadInput, match="10 MB"):
        redrawn(b"\xff\xd8\xff" + b"\0" * LARGEST_PICTURE)


def test_a_page_gets_a_picture_no_larger_than_it_shows() -> None:
    picture = drawn_for_a_page(a_jpeg(4000, 2000))
    assert (picture.width, picture.height, picture.media_type) == (1280, 640, "image/jpeg")
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert opened.size == (1280, 640)
    assert SECRET not in picture.content
    small = drawn_for_a_page(a_png())
    assert (small.width, small.height) == (60, 40), "what is smaller is not blown up"


def test_a_page_gets_whichever_form_is_smaller() -> None:
    noise = Image.effect_noise((900, 900), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    picture = drawn_for_a_page(out.getvalue())
    assert picture.media_type == "image/jpeg"
    assert len(picture.content) < len(out.getvalue())
    assert drawn_for_a_page(a_png()).media_type == "image/png"


@pytest.mark.parametrize("content", [b"", b"x", a_jpeg()[:100]])
def test_a_page_gets_nothing_that_is_no_picture(content: bytes) -> None:
    with pytest.raises(BadInput):
        drawn_for_a_page(content)
