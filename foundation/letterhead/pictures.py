"""Logos and signatures from outside: each is what it says, and holds nothing but the picture."""

import io

from PIL import Image

from foundation.errors import AppError, BadInput
from foundation.letterhead.svg import cleaned
from foundation.pdf import Press, html_to_png
from foundation.picture_uploads import JPEG, PNG, drawn_as_logo, drawn_as_signature
from foundation.web.language import mark

LARGEST_DRAWING = 512 * 1024
SVG = "image/svg+xml"
SECONDS = 5.0
WIDTH = 480
PALE = 235
_ENDINGS = {".svg": SVG, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
_NAMES = {SVG: "SVG", PNG: "PNG", JPEG: "JPEG"}
_PAGE = '<html lang="en"><title>.</title><style>@page { size: 120mm 44mm; margin: 0 }</style>'

NOT_WHAT_IT_SAYS = mark("The name of this file says %(said)s, but what is in it is something else.")
NO_KNOWN_ENDING = mark("Please send a file whose name ends in .svg, .png, .jpg or .jpeg.")
DRAWING_TOO_LARGE = mark("This drawing is larger than 512 KB. Please simplify it, or send it as PNG.")
NOTHING_TO_SEE = mark("Nothing of this picture would be seen on white paper.")
NOT_PRINTABLE = mark("This drawing cannot be printed. Please simplify it, or send it as PNG.")


def drawn_logo(filename: str, content: bytes, *, press: Press | None = None) -> tuple[bytes, str]:
    """The copy that is kept and its media type; it was printed once to see that it can be. Raises BadInput, worded,
    Busy."""
    said = _said(filename)
    if _held(content) != said:
        raise BadInput(NOT_WHAT_IT_SAYS, said=_NAMES[said])
    if said == SVG and len(content) > LARGEST_DRAWING:
        raise BadInput(DRAWING_TOO_LARGE)
    logo = (cleaned(content), SVG) if said == SVG else drawn_as_logo(content)
    _refuse_unseen(logo[0], press)
    return logo


def drawn_signature(filename: str, content: bytes) -> bytes:
    """A PNG in grey without its white margins. Raises BadInput, worded."""
    said = _said(filename)
    if said == SVG or _held(content) != said:
        raise BadInput(NOT_WHAT_IT_SAYS, said=_NAMES[said])
    return drawn_as_signature(content)


def _said(filename: str) -> str:
    ending = f".{filename.rpartition('.')[2].lower()}"
    if ending not in _ENDINGS:
        raise BadInput(NO_KNOWN_ENDING)
    return _ENDINGS[ending]


def _held(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return SVG if head.startswith(b"<") and b"<svg" in content[:65536] else ""


def _refuse_unseen(logo: bytes, press: Press | None) -> None:
    html = f'{_PAGE}<img src="image:logo" alt="" style="width: 120mm; height: 44mm; object-fit: contain">'
    try:
        picture = html_to_png(html, width=WIDTH, images={"logo": logo}, timeout=SECONDS, press=press)
    except AppError as error:
        if error.status == 422:
            raise BadInput(NOT_PRINTABLE) from None
        raise
    with Image.open(io.BytesIO(picture)) as shown:
        seen = shown.convert("L").point(lambda value: 0 if value > PALE else 255).getbbox()
    if seen is None:
        raise BadInput(NOTHING_TO_SEE)
