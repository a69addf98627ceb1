"""One master secret, and a sub-key of it for each purpose (HKDF-SHA-256, RFC 5869)."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_master: bytes = b""


class Locked(RuntimeError):
    """A key was asked for before `unlock`."""


def unlock(secret: str) -> None:
    """Called once when a process starts. Column types need keys where no settings can be handed in."""
    global _master  # noqa: PLW0603  # one master secret a process, by design
    _master = secret.encode()
    subkey.cache_clear()


@lru_cache
def subkey(purpose: str) -> bytes:
    """32 bytes for one purpose, such as `signed-links`."""
    if not _master:
        raise Locked("the keys are not unlocked")
    return HKDF(algorithm=SHA256(), length=32, salt=b"solidarity", info=purpose.encode()).derive(_master)
