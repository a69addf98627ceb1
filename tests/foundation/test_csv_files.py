"""Tables come in from any spreadsheet, and go out without starting a formula."""

import codecs
import csv
import io
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.csv_files import (
    DELIMITERS,
    ENCODINGS,
    LARGEST_FILE,
    MOST_ROWS,
    guarded,
    guess_encoding,
    read_csv,
    stream_csv,
    unguarded,
    write_csv,
)
from foundation.errors import BadInput

pytestmark = pytest.mark.slow

LATIN = st.text("abcdefghij ÄÖÜßéèñ,;|\t\"'\n", max_size=20)
CYRILLIC = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя ,;\"'\n", max_size=20)
ARABIC = st.text('ابتثجحخدذرزسشص ,;"\n', max_size=20)
ANY_SCRIPT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)

HEADER = ["name", "country", "email"]


def as_csv(rows: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    file = io.StringIO(newline="")
    # Everything in quotation marks: Python would leave a bare \r where \n ends a line.
    csv.writer(file, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(rows)
    return file.getvalue().encode(encoding)


def cells_of(content: bytes, **choices: str) -> list[list[str]]:
    table = read_csv(content, **choices)
    return [list(table.header), *(list(cells) for _number, cells in table.rows)]


def rows_of(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    filled = cell.filter(lambda text: bool(text.strip()) and unguarded(text) == text)
    return st.lists(st.lists(filled, min_size=3, max_size=3), min_size=1, max_size=8)


@given(rows=rows_of(ANY_SCRIPT), delimiter=st.sampled_from(sorted(DELIMITERS)), ending=st.sampled_from(["\r\n", "\n"]))
def test_what_a_spreadsheet_writes_is_read_back_in_every_delimiter(
    rows: list[list[str]], delimiter: str, ending: str
) -> None:
    content = as_csv([HEADER, *rows], delimiter=delimiter, ending=ending)
    assert cells_of(content, delimiter=delimiter, encoding="utf-8") == [HEADER, *rows]


@pytest.mark.parametrize(
    ("encoding", "script"),
    [
        ("utf-8", ANY_SCRIPT),
        ("utf-8-sig", ANY_SCRIPT),
        ("utf-16", ANY_SCRIPT),
        ("cp1251", CYRILLIC),
        ("koi8-r", CYRILLIC),
        ("cp866", CYRILLIC),
        ("cp1252", LATIN),
        ("cp1256", ARABIC),
    ],
)
def test_every_encoding_offered_is_read_back(encoding: str, script: st.SearchStrategy[str]) -> None:
    @given(rows=rows_of(script))
    def read_back(rows: list[list[str]]) -> None:
        content = as_csv([HEADER, *rows], delimiter=";", encoding=encoding)
        assert cells_of(content, encoding=encoding.removesuffix("-sig"), delimiter=";") == [HEADER, *rows]

    read_back()


PARTNERS = [
    ["название", "страна", "почта"],
    ['Профсоюз горняков "Уголь"', "KZ", "a@example.org"],
    ["Федерация независимых профсоюзов", "KG", "b@example.org"],
    ["Объединение работников связи, Первое", "UZ", "c@example.org"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("delimiter", sorted(DELIMITERS))
def test_encoding_and_delimiter_of_a_russian_list_are_guessed(encoding: str, delimiter: str) -> None:
    assert cells_of(as_csv(PARTNERS, delimiter=delimiter, encoding=encoding, ending="\n")) == PARTNERS


def test_a_western_list_is_guessed() -> None:
    rows = [["name", "country"], ["União dos Trabalhadores", "BR"], ["Fédération générale du métal", "FR"]]
    assert cells_of(as_csv(rows, encoding="cp1252")) == rows


def test_a_wrong_encoding_is_named_with_its_line() -> None:
    with pytest.raises(BadInput, match=r"Line 2 cannot be read as UTF-8"):
        read_csv("name\nПрофсоюз".encode("cp1251"), encoding="utf-8")


def test_an_unusual_delimiter_is_sniffed() -> None:
    rows = [["name", "country", "city"], ["Alpha", "KZ", "Astana"], ["Beta", "KG", "Bishkek"]]
    assert cells_of(as_csv(rows, delimiter="~")) == rows


def test_a_delimiter_the_file_names_itself_is_used() -> None:
    assert cells_of(b"sep=;\r\nname;country\r\nA, B;KZ\r\n") == [["name", "country"], ["A, B", "KZ"]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    table = read_csv(b'name,note\r\n\r\nAlpha,"two\r\nlines"\r\n,\r\nBeta,x\r\n')
    assert table.rows == ((3, ("Alpha", "two\r\nlines")), (5, ("Beta", "x")))


@pytest.mark.parametrize("content", [b"", b"  \r\n\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="empty"):
        read_csv(content)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"%PDF-1.7", bytes(range(256)), b"name\x00,b\nc,d\n"])
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_csv(content)


def test_a_quotation_mark_without_partner_is_named_with_its_line() -> None:
    with pytest.raises(BadInput, match="From line 3 on"):
        read_csv(b'name,country\nAlpha,KZ\n"Beta,KG\n' + b"Gamma,UZ\n" * 20_000)


def test_too_many_rows_and_too_many_bytes_are_refused() -> None:
    with pytest.raises(BadInput, match="more than"):
        read_csv(b"name,country\n" + b"A,KZ\n" * (MOST_ROWS + 1))
    with pytest.raises(BadInput, match="larger than"):
        read_csv(b"a" * (LARGEST_FILE + 1))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_it(content: bytes) -> None:
    with suppress(BadInput):
        assert read_csv(content).header


@given(st.binary(min_size=1, max_size=300))
def test_the_guess_is_always_one_that_is_offered(content: bytes) -> None:
    assert guess_encoding(content) in ENCODINGS


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "＝cmd", "＋1", "－1", "＠x", "'=1"]
)
def test_no_cell_starts_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded(guarded(cell)) == f"''{cell}"


@given(st.text())
def test_the_guard_can_be_taken_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(rows_of(ANY_SCRIPT))
def test_our_own_tables_are_read_back(rows: list[list[str]]) -> None:
    assert cells_of(write_csv(HEADER, rows), delimiter=",") == [HEADER, *rows]


CELLS = (
    st.sampled_from(["", "Ada", "=1+1", "-", "＝cmd", "'", "Пётр", 'a "b"', "a,b", "a\nb", "\r", ";", " a", '"'])
    | st.text()
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=12), st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_every_cell_of_every_row_is_guarded(uneven: list[list[str]], even: list[tuple[str, str, str]]) -> None:
    """However often a value comes again, in whatever column, also where rows differ in length: just as Python's own
    writer writes guarded cells."""
    for rows in (uneven, even):
        file = io.StringIO(newline="")
        csv.writer(file).writerows([guarded(cell) for cell in row] for row in (["a", "b"], *rows))
        written = b"".join(stream_csv(["a", "b"], [rows[:5], rows[5:]]))
        assert written == codecs.BOM_UTF8 + file.getvalue().encode("utf-8", "replace")


def test_harmless_cells_stay_as_they_are() -> None:
    assert write_csv(["name"], [["Пётр Примеров"], ["O'Brien"]]) == (
        codecs.BOM_UTF8 + "name\r\nПётр Примеров\r\nO'Brien\r\n".encode()
    )


def test_no_letter_or_digit_of_any_script_folds_to_the_beginning_of_a_formula() -> None:
    """`guarded` lets a cell that begins with one of them pass at a glance."""
    starts = {unicodedata.normalize("NFKC", sign)[0] for sign in map(chr, range(0x110000)) if sign.isalnum()}
    assert not starts & set("=+-@\t\r\n\x00")
