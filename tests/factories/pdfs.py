"""PDFs as people bring them along: with words, or only with a picture of a page."""

import io

from PIL import Image
from weasyprint import HTML


def a_pdf_saying(*pages: str) -> bytes:
    """A page for each text."""
    body = '<p style="break-after: page">'.join(f"<p>{text}</p>" for text in pages)
    written: bytes = HTML(string=body).write_pdf()
    return written


def a_scan() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(file, "PDF")
    return file.getvalue()
