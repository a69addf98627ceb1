"""What the disk itself allows: rows written to a bare SQLite file as they fall due, those that wait in one commit."""

import sqlite3
import time
from pathlib import Path

from foundation.measuring.load import percentile

ROW = b"\x00" * 400


def write_at(path: Path, *, rate: float, seconds: float) -> float:
    """The 99th percentile, in milliseconds from when a row was due until it is on the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, content BLOB)")
    waits: list[float] = []
    began = time.perf_counter()
    total, written = int(rate * seconds), 0
    while written < total:
        due = min(total, int((time.perf_counter() - began) * rate) + 1)
        if due <= written:
            time.sleep(max(0.0, began + written / rate - time.perf_counter()))
            continue
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO row (content) VALUES (?)", [(ROW,)] * (due - written))
        connection.execute("COMMIT")
        now = time.perf_counter()
        waits += [now - began - number / rate for number in range(written, due)]
        written = due
    connection.close()
    return round(percentile(waits, 99) * 1000, 2)
