"""Tokens in mailed links: HMAC(sub-key, purpose ‖ row id ‖ row nonce), made anew whenever a mail is written; none
is stored.

A token reads `<row id in base 36>-<26 characters>`: the row is found by its id, and 130 bits prove the rest.
"""

import base64
import hmac
import re

from foundation.errors import NotFound
from foundation.security.keys import subkey

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SHAPE = re.compile(r"([0-9a-z]{1,13})-([a-z2-7]{26})")
_LARGEST_ID = 2**63 - 1


def make_token(purpose: str, row_id: int, nonce: bytes) -> str:
    return f"{_base36(row_id)}-{_proof(purpose, row_id, nonce)}"


def row_of_token(token: str) -> int:
    """The row a token speaks of, before it is proved. Raises NotFound when the token cannot be one."""
    shape = _SHAPE.fullmatch(token)
    row_id = int(shape[1], 36) if shape else 0
    if not 0 < row_id <= _LARGEST_ID:
        raise NotFound("This link is not valid. Please open it exactly as it stands in the mail.")
    return row_id


def token_holds(token: str, purpose: str, row_id: int, nonce: bytes) -> bool:
    return hmac.compare_digest(token, make_token(purpose, row_id, nonce))


def _proof(purpose: str, row_id: int, nonce: bytes) -> str:
    message = purpose.encode() + b"\x00" + row_id.to_bytes(8, "big") + nonce
    digest = hmac.digest(subkey("signed-links"), message, "sha256")
    return base64.b32encode(digest).decode().lower()[:26]


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
