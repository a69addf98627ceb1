"""Pictures from outside: JPEG and PNG by what they hold, drawn anew, so that nothing but the picture remains.

Place, time, device, thumbnail and comments of the original are gone from the copy, and so is whatever else was packed
into the same file.
"""

import io
import warnings

from PIL import Image, ImageOps

from foundation.errors import BadInput
from foundation.web.language import mark

LARGEST_PICTURE = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
JPEG = "image/jpeg"
PNG = "image/png"

NOT_A_PICTURE = mark("This is neither a JPEG nor a PNG picture, or it is damaged.")
_QUALITY = 85


def redrawn(content: bytes) -> tuple[bytes, str]:
    """The copy and its media type, upright. Raises BadInput, worded."""
    if len(content) > LARGEST_PICTURE:
        raise BadInput("This file is larger than 10 MB.")
    try:
        with warnings.catch_warnings():
            # A picture between Pillow's limit and twice that only warns; ours is smaller than both.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redraw(content)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except BadInput:
        raise
    except Exception:  # noqa: BLE001  # a damaged file fails in any way it likes
        raise BadInput(NOT_A_PICTURE) from None


def _redraw(content: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as original:
        # The head alone tells the size; nothing has been unpacked yet.
        if original.width * original.height > MOST_PIXELS:
            raise _too_large()
        kind = PNG if original.format == "PNG" else JPEG
        upright = ImageOps.exif_transpose(original)
        plain = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    plain.info = {}
    redrawn = io.BytesIO()
    if kind == PNG:
        plain.save(redrawn, "PNG")
    else:
        plain.save(redrawn, "JPEG", quality=_QUALITY)
    return redrawn.getvalue(), kind


def _too_large() -> BadInput:
    return BadInput("This picture has more than 40 million pixels. Please scan it with 300 dots per inch or fewer.")
