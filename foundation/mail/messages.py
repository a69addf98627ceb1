"""A mail before it is put on the wire. Header fields with control characters or line separators are refused."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

LONGEST_HEADER = 900
# The control characters, lone surrogates, and the two that end a line for Python and for some mail programs.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class PoisonMessage(ValueError):
    """This mail cannot be written, ever. It concerns no other."""


@dataclass(frozen=True)
class Attachment:
    """`key` stands for the content (its SHA-256): files of the same key are read and encoded once for many mails."""

    filename: str
    media_type: str
    key: str
    load: Callable[[], bytes]

    def __post_init__(self) -> None:
        check_header("filename", self.filename)
        check_header("media type", self.media_type)
        main, _, sub = self.media_type.partition("/")
        if not (_is_token(main) and _is_token(sub)):
            raise PoisonMessage("an attachment's media type is not one")

    @classmethod
    def of(cls, filename: str, media_type: str, content: bytes) -> "Attachment":
        return cls(filename, media_type, hashlib.sha256(content).hexdigest(), lambda: content)


@dataclass(frozen=True)
class Message:
    """To one person. `to` is the address as typed; `unsubscribe_url` takes a one-click POST (RFC 8058). What was put
    into the outbox before `newest_since` does not leave any more: a newer mail says the same."""

    to: str
    subject: str
    text: str
    html: str
    language: str
    to_name: str = ""
    from_name: str = ""
    reply_to: str = ""
    unsubscribe_url: str = ""
    attachments: tuple[Attachment, ...] = ()
    newest_since: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("to", "subject", "language", "to_name", "from_name", "reply_to", "unsubscribe_url"):
            check_header(name, getattr(self, name))
        if not self.subject:
            raise PoisonMessage("a mail needs a subject")


def check_header(name: str, value: str) -> None:
    """Raises PoisonMessage, which names the field and not its value."""
    if len(value) > LONGEST_HEADER:
        raise PoisonMessage(f"{name} is longer than {LONGEST_HEADER} characters")
    if _FORBIDDEN.search(value):
        raise PoisonMessage(f"{name} holds a control character or a line separator")


def _is_token(text: str) -> bool:
    return bool(text) and text.isascii() and all(letter.isalnum() or letter in "-+._" for letter in text)
