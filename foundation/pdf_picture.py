"""The first page of a PDF of our own as a PNG. Runs in the child process of pdf_worker, like the layout before it."""

import io

from PIL import Image


def first_page_as_png(pdf: bytes, width: int) -> bytes:
    """`width` in pixels; the height follows from the page."""
    # Only pictures need it: a letter shall not wait for its library, nor fail for want of it.
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    if picture.width != width:
        # A page of 900 points may come out a pixel too wide.
        picture = picture.crop((0, 0, width, picture.height))
    return _packed(picture)


def _packed(picture: Image.Image) -> bytes:
    """Few colours and large even fields: a palette makes a third of the bytes, and nobody sees a difference."""
    palette = picture.quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    palette.save(packed, "PNG", optimize=True)
    return packed.getvalue()
