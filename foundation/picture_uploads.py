"""Pictures from outside: JPEG and PNG by what they hold, drawn anew, so that nothing but the picture remains.

Place, time, device, thumbnail and comments of the original are gone from the copy, and so is whatever else was packed
into the same file.
"""

import io
import re
import warnings
from base64 import b64encode
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
LONGEST_SIDE_OF_A_LOGO = 900
# Of 255: darker is written, lighter is paper.
INK, PAPER_GREY = 160, 200
_SCAN = re.compile(rb"(?:[^\xff]|\xff[\x00\xd0-\xd7])*+\xff\xd9", re.DOTALL)


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
    if fits and kind == JPEG and _is_bare_jpeg(content):
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


def as_data(content: bytes, media_type: str) -> str:
    """An address that holds the picture itself: a page needs no further request, and nobody else can ask for it."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def drawn_as_logo(content: bytes) -> tuple[bytes, str]:
    """The copy and its media type, no finer than a printer shows it. Raises BadInput, worded."""
    drawn, kind = _safely(content)
    drawn.thumbnail((LONGEST_SIDE_OF_A_LOGO, LONGEST_SIDE_OF_A_LOGO))
    return (_as_png(drawn) if kind == PNG else _as_jpeg(drawn)), kind


def drawn_as_signature(content: bytes) -> bytes:
    """A PNG in grey, without the white around what is written. Raises BadInput, worded."""
    drawn, _kind = _safely(content)
    grey = drawn.convert("L")
    written = grey.point(lambda value: 255 if value < INK else 0).getbbox()
    if written is None:
        raise BadInput("Nothing is written on this picture.")
    grey = grey.crop(written)
    grey.thumbnail((LONGEST_SIDE_OF_A_LOGO, LONGEST_SIDE_OF_A_LOGO))
    # Paper that was photographed is not white; on a letter it would stand as a grey box.
    return _as_png(grey.point(lambda value: 255 if value > PAPER_GREY else value))


def as_drawn(content: bytes) -> Picture:
    """One that holds nothing but the picture stays as it is, byte for byte; any other is drawn anew. Raises BadInput,
    worded."""
    drawn, kind = _safely(content)
    kept = content if _is_bare(content, kind) else _as_png(drawn) if kind == PNG else _as_jpeg(drawn)
    return Picture(kept, kind, drawn.width, drawn.height)


def _is_bare(content: bytes, kind: str) -> bool:
    """Whether it has the parts that we write, and not one byte behind its end."""
    return _is_bare_png(content) if kind == PNG else _is_bare_jpeg(content)


def _is_bare_png(content: bytes) -> bool:
    place, last = 8, b""
    while place + 12 <= len(content) and last != b"IEND":
        length, last = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        if last not in (b"IHDR", b"IDAT", b"IEND"):
            return False
        place += 12 + length
    return last == b"IEND" and place == len(content)


def _is_bare_jpeg(content: bytes) -> bool:
    """JFIF without a thumbnail, tables, one frame, and one scan up to the end."""
    place = 2
    while content[place : place + 1] == b"\xff":
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        if marker not in (0xE0, 0xDB, 0xC0, 0xC4, 0xDA) or (marker == 0xE0 and length != 16):
            return False
        place += 2 + length
        if marker == 0xDA:
            return _SCAN.fullmatch(content, place) is not None
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
        plain = _on_white(upright).convert("L" if upright.mode in ("1", "L") else "RGB")
    plain.info = {}
    return plain, kind


def _on_white(picture: Image.Image) -> Image.Image:
    """Where one can look through it there is paper behind, not whatever colour its file has there."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear)


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
