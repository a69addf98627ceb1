"""The built-in inbox of `solidarity start`: mail goes to it by real SMTP, and is read at `/inbox`."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default as modern
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from foundation.clock import utc_now
from foundation.mail.smtp_server import LOOPBACK, LoopbackServer
from foundation.settings import Settings

MOST_MESSAGES = 500


@dataclass(frozen=True)
class InboxLine:
    """One line of the list."""

    id: int
    received_at: datetime
    to: str
    subject: str


@dataclass(frozen=True)
class InboxFile:
    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class InboxMail:
    id: int
    headers: tuple[tuple[str, str], ...]
    subject: str
    text: str
    html: str
    files: tuple[InboxFile, ...]


class Inbox:
    """Keeps the newest 500 as files `inbox/<number>.eml` in the data dir, over restarts."""

    def __init__(self, data_dir: Path, *, port: int = 0) -> None:
        self._folder = data_dir / "inbox"
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._lines = {number: self._line(number) for number in self._numbers()}
        self._next = max(self._lines, default=0) + 1
        self._server: LoopbackServer | None = None
        self._wanted_port = port

    def start(self, settings: Settings) -> Settings:
        """Returns the settings with this inbox as mail server. Raises OSError when the port asked for is taken."""
        self._server = LoopbackServer(_Handler(self), self._wanted_port)
        self._server.start()
        return settings.model_copy(update={"smtp_url": SecretStr(f"smtp://{LOOPBACK}:{self._server.port}")})

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def lines(self) -> list[InboxLine]:
        """Newest first."""
        with self._lock:
            return [self._lines[number] for number in sorted(self._lines, reverse=True)]

    def mail(self, number: int) -> InboxMail | None:
        with self._lock:
            if number not in self._lines:
                return None
            return _opened(number, self._parsed(number))

    def keep(self, content: bytes) -> None:
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._path(number).write_bytes(content)
            self._lines[number] = self._line(number)
            for oldest in sorted(self._lines)[:-MOST_MESSAGES]:
                del self._lines[oldest]
                self._path(oldest).unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.eml"

    def _numbers(self) -> Iterator[int]:
        for path in sorted(self._folder.glob("*.eml"))[-MOST_MESSAGES:]:
            if path.stem.isdecimal():
                yield int(path.stem)

    def _parsed(self, number: int) -> EmailMessage:
        return message_from_bytes(self._path(number).read_bytes(), policy=modern)

    def _line(self, number: int) -> InboxLine:
        mail = self._parsed(number)
        received = datetime.fromtimestamp(self._path(number).stat().st_mtime, UTC)
        return InboxLine(number, min(received, utc_now()), str(mail["To"] or ""), str(mail["Subject"] or ""))


class _Handler:
    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        self._inbox.keep(envelope.original_content or envelope.content)
        return "250 Kept"


def _opened(number: int, mail: EmailMessage) -> InboxMail:
    files = tuple(
        InboxFile(part.get_filename() or f"{place}.bin", part.get_content_type(), _content(part))
        for place, part in enumerate(mail.iter_attachments(), 1)
    )
    headers = tuple((name, str(value)) for name, value in mail.items())
    return InboxMail(number, headers, str(mail["Subject"] or ""), _body(mail, "plain"), _body(mail, "html"), files)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except LookupError:  # a character set that nobody knows
        return _content(part).decode(errors="replace")


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
