"""A downloaded file has a name that every system takes and that hides nothing."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.web.downloads import LONGEST_NAME, content_disposition, pdf_response, safe_filename

NAMES = {
    "letter-KZ-ru.pdf": "letter-KZ-ru.pdf",
    "Письмо Президенту.pdf": "Письмо Президенту.pdf",
    "../../etc/passwd": "etc-passwd",
    "C:\\Users\\ada\\letter.pdf": "C--Users-ada-letter.pdf",
    "pay\u202efdp.exe": "payfdp.exe",
    "line\r\nSet-Cookie: a=b.pdf": "line Set-Cookie- a=b.pdf",
    'with "quotes" and 100%.pdf': "with -quotes- and 100.pdf",
    "CON.pdf": "CON_.pdf",
    "..": "document",
    "": "document",
    ".pdf": "document.pdf",
    "\ud800.pdf": "document.pdf",
    "رسالة.pdf": "رسالة.pdf",
    "  two   spaces  .pdf": "two spaces.pdf",
}


@pytest.mark.parametrize(("given_name", "name"), NAMES.items())
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert safe_filename(given_name) == name


@given(st.text(max_size=400))
def test_any_name_makes_one_header_line_that_gives_the_name_back(name: str) -> None:
    header = content_disposition(name)
    shape = re.fullmatch(
        r"attachment; filename=\"([\x20-\x7e]+)\"(?:; filename\*=UTF-8''([\w.~%-]+))?", header, re.ASCII
    )
    assert shape, header
    assert '"' not in shape[1]
    assert "\\" not in shape[1]
    assert unquote(shape[2] or shape[1]) == safe_filename(name)
    assert 0 < len(safe_filename(name)) <= LONGEST_NAME + 6


def test_old_programs_get_a_name_in_ascii() -> None:
    assert content_disposition("Résumé – août.pdf", inline=True) == (
        "inline; filename=\"Resume aout.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%E2%80%93%20ao%C3%BBt.pdf"
    )
    assert content_disposition("Письмо.pdf").startswith('attachment; filename="document.pdf"; filename*=UTF-8')


def test_a_letter_is_kept_by_no_cache_and_a_dossier_may_be() -> None:
    letter = pdf_response(b"%PDF", "letter.pdf")
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.headers["content-disposition"] == 'attachment; filename="letter.pdf"'
    assert letter.headers["cache-control"] == "private, no-store"
    dossier = pdf_response(b"%PDF", "dossier.pdf", inline=True, cache="public, max-age=300")
    assert dossier.headers["content-disposition"].startswith("inline")
    assert dossier.headers["cache-control"] == "public, max-age=300"
