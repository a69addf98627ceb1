"""Whoever signs letters: an organisation's certificate with its key, opened for a moment."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Signer:
    """In DER; the key in PKCS #8. `key_id` is its row."""

    key_id: int
    certificate: bytes
    chain: tuple[bytes, ...] = ()
    key: bytes = field(default=b"", repr=False)

    def sign(self, pdf: bytes, *, now: datetime) -> bytes:
        """The same file with a signature behind it; not a byte of what was there changes. `now` is what the file says
        of the time: nobody else vouches for it."""
        # Most processes never sign: they shall neither wait for the library nor carry its memory.
        from foundation.signing.pades import signed  # noqa: PLC0415

        return signed(pdf, certificate=self.certificate, chain=self.chain, key=self.key, now=now)
