"""Pictures from outside: JPEG and PNG by what they hold, drawn anew, so that nothing but the picture remains.

Place, time, device, thumbnail and comments of the original are gone from the copy, and so is whatever else was packed
into the same file.
"""

import io
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


def _as_jpeg(picture: Image.Image) -> bytes:
    copy = io.BytesIO()
    picture.save(copy, "JPEG", quality=_QUALITY)
    return copy.getvalue()


def _too_large() -> BadInput:
    return BadInput("This picture has more than 40 million pixels. Please scan it with 300 dots per inch or fewer.")
