"""Tables as XLSX, written row by row, so that memory stays flat. Every cell is text, and starts no formula."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter

from foundation.csv_files import guarded
from foundation.errors import BadInput

# Beyond that, programs open a table slowly, and its making outlasts the patience of a proxy.
MOST_ROWS = 200_000
_WIDTH = 24


@contextmanager
def written_xlsx(folder: Path, header: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> Iterator[Path]:
    """The file, for as long as the block lasts. It lies in a folder of its own that only we can read.

    Raises BadInput beyond MOST_ROWS rows."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "table.xlsx"
        book = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "tmpdir": place, "strings_to_formulas": False, "strings_to_urls": False},
        )
        try:
            _write(book, header, parts)
        finally:
            book.close()
        yield path


def _write(book: xlsxwriter.Workbook, header: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> None:
    sheet = book.add_worksheet()
    sheet.set_column(0, len(header) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, cell in enumerate(header):
        sheet.write_string(0, place, guarded(cell), bold)
    number = 0
    for rows in parts:
        for row in rows:
            number += 1
            if number > MOST_ROWS:
                raise BadInput(
                    "A spreadsheet of more than %(most)s rows opens badly. Please take CSV instead.", most=MOST_ROWS
                )
            for place, cell in enumerate(row):
                sheet.write_string(number, place, guarded(cell))
