"""A ZIP that is written while it is sent: one file at a time is in memory, and nothing of it lies on the disk.

PDFs are packed already, so files are stored as they are; the same files make the same bytes.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date

MEDIA_TYPE = "application/zip"


def zip_stream(files: Iterable[tuple[str, Callable[[], bytes]]], *, day: date) -> Iterator[bytes]:
    """`files` are names and what reads them, in the order in which they shall stand; `day` is what they bear."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content())
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """What was written and not sent yet. It cannot be gone back in, and ZipFile does without that."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        piece = bytes(content)  # type: ignore[call-overload]  # whatever holds bytes
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece
