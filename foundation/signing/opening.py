"""A PKCS #12 file from outside is opened in a fenced child, and looked at before its key is kept."""

import enum
import threading
from dataclasses import dataclass, field
from datetime import datetime

from foundation.errors import BadInput
from foundation.fence import Refused, ask_child
from foundation.pdf_wire import Message, pack, unpack
from foundation.signing.certificates import refuse_unusable
from foundation.web.language import mark

LARGEST = 64 * 1024
LONGEST_PHRASE = 200
SECONDS = 20.0
PATIENCE = 5.0
_AT_ONCE = threading.BoundedSemaphore(1)

TOO_LARGE = mark("This file is larger than 64 KB: it is no PKCS #12 file with one key.")
UNREADABLE = mark(
    "This file cannot be opened. Either the pass phrase is wrong, or it is no PKCS #12 file (.p12, .pfx), or it is of"
    " an old kind: then export it once more, encrypted with AES."
)


class Refusal(enum.StrEnum):
    UNREADABLE = "unreadable"
    NO_KEY = "no_key"
    NO_CERTIFICATE = "no_certificate"


_WORDS = {
    Refusal.UNREADABLE: UNREADABLE,
    Refusal.NO_KEY: mark("There is no key in this file, only a certificate. Export it together with its private key."),
    Refusal.NO_CERTIFICATE: mark("There is no certificate in this file that belongs to its key."),
}


@dataclass(frozen=True)
class OpenedFile:
    """In DER; the key in PKCS #8."""

    certificate: bytes
    chain: tuple[bytes, ...] = ()
    key: bytes = field(default=b"", repr=False)


def open_file(content: bytes, phrase: str, *, now: datetime) -> OpenedFile:
    """Raises BadInput, worded, for what cannot be opened and for a key with which no letter should be signed; Busy."""
    if len(content) > LARGEST:
        raise BadInput(TOO_LARGE)
    job = pack(Message({}, [content, phrase.encode(errors="replace")]))
    try:
        answer = unpack(
            ask_child("foundation.signing.opening_child", job, seconds=SECONDS, places=_AT_ONCE, patience=PATIENCE)
        )
    except (Refused, ValueError):
        raise BadInput(UNREADABLE) from None
    if refused := answer.head.get("refused"):
        raise BadInput(_WORDS[Refusal(refused)])
    key, certificate, *chain = answer.parts
    refuse_unusable(certificate, now=now)
    return OpenedFile(certificate, tuple(chain), key)
