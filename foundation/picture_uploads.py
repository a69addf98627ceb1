"""Pictures from outside: JPEG and PNG by what they hold, drawn anew, so that nothing but the picture remains.

Place, time, device, thumbnail and comments of the original are gone from the copy, and so is whatever else was packed
into the same file.
"""

import io
import re
import warnings
from dataclasses import dataclass, field

from PIL import Image, ImageOps

from foundation.errors import BadInput
from foundation.web.language import mark

LARGEST_PICTURE = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
JPEG = "image/jpeg"
PNG = "image/png"

NOT_A_PICTURE = mark("This is neither a JPEG nor a PNG picture, or it is damaged.")
_QUALITY = 85
LONGEST_SIDE_ON_A_PAGE = 1280
LONGEST_SIDE_OF_A_PORTRAIT = 400
LARGEST_PORTRAIT = 48 * 1024
"""Bytes: two dozen of them travel in one campaign file."""

_HEAD, _SCAN, _LENGTH_OF_A_BARE_HEAD = 0xE0, 0xDA, 16
_BARE = tuple(bytes([marker]) for marker in (_HEAD, 0xDB, 0xC0, 0xC4, _SCAN))
_MARKER = re.compile(rb"\xff[^\x00]", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """Its width and height in pixels."""

    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


def redrawn(content: bytes) -> tuple[bytes, str]:
    """The copy and its media type, upright. Raises BadInput, worded."""
    drawn, kind = _safely(content)
    return (_as_png(drawn) if kind == PNG else _as_jpeg(drawn)), kind


def drawn_for_a_page(content: bytes) -> Picture:
    """The same, no larger than a page shows it and in whichever form is smaller: readers have poor networks. Raises
    BadInput, worded."""
    drawn, kind = _safely(content)
    drawn.thumbnail((LONGEST_SIDE_ON_A_PAGE, LONGEST_SIDE_ON_A_PAGE))
    copy = _as_jpeg(drawn)
    if kind == PNG and len(sharp := _as_png(drawn)) <= len(copy):
        return Picture(sharp, PNG, drawn.width, drawn.height)
    return Picture(copy, JPEG, drawn.width, drawn.height)


def drawn_as_portrait(content: bytes) -> Picture:
    """The same as a small JPEG, good enough to be printed as wide as a thumb is long. One that was drawn so already
    stays as it is, byte for byte, so that it loses nothing on its way through files. Raises BadInput, worded."""
    drawn, kind = _safely(content)
    fits = max(drawn.size) <= LONGEST_SIDE_OF_A_PORTRAIT and len(content) <= LARGEST_PORTRAIT
    if fits and kind == JPEG and _is_nothing_but_a_picture(content):
        return Picture(content, JPEG, drawn.width, drawn.height)
    drawn.thumbnail((LONGEST_SIDE_OF_A_PORTRAIT, LONGEST_SIDE_OF_A_PORTRAIT))
    copy = _as_jpeg(drawn)
    for quality in (70, 50, 30):
        if len(copy) > LARGEST_PORTRAIT:
            copy = _as_jpeg(drawn, quality)
    return Picture(copy, JPEG, drawn.width, drawn.height)


def cut_as_a_face(content: bytes, side: int) -> bytes:
    """A small square JPEG of a picture of ours, `side` pixels wide. Of one that is higher than wide the upper part
    stays, where the head is."""
    drawn, _kind = _safely(content)
    square = ImageOps.fit(drawn, (side, side), method=Image.Resampling.LANCZOS, centering=(0.5, 0.2))
    return _as_jpeg(square, quality=75)


def _is_nothing_but_a_picture(content: bytes) -> bool:
    """A JPEG as we write it: a bare head, tables, one scan; no comment, no data of a device, nothing behind its end."""
    place = 2
    while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] in _BARE:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == _HEAD and length != _LENGTH_OF_A_BARE_HEAD:
            return False
        place += 2 + length
        if marker == _SCAN:
            # Within the scan a byte of ones is followed by zeros; the first that is not must be the end of the file.
            end = _MARKER.search(content, place)
            return end is not None and content[end.start() :] == b"\xff\xd9"
    return False


def _safely(content: bytes) -> tuple[Image.Image, str]:
    if len(content) > LARGEST_PICTURE:
        raise BadInput("This file is larger than 10 MB.")
    try:
        with warnings.catch_warnings():
            # A picture between Pillow's limit and twice that only warns; ours is smaller than both.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _draw(content)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except BadInput:
        raise
    except Exception:  # noqa: BLE001  # a damaged file fails in any way it likes
        raise BadInput(NOT_A_PICTURE) from None


def _draw(content: bytes) -> tuple[Image.Image, str]:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as original:
        # The head alone tells the size; nothing has been unpacked yet.
        if original.width * original.height > MOST_PIXELS:
            raise _too_large()
        kind = PNG if original.format == "PNG" else JPEG
        upright = ImageOps.exif_transpose(original)
        plain = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    plain.info = {}
    return plain, kind


def _as_png(picture: Image.Image) -> bytes:
    copy = io.BytesIO()
    picture.save(copy, "PNG")
    return copy.getvalue()


def _as_jpeg(picture: Image.Image, quality: int = _QUALITY) -> bytes:
    copy = io.BytesIO()
    picture.save(copy, "JPEG", quality=quality)
    return copy.getvalue()


def _too_large() -> BadInput:
    return BadInput("This picture has more than 40 million pixels. Please scan it with 300 dots per inch or fewer.")
