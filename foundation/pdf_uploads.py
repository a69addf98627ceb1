"""PDFs from outside: taken only when they are what they say, open to be read, and hold nothing that acts."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from foundation.errors import BadInput
from foundation.web.language import mark

LARGEST_PDF = 10 * 1024 * 1024
MOST_PAGES = 200
MOST_OBJECTS = 200_000
MEDIA_TYPE = "application/pdf"

NOT_A_PDF = mark("This is not a PDF file, or it is damaged.")

# Names that start something when the file is opened or clicked, or that carry another file.
_ACTING = frozenset(
    {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/AA",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/RichMedia",
        "/XFA",
        "/SubmitForm",
        "/ImportData",
    }
)
# What programs leave on a page besides what it shows.
_TRACES = ("/PieceInfo", "/Metadata", "/LastModified")
# What may stand behind the last line of a PDF; anything more is a second file in the same bytes.
_MOST_BEHIND_THE_END = 1024


def check_pdf(content: bytes) -> int:
    """How many pages it has. Raises BadInput, worded."""
    if len(content) > LARGEST_PDF:
        raise BadInput("This file is larger than 10 MB.")
    end = content.rfind(b"%%EOF")
    if not content.startswith(b"%PDF-") or end < 0 or len(content) - end > _MOST_BEHIND_THE_END:
        raise BadInput(NOT_A_PDF)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would log parts of what strangers send
    try:
        reader = PdfReader(io.BytesIO(content))
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else len(reader.pages)
        acting = not encrypted and _acts(reader)
    except BadInput:
        raise
    except Exception:  # noqa: BLE001  # a damaged file fails in any way it likes
        raise BadInput(NOT_A_PDF) from None
    if encrypted:
        raise BadInput("This PDF is encrypted. Please save it without a password.")
    if not 0 < pages <= MOST_PAGES:
        raise BadInput("A PDF may have at most %(most)s pages.", most=MOST_PAGES)
    if acting:
        raise BadInput("This PDF holds scripts, forms that send, or other files. Please print it to a new PDF first.")
    return pages


def without_traces(content: bytes) -> bytes:
    """A checked PDF written anew from its pages: author, program, times, XMP and earlier versions of it stay behind.
    Raises BadInput, worded."""
    try:
        writer = PdfWriter()
        for page in PdfReader(io.BytesIO(content)).pages:
            for key in _TRACES:
                page.pop(key, None)
            writer.add_page(page)
        # What no page refers to any more, such as the pieces taken off above.
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        writer.metadata = None
        writer.metadata = None
        written = io.BytesIO()
        writer.write(written)
    except Exception:  # noqa: BLE001  # a damaged file fails in any way it likes
        raise BadInput(NOT_A_PDF) from None
    return written.getvalue()


def _acts(reader: PdfReader) -> bool:
    """An opening action that only shows a page is what office programs write, and is fine."""
    opening = reader.root_object.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, DictionaryObject) and opening.get("/S") != "/GoTo":
        return True
    return any(name in _ACTING for number in _numbers(reader) for name in _names(number.get_object()))


def _numbers(reader: PdfReader) -> Iterator[IndirectObject]:
    """All objects of the file, those packed into streams of objects too."""
    numbers = [(number, generation) for generation, found in reader.xref.items() for number in found]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        raise BadInput(NOT_A_PDF)
    return (IndirectObject(number, generation, reader) for number, generation in numbers if number)


def _names(thing: Any) -> Iterator[str]:
    """Every name inside one object; other objects it refers to are looked at by themselves."""
    waiting = [thing]
    while waiting:
        found = waiting.pop()
        if isinstance(found, NameObject):
            yield str(found)
        elif isinstance(found, DictionaryObject):
            yield from (str(key) for key in found)
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            waiting += list.__iter__(found)
