"""What is said over the pipes between the house and the child that lays out documents.

A message is two unsigned 32-bit numbers (size of the head, size of the body), a head in JSON, and a body of parts one
after the other, whose sizes the head lists under `sizes`.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_PREFIX = struct.Struct(">II")
PREFIX_SIZE = _PREFIX.size
LARGEST_HEAD = 1024 * 1024
LARGEST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class Message:
    head: dict[str, Any]
    parts: Sequence[bytes] = ()

    @property
    def body_size(self) -> int:
        return sum(len(part) for part in self.parts)


def pack(message: Message) -> bytes:
    """Raises ValueError when the message is larger than the other side would take."""
    head = json.dumps({**message.head, "sizes": [len(part) for part in message.parts]}).encode()
    if len(head) > LARGEST_HEAD or message.body_size > LARGEST_BODY:
        raise ValueError("the message is too large")
    return b"".join((_PREFIX.pack(len(head), message.body_size), head, *message.parts))


def size_after(prefix: bytes) -> int:
    """How many bytes follow the prefix. Raises ValueError when they are more than any honest message has."""
    head, body = _PREFIX.unpack(prefix)
    if head > LARGEST_HEAD or body > LARGEST_BODY:
        raise ValueError("the message is too large")
    return int(head + body)


def unpack(raw: bytes) -> Message:
    """`raw` is a whole message with its prefix. Raises ValueError when it is none."""
    head_size, _ = _PREFIX.unpack(raw[:PREFIX_SIZE])
    at = PREFIX_SIZE + head_size
    head = json.loads(raw[PREFIX_SIZE:at])
    parts = []
    for size in head.pop("sizes"):
        parts.append(raw[at : at + size])
        at += size
    if at != len(raw):
        raise ValueError("the parts do not fill the message")
    return Message(head, parts)
