"""A PDF that acts, hides or pretends is refused; one from an office program is taken."""

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from foundation.errors import BadInput
from foundation.pdf_uploads import LARGEST_PDF, check_pdf, without_traces

pytestmark = pytest.mark.slow


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def a_writer(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    return writer


def test_an_ordinary_pdf_is_taken() -> None:
    assert check_pdf(written(a_writer(pages=3))) == 3


def test_an_opening_action_that_shows_a_page_is_fine() -> None:
    writer = a_writer()
    page = writer.pages[0].indirect_reference
    assert page is not None
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([page, NameObject("/XYZ"), NumberObject(0)])
    assert check_pdf(written(writer)) == 1


def _with_script() -> PdfWriter:
    writer = a_writer()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        [DictionaryObject({NameObject("/A"): DictionaryObject(script)})]
    )
    return writer


def _with_launch() -> PdfWriter:
    writer = a_writer()
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    return writer


def _with_file() -> PdfWriter:
    writer = a_writer()
    writer.add_attachment("program.exe", b"MZ")
    return writer


def _with_page_action() -> PdfWriter:
    writer = a_writer()
    writer.pages[0][NameObject("/AA")] = DictionaryObject()
    return writer


@pytest.mark.parametrize("writer", [_with_script(), _with_launch(), _with_file(), _with_page_action()])
@pytest.mark.parametrize("packed", [False, True])
def test_what_acts_is_refused(writer: PdfWriter, packed: bool, tmp_path: Path) -> None:
    content = written(writer)
    if packed:
        content = _in_object_streams(content, tmp_path)
    with pytest.raises(BadInput, match="scripts, forms that send, or other files"):
        check_pdf(content)


def _in_object_streams(content: bytes, folder: Path) -> bytes:
    """As qpdf packs it, so that no name can be read in the bytes."""
    plain, packed = folder / "plain.pdf", folder / "packed.pdf"
    plain.write_bytes(content)
    subprocess.run(["qpdf", "--object-streams=generate", plain, packed], check=True)
    assert b"JavaScript" not in packed.read_bytes()
    return packed.read_bytes()


def test_an_encrypted_one_is_refused() -> None:
    writer = a_writer()
    writer.encrypt("secret")
    with pytest.raises(BadInput, match="encrypted"):
        check_pdf(written(writer))


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(BadInput, match="at most 200"):
        check_pdf(written(a_writer(pages=201)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"<html>" + written(a_writer()),
        written(a_writer())[:200],
        written(a_writer()) + b"<html>" * 1000,
        b"PK\x03\x04" + b"\x00" * 100,
        b"%PDF-1.7\n" + b"\xff" * 500 + b"%%EOF",
        b"a" * (LARGEST_PDF + 1),
    ],
)
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        check_pdf(content)


def test_written_anew_it_says_nothing_of_who_made_it_nor_what_stood_in_it_before() -> None:
    writer = a_writer(pages=2)
    writer.add_metadata({"/Author": "Canary Author", "/Creator": "Canary Program"})
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Canary"): TextStringObject("Canary")})
    first = written(writer)
    later = PdfWriter(io.BytesIO(first), incremental=True)
    later.add_metadata({"/Title": "Canary title"})
    content = written(later)
    assert b"Canary" in content
    clean = without_traces(content)
    assert b"Canary" not in clean
    assert check_pdf(clean) == 2


def test_what_cannot_be_written_anew_is_refused() -> None:
    with pytest.raises(BadInput):
        without_traces(b"%PDF-1.7 nothing")
