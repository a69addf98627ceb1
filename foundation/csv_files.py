"""CSV from outside, of any delimiter and encoding, and CSV for spreadsheets that starts no formula (RFC 4180)."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from foundation.errors import BadInput
from foundation.web.language import mark

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 50_000

# What a person may choose from; the first that fits is guessed first.
ENCODINGS = {
    "utf-8": mark("UTF-8"),
    "utf-16": mark("UTF-16 (“Unicode text” of spreadsheets)"),
    "cp1251": mark("Cyrillic (Windows-1251)"),
    "koi8-r": mark("Cyrillic (KOI8-R)"),
    "cp866": mark("Cyrillic (DOS, CP866)"),
    "cp1252": mark("Western Europe (Windows-1252)"),
    "cp1250": mark("Central Europe (Windows-1250)"),
    "cp1254": mark("Turkish (Windows-1254)"),
    "cp1256": mark("Arabic (Windows-1256)"),
    "gb18030": mark("Chinese (GB18030)"),
}
DELIMITERS = {",": mark("Comma"), ";": mark("Semicolon"), "\t": mark("Tabulator"), "|": mark("Vertical bar")}

NOT_CSV = mark("This is not a CSV file. In the spreadsheet, choose “Save as” and “CSV UTF-8”.")

_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Central European and Turkish tables differ from the Western one in few letters; short texts cannot tell them apart.
_GUESSED = ("cp1251", "koi8_r", "cp866", "cp1252", "cp1256", "gb18030")
_SAMPLE = 64 * 1024
_OTHER_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
_HAS_TO_BE_QUOTED = re.compile(r'[,"\r\n]')
_FORMULA_STARTS = frozenset("=+-@\t\r\n\x00")


@dataclass(frozen=True)
class CsvTable:
    """`rows` carry the number a spreadsheet shows beside them; the header is row 1. Empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    delimiter: str


def read_csv(content: bytes, *, encoding: str = "", delimiter: str = "") -> CsvTable:
    """What is not given is guessed. Raises BadInput, for what cannot be a table of at most MOST_ROWS rows."""
    if len(content) > LARGEST_FILE:
        raise BadInput("This file is larger than 10 MB. Please split it.")
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise BadInput("This file is empty.")
    if content.startswith(_OTHER_KINDS):
        raise BadInput(NOT_CSV)
    encoding = encoding or guess_encoding(content)
    text, said = _without_own_delimiter(_decode(content, encoding))
    delimiter = delimiter or said or guess_delimiter(text)
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in enumerate(_records(text, delimiter), start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = tuple(cell.strip() for cell in cells)
            continue
        if len(rows) == MOST_ROWS:
            raise BadInput("This file has more than %(most)s rows. Please split it.", most=MOST_ROWS)
        rows.append((number, tuple(unguarded(cell) for cell in cells)))
    if not header:
        raise BadInput("This file is empty.")
    return CsvTable(header, tuple(rows), encoding, delimiter)


def guess_encoding(content: bytes) -> str:
    """One of ENCODINGS. Short texts may be guessed wrong: show the guess and let it be changed."""
    for start, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(start):
            return encoding
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    best = from_bytes(content[: 4 * _SAMPLE], cp_isolation=list(_GUESSED)).best()
    return best.encoding.replace("_", "-") if best else "cp1251"


def guess_delimiter(text: str) -> str:
    """The one that cuts the first rows into the same number of cells; failing all, what csv.Sniffer says."""
    sample = text[:_SAMPLE]
    best = max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))
    if _evenness(sample, best) > (0, 0):
        return best
    try:
        sniffed = csv.Sniffer().sniff(sample).delimiter
    except csv.Error:
        return ","
    return sniffed if sniffed.isprintable() and not sniffed.isalnum() and sniffed not in "\"'@. " else ","


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets want it. No cell is taken for a formula."""
    return b"".join(stream_csv(header, [rows]))


def stream_csv(header: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    """The same, a part of the rows at a time, for tables that are larger than memory should be."""
    yield codecs.BOM_UTF8 + _as_csv([header])
    for rows in parts:
        yield _as_csv(rows)


def _as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is looked at, whatever its column is meant to hold. The cells of a column say much the same again and
    again, so that looking at each value once is several times faster than at each cell."""
    table = list(rows)
    if not table or len(table[0]) < 2 or len({len(row) for row in table}) > 1:
        return _as_uneven_csv(table)
    columns: list[Sequence[str]] = list(zip(*table, strict=True))
    for place, column in enumerate(columns):
        if changed := {cell: written for cell in set(column) if (written := _written(cell)) != cell}:
            columns[place] = [changed.get(cell, cell) for cell in column]
    lines = "\r\n".join(map(",".join, zip(*columns, strict=True)))
    return f"{lines}\r\n".encode("utf-8", "replace")


def _as_uneven_csv(rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8", "replace")


def _written(cell: str) -> str:
    """As `csv.writer` writes it, in a row of several."""
    safe = guarded(cell)
    return '"{}"'.format(safe.replace('"', '""')) if _HAS_TO_BE_QUOTED.search(safe) else safe


def guarded(cell: str) -> str:
    """With an apostrophe before what a spreadsheet could run; full-width signs count, for some programs fold them."""
    if not cell or cell[0].isalnum():  # most cells, in any script; neither letters nor digits fold to a sign
        return cell
    return f"'{cell}" if _starts_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    """Takes back what `guarded` did, so that a table of ours can be corrected and read in again."""
    return cell[1:] if cell.startswith("'") and _starts_formula(cell.lstrip("'")) else cell


def _starts_formula(cell: str) -> bool:
    return unicodedata.normalize("NFKC", cell[:1])[:1] in _FORMULA_STARTS if cell else False


def _decode(content: bytes, encoding: str) -> str:
    if encoding not in ENCODINGS:
        raise BadInput("Please choose one of the answers.")
    if b"\x00" in content and encoding != "utf-16":
        raise BadInput(NOT_CSV)
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            "Line %(line)s cannot be read as %(encoding)s. Please choose another encoding.",
            line=content.count(b"\n", 0, error.start) + 1,
            encoding=encoding.upper(),
        ) from None
    if "\x00" in text:
        raise BadInput(NOT_CSV)
    return text


def _without_own_delimiter(text: str) -> tuple[str, str]:
    """Some spreadsheets write `sep=;` as a first line of its own."""
    said = re.match(r"sep=(.)\r?\n", text)
    return (text[said.end() :], said[1]) if said else (text, "")


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            # Beyond 128 KiB in one cell: nearly always a quotation mark without its partner.
            raise BadInput(
                "From line %(line)s on, one cell is too long to be meant. Is a quotation mark missing?", line=start
            ) from None
        start = lines.line_num + 1
        yield cells


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == 20:
                break
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (sum(width == widths[0] for width in widths), widths[0])
