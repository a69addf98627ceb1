"""Tables as XLSX, written row by row, so that memory stays flat. Every cell is text, and starts no formula."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import xlsxwriter

from foundation.clock import utc_now
from foundation.csv_files import guarded
from foundation.errors import BadInput

# Beyond that, programs open a table slowly, and its making outlasts the patience of a proxy.
MOST_ROWS = 200_000
_WIDTH = 24
# Seconds in which a new folder may be without its lock.
_NEW = 60


@contextmanager
def written_xlsx(folder: Path, header: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> Iterator[Path]:
    """The file, for as long as the block lasts. It lies in a folder of its own that only we can read.

    Raises BadInput beyond MOST_ROWS rows."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder) as place, _locked(Path(place)):
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


def clear_leftovers(folder: Path) -> None:
    """What processes left behind that were killed while they wrote a table. Called when one starts."""
    for place in folder.iterdir() if folder.is_dir() else ():
        if not place.is_dir() or utc_now().timestamp() - place.stat().st_mtime < _NEW:
            continue
        with suppress(BlockingIOError), _locked(place):
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Raises BlockingIOError while another process holds it. The lock goes with its process, however that ends."""
    held = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)


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
