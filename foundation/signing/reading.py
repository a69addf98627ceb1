"""Which signatures a PDF from outside bears. It is read in a fenced child, one at a time, and not kept."""

import enum
import json
import threading
from dataclasses import dataclass

from foundation.fence import Refused, ask_child

SECONDS = 20.0
# Strangers ask for this: whoever waited for a place would keep one of the site's own threads.
PATIENCE = 0.0
_AT_ONCE = threading.BoundedSemaphore(1)
# Stands in clear in every signed PDF, since it counts the bytes around it.
_SIGNED = b"/ByteRange"
_PDF, _BEGINNING = b"%PDF-", 1024


class Held(enum.StrEnum):
    """`CHANGED`: it was made by that key, and the file has changed since. `BROKEN`: it is no signature of that key, or
    none at all. `UNREADABLE`: the file could not be looked at."""

    INTACT = "intact"
    CHANGED = "changed"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FoundSignature:
    """`name` is what the certificate calls itself: whoever made it may have written anything."""

    held: Held
    fingerprint: str = ""
    name: str = ""


def may_be_signed(content: bytes) -> bool:
    """Whether it is worth a child process, which costs most of a second."""
    return _PDF in content[:_BEGINNING] and _SIGNED in content


def read_signatures(content: bytes) -> list[FoundSignature]:
    """Without trust in anybody: whose keys are known is for the caller to say. Raises Busy, at once, while another is
    read."""
    if not may_be_signed(content):
        return []
    try:
        answer = ask_child(
            "foundation.signing.reading_child", content, seconds=SECONDS, places=_AT_ONCE, patience=PATIENCE
        )
    except Refused:
        return [FoundSignature(Held.UNREADABLE)]
    return [FoundSignature(Held(one["state"]), one["fingerprint"], one["name"]) for one in json.loads(answer)]
