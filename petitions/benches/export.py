"""`bench export`: all signatures of a petition as CSV and as XLSX, from the desk's button to the last byte."""

import csv
import http.client
import io
import os
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa
import xlsxwriter
from sqlmodel import col

from foundation.accounts.models import AuditEntry
from foundation.measuring.load import CannotMeasure
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from foundation.measuring.web_process import WebProcess
from petitions.benches.desk import OWN_PAGE, signed_in
from petitions.benches.seed import fill

SUMMARY = "exports of a large petition, beside a bare csv.writer and XlsxWriter with the same cells"
A_BLOCK = 256 * 1024
ROWS_IN_XLSX = 50_000
KEPT = 8 * 1024 * 1024
"""Bytes of the CSV whose rows the yardsticks write again."""
MOST_SECONDS_A_MILLION = 10.0
MOST_MB = 150.0


@dataclass
class Taken:
    """`beginning`: the first KEPT bytes of the file."""

    seconds: float
    size: int
    lines: int
    beginning: bytes
    first_byte: float


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--number", type=int, default=100_000, help="signatures in the petition (default 100000)")


def run(place: Place, options: Namespace) -> Result:
    large, small = place.make_petition(place.database, "bench"), place.make_petition(place.database, "for-xlsx")
    fill(place.database, large, options.number)
    fill(place.database, small, min(ROWS_IN_XLSX, options.number))
    web = place.start_web()
    cookie = signed_in(place, [large, small], web.port)
    _take(web, cookie, "for-xlsx", "csv")  # warms up
    before = _memory(web, "VmRSS")
    _forget_peak(web)
    cpu = _cpu(web)
    table = _take(web, cookie, "bench", "csv")
    cpu = _cpu(web) - cpu
    peak = _memory(web, "VmHWM")
    _forget_peak(web)
    book = _take(web, cookie, "for-xlsx", "xlsx")
    book_peak = _memory(web, "VmHWM")
    web.stop()
    rows = list(csv.reader(io.StringIO(table.beginning.decode("utf-8-sig", "ignore"), newline="")))[:-1]
    result = Result("export")
    number, in_book = options.number, min(ROWS_IN_XLSX, options.number)
    bare, bare_book = _csv_writer(rows), _xlsx_writer(place.folder / "bare.xlsx", rows[:in_book])
    result.figures = {
        "database": place.kind,
        "signatures": number,
        "csv rows/s": round(number / table.seconds),
        "csv seconds": round(table.seconds, 2),
        "csv seconds of processor time": round(cpu, 2),
        "csv seconds to the first byte": round(table.first_byte, 3),
        "csv MB sent": round(table.size / 1e6, 1),
        "web process before, MB": before,
        "web process at its peak, MB": peak,
        "xlsx rows": in_book,
        "xlsx rows/s": round(in_book / book.seconds),
        "web process at its peak with xlsx, MB": book_peak,
    }
    result.yardstick = {"csv.writer, rows/s": round(bare), "XlsxWriter constant memory, rows/s": round(bare_book)}
    result.ratio("csv, of a bare csv.writer", number / table.seconds, bare)
    result.ratio("xlsx, of a bare XlsxWriter", in_book / book.seconds, bare_book)
    result.met = {
        f"a million rows in at most {MOST_SECONDS_A_MILLION:.0f} s": table.seconds * 1e6 / number
        <= MOST_SECONDS_A_MILLION,
        f"at most {MOST_MB:.0f} MB on top of the web process": peak - before <= MOST_MB,
        "every signature has its row": table.lines == number + 1,
        "each export stands in the trail": _logged(place) == 3,
    }
    return result


def _take(web: WebProcess, cookie: str, slug: str, form: str) -> Taken:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=600)
    began = time.perf_counter()
    body = urlencode({"format": form, "reason": "a measurement"})
    connection.request("POST", f"/desk/petitions/{slug}/export", body, OWN_PAGE | {"Cookie": cookie})
    answer = connection.getresponse()
    if answer.status != 200:
        raise CannotMeasure("The export was answered with %(status)s.", status=answer.status)
    size = lines = 0
    first = 0.0
    beginning = bytearray()
    while block := answer.read(A_BLOCK):
        first = first or time.perf_counter() - began
        size += len(block)
        lines += block.count(b"\n")
        if len(beginning) < KEPT:
            beginning += block
    connection.close()
    return Taken(time.perf_counter() - began, size, lines, bytes(beginning), first)


def _memory(web: WebProcess, what: str) -> float:
    """In megabytes, of the process alone."""
    status = Path(f"/proc/{web.process.pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith(f"{what}:"))
    return round(int(kilobytes) / 1024, 1)


def _cpu(web: WebProcess) -> float:
    """Seconds that the process has worked until now; neighbours make it wait, but hardly work more."""
    fields = Path(f"/proc/{web.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _forget_peak(web: WebProcess) -> None:
    Path(f"/proc/{web.process.pid}/clear_refs").write_text("5")


def _csv_writer(rows: list[list[str]]) -> float:
    began = time.perf_counter()
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    file.getvalue().encode()
    return len(rows) / (time.perf_counter() - began)


def _xlsx_writer(path: Path, rows: list[list[str]]) -> float:
    began = time.perf_counter()
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    book.close()
    return len(rows) / (time.perf_counter() - began)


def _logged(place: Place) -> int:
    with place.database.reading() as session:
        exported = sa.select(sa.func.count()).where(col(AuditEntry.act) == "signatures.exported")
        return session.scalar(exported) or 0
