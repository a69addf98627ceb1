"""HTML to PDF, tagged, in a child process that is fenced in (no network, no files, 512 MB, a clock) and lives on.

What a document may refer to: style sheets by name (`<link rel="stylesheet" href="print:letter">`) and the pictures
handed over with it (`<img src="image:logo" alt="…">`); anything else is left out, and `alt` stands in its place.
Language, title, author and date come from the HTML: `<html lang>`, `<title>`, `<meta name="author">`,
`<meta name="dcterms.created">`. The same HTML and pictures make the same bytes.
"""

import atexit
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from foundation.errors import AppError, Busy
from foundation.pdf_child import MEMORY, Cause, Child, Died
from foundation.pdf_wire import Message, pack

LONGEST_QUEUE = 8
DOCUMENTS_PER_CHILD = 500
SECONDS_PER_DOCUMENT = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pdf:
    content: bytes = field(repr=False)
    pages: int


@dataclass(frozen=True)
class PdfAttachment:
    """A file inside the PDF. Its name has no path; `description` is shown by readers."""

    name: str
    content: bytes
    description: str = ""


class PdfError(AppError):
    """The document was not made; trying again may help. `detail` is for the operator and quotes nothing of it."""

    status = 503
    detail = ""


class PdfTooHeavy(PdfError):
    """The document itself is the reason: it needs more time or memory than one may have."""

    status = 422


class Press:
    """A pool of children; each lays out one document at a time. Safe for threads."""

    def __init__(
        self, children: int = 1, *, memory: int = MEMORY, documents_per_child: int = DOCUMENTS_PER_CHILD
    ) -> None:
        self.children = children
        self.memory = memory
        self.documents_per_child = documents_per_child
        self._turn = threading.Condition()
        self._idle: list[Child] = []
        self._busy: dict[Child, bool] = {}
        self._waiting = 0
        self._closed = False

    def make(self, packed_job: bytes, seconds: float, *, background: bool = False) -> Pdf:
        child = self._take(seconds, background)
        sound = False
        try:
            child.wait_until_ready()
            answer = child.do(packed_job, seconds)
            sound = True
        except Died as death:
            log.warning("a document was not made: %s %s", death.cause, death.detail)
            raise _in_words(death) from None
        finally:
            self._give_back(child, sound)
        return Pdf(answer.parts[0], answer.head["pages"])

    def warm_up(self) -> None:
        """Returns when every child is ready. Raises PdfError, whose `detail` says what is missing on this machine."""
        children = [self._take(SECONDS_PER_DOCUMENT, False) for _ in range(self.children)]
        deaths = []
        for child in children:
            try:
                child.wait_until_ready()
            except Died as death:
                deaths.append(death)
            self._give_back(child, child.ready)
        if deaths:
            raise _in_words(deaths[0])

    def close(self) -> None:
        """Ends all children. Who still waits for a document gets PdfError."""
        with self._turn:
            self._closed = True
            for child in self._busy:
                child.kill()
            for child in self._idle:
                child.end()
            self._idle.clear()
            self._turn.notify_all()

    def pids(self) -> list[int]:
        with self._turn:
            return [child.pid for child in (*self._idle, *self._busy)]

    def _take(self, patience: float, background: bool) -> Child:
        with self._turn:
            if not self._has_room(background):
                if self._waiting >= LONGEST_QUEUE and not background:
                    raise _busy()
                self._waiting += not background
                try:
                    in_time = self._turn.wait_for(lambda: self._has_room(background), None if background else patience)
                finally:
                    self._waiting -= not background
                if not in_time:
                    raise _busy()
            if self._closed:
                raise _in_words(Died(Cause.START, "the press is closed"))
            child = self._idle.pop() if self._idle else Child(self.memory)
            if not child.alive:
                child.end()
                child = Child(self.memory)
            self._busy[child] = background
            return child

    def _has_room(self, background: bool) -> bool:
        """Work in the background leaves one child to the people who wait, where there is more than one."""
        if self._closed:
            return True  # nobody shall wait for ever; _take says why there is nothing to be had
        in_background = sum(self._busy.values())
        return len(self._busy) < self.children and (not background or in_background < max(1, self.children - 1))

    def _give_back(self, child: Child, sound: bool) -> None:
        worn = child.documents >= self.documents_per_child or child.resident() > self.memory // 2
        fresh: Child | None = child
        if worn or not sound:
            child.end()
            # The next one gets ready while nobody waits; after one that could not even start, only when asked for.
            fresh = Child(self.memory) if child.ready and not self._closed else None
        with self._turn:
            del self._busy[child]
            if fresh and not self._closed:
                self._idle.append(fresh)
            elif fresh:
                fresh.end()
            self._turn.notify_all()


_press = Press()
atexit.register(_press.close)


def html_to_pdf(
    html: str,
    *,
    images: Mapping[str, bytes] = MappingProxyType({}),
    attachments: Sequence[PdfAttachment] = (),
    timeout: float = SECONDS_PER_DOCUMENT,
    background: bool = False,
    press: Press | None = None,
) -> Pdf:
    """Waits for its turn, then at most `timeout` seconds. A `background` job waits as long as it must.

    Raises Busy when eight others wait already, PdfTooHeavy, PdfError.
    """
    return _made(html, images, attachments, timeout, press, background=background)


def html_to_png(
    html: str,
    *,
    width: int,
    images: Mapping[str, bytes] = MappingProxyType({}),
    timeout: float = SECONDS_PER_DOCUMENT,
    press: Press | None = None,
) -> bytes:
    """The first page as a picture of `width` pixels; otherwise as html_to_pdf, and raises what that raises."""
    return _made(html, images, (), timeout, press, picture_width=width).content


def _made(
    html: str,
    images: Mapping[str, bytes],
    attachments: Sequence[PdfAttachment],
    timeout: float,
    press: Press | None,
    *,
    background: bool = False,
    picture_width: int = 0,
) -> Pdf:
    head = {
        "seconds": timeout,
        "images": list(images),
        "files": [(attachment.name, attachment.description) for attachment in attachments],
        "picture_width": picture_width,
    }
    parts = [html.encode(errors="replace"), *images.values(), *(attachment.content for attachment in attachments)]
    try:
        packed_job = pack(Message(head, parts))
    except ValueError:
        raise _in_words(Died(Cause.MEMORY)) from None
    return (press or _press).make(packed_job, timeout, background=background)


def warm_up(children: int = 1) -> None:
    """Called once when a process starts: how many documents may be laid out at the same time, 1 or 2."""
    _press.children = children
    _press.warm_up()


def _busy() -> Busy:
    return Busy("Many documents are being made just now. Please try again in a few seconds.")


def _in_words(death: Died) -> PdfError:
    error = _error(death.cause)
    error.detail = death.detail
    return error


def _error(cause: Cause) -> PdfError:
    match cause:
        case Cause.TIME:
            return PdfTooHeavy("This document takes too long to lay out. Please make it shorter or split it.")
        case Cause.MEMORY:
            return PdfTooHeavy(
                "This document is too large to lay out. Please make it shorter, or its pictures smaller."
            )
        case Cause.LAYOUT:
            return PdfTooHeavy(
                "This document cannot be laid out. Please take out unusual sizes and deeply nested lists."
            )
        case Cause.START:
            return PdfError("Documents cannot be made on this server at the moment. Its operator has been told why.")
        case Cause.CRASH:
            return PdfError("Something went wrong while this document was made. Please try again.")
