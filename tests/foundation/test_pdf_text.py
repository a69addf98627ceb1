"""What a PDF says is read within bounds, once, and goes with the file; of a scan the program says that it sees nothing."""

import io
import json
import time
from pathlib import Path

import pytest
from pypdf import PdfWriter
from sqlmodel import Session

from foundation.files import discard, store, words_path_of
from foundation.pdf_text import CANNOT_READ, CANNOT_READ_ALL, MOST_TRIES, read_again, read_pdf, text_of
from foundation.pdf_text_child import plain, read_words
from tests.factories.pdfs import a_pdf_saying, a_scan

pytestmark = pytest.mark.slow


def joined(*files: bytes) -> bytes:
    writer = PdfWriter()
    for file in files:
        writer.append(io.BytesIO(file))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_names_in_any_script_are_read(tmp_path: Path) -> None:
    found = read_pdf(tmp_path, a_pdf_saying("Order about Ada Example", "Приказ о Петре Примерове"))
    assert "Ada Example" in found.words
    assert "Петре Примерове" in found.words
    assert found.warning == ""


def test_of_a_scan_the_program_says_that_it_cannot_read_it(tmp_path: Path) -> None:
    assert read_pdf(tmp_path, a_scan()).warning == CANNOT_READ
    assert read_pdf(tmp_path, joined(a_pdf_saying("Ada Example"), a_scan())).warning == CANNOT_READ_ALL
    assert read_pdf(tmp_path, b"%PDF-1.7 nothing").warning == CANNOT_READ


def test_a_name_divided_at_the_end_of_a_line_is_whole_again() -> None:
    assert "Example" in plain("Ada Exam-\nple was dismissed")
    assert "Ada Example" in plain("Ada\nEx\u00adample")


def test_what_the_file_says_of_itself_is_read_too(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf_saying("Nothing")))
    writer.add_metadata({"/Title": "Dismissal of Ada Example"})
    out = io.BytesIO()
    writer.write(out)
    assert "Ada Example" in read_pdf(tmp_path, out.getvalue()).words


def test_reading_stops_when_the_time_is_over() -> None:
    content = a_pdf_saying("Ada Example")
    assert read_words(content, time.monotonic() + 60)[1] == "all"
    assert read_words(content, time.monotonic() - 1)[1] == "none"


def test_it_is_read_once_and_goes_with_the_file(session: Session, tmp_path: Path) -> None:
    stored = store(session, tmp_path, a_pdf_saying("Ada Example"), media_type="application/pdf")
    first = text_of(tmp_path, stored.sha256)
    kept = words_path_of(tmp_path, stored.sha256)
    assert "Ada Example" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    before = kept.stat().st_mtime_ns
    assert text_of(tmp_path, stored.sha256) == first
    assert kept.stat().st_mtime_ns == before
    discard(session, tmp_path, stored.sha256)
    assert not kept.exists()
    assert text_of(tmp_path, stored.sha256).warning == CANNOT_READ


def test_what_was_not_read_in_time_is_read_again_and_not_for_ever(session: Session, tmp_path: Path) -> None:
    stored = store(session, tmp_path, a_pdf_saying("Ada Example"), media_type="application/pdf")
    kept = words_path_of(tmp_path, stored.sha256)
    late = {"words": "", "share": "none", "in_time": False, "tries": 1}
    kept.write_text(json.dumps(late))
    assert text_of(tmp_path, stored.sha256).warning == CANNOT_READ
    read_again(tmp_path, stored.sha256)
    found = text_of(tmp_path, stored.sha256)
    assert (found.warning, found.tries) == ("", 2)
    assert "Ada Example" in found.words
    kept.write_text(json.dumps(late | {"tries": MOST_TRIES}))
    read_again(tmp_path, stored.sha256)
    assert text_of(tmp_path, stored.sha256).warning == CANNOT_READ, "often enough"


def test_what_no_time_would_help_with_is_not_read_again(session: Session, tmp_path: Path) -> None:
    for content in (a_scan(), b"%PDF-1.7 nothing"):
        stored = store(session, tmp_path, content, media_type="application/pdf")
        assert not text_of(tmp_path, stored.sha256).may_tell_more
        read_again(tmp_path, stored.sha256)
        assert text_of(tmp_path, stored.sha256).tries == 1


def test_a_file_whose_words_were_kept_before_is_given_its_chance(session: Session, tmp_path: Path) -> None:
    stored = store(session, tmp_path, a_pdf_saying("Ada Example"), media_type="application/pdf")
    words_path_of(tmp_path, stored.sha256).write_text(json.dumps({"words": "", "share": "none"}))
    read_again(tmp_path, stored.sha256)
    assert "Ada Example" in text_of(tmp_path, stored.sha256).words
