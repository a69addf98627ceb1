"""Many PDFs as one for the printer, and many files as a ZIP that is written while it is sent."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject
from sqlmodel import Session

from foundation.errors import NotFound
from foundation.files import Damaged, path_of, read_in_pieces, store_written
from foundation.pdf_merging import Part, merge
from foundation.zip_streams import zip_stream
from tests.factories.pdfs import a_pdf_saying, a_scan


def test_merged_pdfs_keep_their_words_and_have_a_bookmark_each(tmp_path: Path) -> None:
    contents = (a_pdf_saying("Hello one", "Привет два"), a_scan(), a_pdf_saying("Third"))
    parts = []
    for number, content in enumerate(contents, 1):
        path = tmp_path / f"part-{number}"
        path.write_bytes(content)
        parts.append(Part(f"Письмо {number} (a)", path))
    merged = tmp_path / "merged"
    assert merge(parts, merged) == 4
    reader = PdfReader(merged)
    assert [page.extract_text() for page in reader.pages] == ["Hello one", "Привет два", "", "Third"]
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]  # type: ignore[union-attr,arg-type]  # one level
    assert marks == [("Письмо 1 (a)", 0), ("Письмо 2 (a)", 2), ("Письмо 3 (a)", 3)]
    assert len(reader.pages[2].images) == 1
    again = tmp_path / "again"
    merge(parts, again)
    assert again.read_bytes() == merged.read_bytes()


def test_what_was_written_in_pieces_is_kept_and_read_in_pieces(session: Session, tmp_path: Path) -> None:
    written = tmp_path / "written"
    written.write_bytes(b"ab" * 300_000)
    stored = store_written(session, tmp_path, written, media_type="application/pdf", pages=3)
    assert (stored.size, stored.pages, written.exists()) == (600_000, 3, False)
    pieces = list(read_in_pieces(tmp_path, stored.sha256))
    assert (len(pieces), b"".join(pieces)) == (3, b"ab" * 300_000)
    path_of(tmp_path, stored.sha256).write_bytes(b"other")
    with pytest.raises(Damaged):
        read_in_pieces(tmp_path, stored.sha256)
    with pytest.raises(NotFound):
        read_in_pieces(tmp_path, "a" * 64)


def test_a_zip_is_sent_file_by_file_in_its_order_and_always_the_same() -> None:
    read: list[str] = []

    def content(name: str) -> bytes:
        read.append(name)
        return name.encode() * 1000

    names = ["0002-b.pdf", "0001-ä.pdf"]
    stream = zip_stream([(name, lambda name=name: content(name)) for name in names], day=date(2026, 11, 23))  # type: ignore[misc]  # the name of this turn
    first = next(stream)
    assert read == names[:1], "the second is read when its turn comes"
    whole = first + b"".join(stream)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.namelist() == names
        assert archive.testzip() is None
        assert archive.getinfo(names[0]).date_time[:3] == (2026, 11, 23)
    again = zip_stream([(name, lambda name=name: content(name)) for name in names], day=date(2026, 11, 23))  # type: ignore[misc]  # likewise
    assert whole == b"".join(again)


def test_what_is_false_stays_what_it_is_in_a_merged_file(tmp_path: Path) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    kept = {"/None": NumberObject(0), "/Empty": ArrayObject(), "/Off": BooleanObject(False)}
    page[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject(name): writer._add_object(value) for name, value in kept.items()}  # no other way
    )
    writer.write(tmp_path / "part")
    merge([Part("One", tmp_path / "part")], tmp_path / "merged")
    found = PdfReader(tmp_path / "merged").pages[0]["/PieceInfo"].get_object()
    assert {name: found[name] for name in kept} == kept  # type: ignore[index]  # a dictionary
