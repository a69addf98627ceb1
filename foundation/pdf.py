"""HTML to PDF, tagged, in a child process that is fenced in (no network, no files, 512 MB, a clock) and lives on.

What a document may refer to: style sheets by name (`<link rel="stylesheet" href="print:letter">`) and the pictures
handed over with it (`<img src="image:logo" alt="…">`); anything else is left out, and `alt` stands in its place.
Language, title, author and date come from the HTML: `<html lang>`, `<title>`, `<meta name="author">`,
`<meta name="dcterms.created">`. The same HTML and pictures make the same bytes.
"""

import atexit
import enum
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from foundation.errors import Busy
from foundation.pdf_child import MEMORY, Cause, Child, Died
from foundation.pdf_errors import in_words
from foundation.pdf_wire import Message, pack

LONGEST_QUEUE = 8
DOCUMENTS_PER_CHILD = 500
SECONDS_PER_DOCUMENT = 30.0

log = logging.getLogger(__name__)


class Standard(enum.StrEnum):
    """What a file says of itself in its metadata. All are tagged; no validator has looked at any of them."""

    TAGGED = ""
    ACCESSIBLE = "pdf/ua-1"
    ARCHIVED = "pdf/a-3a"


@dataclass(frozen=True)
class Pdf:
    """`overflowing`: what should have kept within a height and does not (see `data-fits` in pdf_layout).
    `on_last_page`: millimetres of it that are filled. `picture`: the first page as PNG, where it was asked for."""

    content: bytes = field(repr=False)
    pages: int
    overflowing: tuple[str, ...] = ()
    on_last_page: int = 0
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class PdfAttachment:
    """A file inside the PDF. Its name has no path; `description` is shown by readers."""

    name: str
    content: bytes
    description: str = ""


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
            raise in_words(death) from None
        finally:
            self._give_back(child, sound)
        head = answer.head
        picture = answer.parts[1] if len(answer.parts) > 1 else b""
        return Pdf(answer.parts[0], head["pages"], tuple(head["overflowing"]), head["on_last_page"], picture)

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
            raise in_words(deaths[0])

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
                raise in_words(Died(Cause.START, "the press is closed"))
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
    standard: Standard = Standard.TAGGED,
    shown_width: int = 0,
    press: Press | None = None,
) -> Pdf:
    """Waits for its turn, then at most `timeout` seconds. A `background` job waits as long as it must.

    With `shown_width` the first page comes along as a picture of so many pixels, for a preview. Raises Busy when eight
    others wait already, PdfTooHeavy, PdfError.
    """
    return _made(
        html, images, attachments, timeout, press, background=background, standard=standard, shown_width=shown_width
    )


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
    standard: Standard = Standard.TAGGED,
    shown_width: int = 0,
) -> Pdf:
    head = {
        "seconds": timeout,
        "images": list(images),
        "files": [(attachment.name, attachment.description) for attachment in attachments],
        "picture_width": picture_width,
        "standard": standard.value,
        "shown_width": shown_width,
    }
    parts = [html.encode(errors="replace"), *images.values(), *(attachment.content for attachment in attachments)]
    try:
        packed_job = pack(Message(head, parts))
    except ValueError:
        raise in_words(Died(Cause.MEMORY)) from None
    return (press or _press).make(packed_job, timeout, background=background)


def warm_up(children: int = 1) -> None:
    """Called once when a process starts: how many documents may be laid out at the same time, 1 or 2."""
    _press.children = children
    _press.warm_up()


def _busy() -> Busy:
    return Busy("Many documents are being made just now. Please try again in a few seconds.")
