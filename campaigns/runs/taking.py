"""Files of a run on their way to whoever may take them. What does not stand any more stays here."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from campaigns.runs.models import DOCUMENT, LetterRun, RunLetter
from foundation.errors import NotFound
from foundation.files import read
from foundation.web.downloads import content_disposition, pdf_response
from foundation.web.language import mark
from foundation.zip_streams import MEDIA_TYPE, zip_stream

NO_FILE = mark("This file is no longer here.")


def files_dir(request: Request) -> Path:
    folder: Path = request.app.state.settings.effective_files_dir
    return folder


def zip_response(folder: Path, run: LetterRun, items: Iterable[RunLetter], filename: str) -> Response:
    """Sent while it is written; each file is looked at as it is read."""
    named = [(f"{item.name}.{ending}", sha256) for item in items for ending, sha256 in _files_of(item)]
    if not named:
        raise NotFound(NO_FILE)
    files = [(name, partial(read, folder, sha256)) for name, sha256 in named]
    return _streamed(zip_stream(files, day=run.dated_on), MEDIA_TYPE, filename)


def merged_response(pieces: Iterator[bytes], filename: str) -> Response:
    return _streamed(pieces, "application/pdf", filename)


def letter_response(folder: Path, item: RunLetter) -> Response:
    if item.pdf_sha256 is None:
        raise NotFound(NO_FILE)
    return pdf_response(read(folder, item.pdf_sha256), f"{item.name}.pdf")


def document_response(folder: Path, item: RunLetter) -> Response:
    if item.document_sha256 is None:
        raise NotFound(NO_FILE)
    content = read(folder, item.document_sha256)
    return Response(content, media_type=DOCUMENT, headers=_headers(f"{item.name}.docx"))


def _files_of(item: RunLetter) -> list[tuple[str, str]]:
    both = (("pdf", item.pdf_sha256), ("docx", item.document_sha256))
    return [(ending, sha256) for ending, sha256 in both if sha256]


def _streamed(pieces: Iterator[bytes], media_type: str, filename: str) -> Response:
    return StreamingResponse(pieces, media_type=media_type, headers=_headers(filename))


def _headers(filename: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition(filename), "Cache-Control": "private, no-store"}
