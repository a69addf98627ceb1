"""A message as the bytes that go over the wire: MIME (RFC 2045), both bodies, attachments, the fields mail programs
ask for.

The standard library builds it. Its header parser is made for mail from strangers and takes most of the time, so what is
already plain ASCII, and checked, is stored as it stands.
"""

import base64
import binascii
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
from functools import lru_cache
from typing import Any

from foundation.mail.messages import Attachment, Message

LONGEST_LINE = 76
# "=_" can stand neither in quoted-printable nor in base64, and the rest is unknown to whoever writes a text.
_BOUNDARY = f"=_{secrets.token_hex(12)}"


class _WirePolicy(EmailPolicy):
    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if isinstance(value, str) and not hasattr(value, "name") and value.isascii():
            return name, value
        return super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return _parsed(name, value)

    def header_max_count(self, name: str) -> int | None:
        return _most_of(name)


# Seven bits: no server on the way needs to convert anything, which would break a signature. What must be folded is
# folded below; the standard's limit for the rest is 998.
_POLICY = _WirePolicy(linesep="\r\n", cte_type="7bit", max_line_length=250)
# An address with letters outside ASCII can only be written as it is (RFC 6532), to servers that understand it.
_UTF8_POLICY = _POLICY.clone(utf8=True)
_STANDARD = EmailPolicy()


@lru_cache(maxsize=64)
def _parsed(name: str, value: Any) -> Any:
    """The generator asks for the content types many times."""
    return _STANDARD.header_fetch_parse(name, value)


@lru_cache(maxsize=64)
def _most_of(name: str) -> int | None:
    return _STANDARD.header_max_count(name)


@dataclass(frozen=True)
class Envelope:
    """What is the same however often the mail is tried, except its date."""

    message_id: str
    sender: str
    date: datetime
    is_automatic: bool


class EncodedFiles:
    """Attachments as finished parts, each encoded once; the least used give way."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._parts: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()

    def part(self, attachment: Attachment) -> bytes:
        name = (attachment.key, attachment.filename, attachment.media_type)
        if name not in self._parts:
            self._parts[name] = _file(attachment).as_bytes()
            if len(self._parts) > self._most:
                self._parts.popitem(last=False)
        self._parts.move_to_end(name)
        return self._parts[name]


def to_wire(message: Message, recipient: str, envelope: Envelope, files: EncodedFiles) -> bytes:
    """`recipient` is `message.to` with its domain in ASCII."""
    mail = _alternative(message)
    if message.attachments:
        mail = _container("mixed", [mail])
    if not recipient.isascii():
        mail.policy = _UTF8_POLICY
    mail["From"] = formataddr((message.from_name, envelope.sender))
    mail["To"] = formataddr((message.to_name, recipient)) if recipient.isascii() else recipient
    mail["Subject"] = _encoded_words(message.subject)
    mail["Date"] = format_datetime(envelope.date)
    mail["Message-ID"] = envelope.message_id
    mail["MIME-Version"] = "1.0"
    mail["Content-Language"] = message.language
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    if envelope.is_automatic:
        mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return _with_files(mail.as_bytes(), [files.part(attachment) for attachment in message.attachments])


def _with_files(mail: bytes, parts: list[bytes]) -> bytes:
    """Put in as they are, before the line that closes the outer container."""
    if not parts:
        return mail
    delimiter = f"--{_BOUNDARY}m".encode()
    body, closing, _nothing = mail.rpartition(delimiter + b"--")
    return b"".join([body, *(delimiter + b"\r\n" + part + b"\r\n" for part in parts), closing, b"\r\n"])


def _alternative(message: Message) -> EmailMessage:
    """Mail programs show the last part they understand, so the plain text stands first."""
    return _container("alternative", [_text("plain", message.text), _text("html", message.html)])


def _container(kind: str, parts: list[Any]) -> EmailMessage:
    container = EmailMessage(policy=_POLICY)
    container["Content-Type"] = f'multipart/{kind}; boundary="{_BOUNDARY}{kind[0]}"'
    container.set_payload(parts)
    return container


def _text(kind: str, text: str) -> EmailMessage:
    part = EmailMessage(policy=_POLICY)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if text.isascii() and all(len(line) <= LONGEST_LINE for line in lines):
        part["Content-Transfer-Encoding"] = "7bit"
        part.set_payload("\r\n".join(lines) + "\r\n")
        return part
    content = ("\r\n".join(lines) + "\r\n").encode()
    quoted = binascii.b2a_qp(content, istext=True)
    if len(quoted) <= len(content) * 4 // 3:
        part["Content-Transfer-Encoding"] = "quoted-printable"
        part.set_payload(quoted.decode("ascii"))
    else:
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(_base64(content))
    return part


def _file(attachment: Attachment) -> EmailMessage:
    part = EmailMessage(policy=_POLICY)
    part["Content-Type"] = attachment.media_type
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=attachment.filename)
    part.set_payload(_base64(attachment.load()))
    return part


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode("ascii").replace("\n", "\r\n")


@lru_cache(maxsize=256)
def _encoded_words(text: str) -> str:
    if text.isascii():
        return text
    return Header(text, "utf-8", header_name="Subject", maxlinelen=LONGEST_LINE).encode(linesep="\r\n")
