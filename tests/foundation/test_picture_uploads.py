"""Pictures from outside come out as the picture and nothing else, or not at all."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from foundation.errors import BadInput
from foundation.picture_uploads import LARGEST_PICTURE, redrawn

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
