"""The first page of a PDF of our own as a picture. Runs in the child process of pdf_worker, after the layout."""

import io

from PIL import Image


def first_page_as_png(pdf: bytes, width: int) -> bytes:
    """`width` in pixels; the height follows from the page."""
    return _packed(_first_page(pdf, width))


def first_page_for_preview(pdf: bytes, width: int) -> bytes:
    """The same as a PNG for somebody who waits: a coarser choice of colours and less packing. For a letter that takes a
    third of the time of WebP, and makes fewer bytes."""
    few = _first_page(pdf, width).quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", compress_level=1)
    return packed.getvalue()


def _first_page(pdf: bytes, width: int) -> Image.Image:
    # Only pictures need it: a letter shall not wait for its library, nor fail for want of it.
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture: Image.Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    # A page of 900 points may come out a pixel too wide.
    return picture if picture.width == width else picture.crop((0, 0, width, picture.height))


def _packed(picture: Image.Image) -> bytes:
    """Few colours and large even fields: a palette makes a third of the bytes, and nobody sees a difference."""
    palette = picture.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    palette.save(packed, "PNG", optimize=True)
    return packed.getvalue()
