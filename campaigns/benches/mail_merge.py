"""LibreOffice's own mail merge, asked over UNO. The system's Python runs this file, since the module `uno` is its own:

    /usr/bin/python3 -I campaigns/benches/mail_merge.py PIPE FOLDER

connects to the LibreOffice that listens on this pipe, makes one PDF of each row of `FOLDER/rows.fodt` from the template
`FOLDER/letter.fodt`, writes the seconds it took to its standard output, by the clock and of the processor, and closes
LibreOffice.
"""

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]  # of the system's Python
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]  # likewise
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]  # likewise

SECONDS_TO_START = 60.0
# Of com.sun.star.sdb.CommandType and com.sun.star.text.MailMergeType.
TABLE, AS_FILES = 0, 2
DATABASE, ROWS = "letters", "Rows"


def main() -> None:
    pipe, folder = sys.argv[1], Path(sys.argv[2])
    services = _connected(pipe)
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    try:
        sys.stdout.write(json.dumps(_merged(services, folder, pipe)))
    finally:
        with contextlib.suppress(DisposedException):
            desktop.terminate()


def _connected(pipe: str) -> Any:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ServiceManager")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _merged(services: Any, folder: Path, pipe: str) -> dict[str, float]:
    """For all letters, without the start of LibreOffice. One is made beforehand, as everybody else may."""
    source = services.createInstance("com.sun.star.sdb.DatabaseContext").createInstance()
    source.URL = f"sdbc:writer:{(folder / 'rows.fodt').as_uri()}"
    connection = source.getConnection("", "")
    _run(services, connection, folder, "warm", only_first=True)
    started, busy = time.perf_counter(), _processor(pipe)
    _run(services, connection, folder, "made", only_first=False)
    return {"seconds": time.perf_counter() - started, "processor": _processor(pipe) - busy}


def _processor(pipe: str) -> float:
    """Seconds that the LibreOffice on this pipe was busy so far."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"name={pipe};".encode() in (process / "cmdline").read_bytes():
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _run(services: Any, connection: Any, folder: Path, into: str, *, only_first: bool) -> None:
    rows = services.createInstance("com.sun.star.sdb.RowSet")
    rows.ActiveConnection, rows.CommandType, rows.Command = connection, TABLE, ROWS
    if only_first:
        rows.Filter, rows.ApplyFilter = "\"number\" = '0'", True
    rows.execute()
    merge = services.createInstance("com.sun.star.text.MailMerge")
    merge.DataSourceName, merge.CommandType, merge.Command = DATABASE, TABLE, ROWS
    merge.ActiveConnection, merge.ResultSet = connection, rows
    merge.DocumentURL = (folder / "letter.fodt").as_uri()
    merge.OutputType, merge.OutputURL = AS_FILES, (folder / into).as_uri()
    merge.FileNameFromColumn, merge.FileNamePrefix = True, "number"
    merge.SaveFilter, merge.SaveAsSingleFile = "writer_pdf_Export", False
    merge.execute(())


if __name__ == "__main__":
    main()
