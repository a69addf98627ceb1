"""Authenticated encryption of what must not lie in the database in clear (AES-256-GCM, NIST SP 800-38D), and keyed
digests for look-up.

A sealed value is: one byte key id, 12 bytes nonce, ciphertext with tag.
"""

import hmac
import json
import secrets
from collections.abc import Callable
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.security.keys import subkey

KEY_ID = b"\x01"
# Made once: `json.dumps` makes an encoder for each call that asks for anything unusual.
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal(text: str, purpose: str, bound_to: str = "") -> bytes:
    """`bound_to` names the row, so that a sealed value cannot be moved to another."""
    nonce = secrets.token_bytes(12)
    return KEY_ID + nonce + _cipher(subkey(purpose)).encrypt(nonce, text.encode(), bound_to.encode())


def unseal(sealed: bytes, purpose: str, bound_to: str = "") -> str:
    """Raises cryptography.exceptions.InvalidTag when it was changed, moved or sealed with another key."""
    return _cipher(subkey(purpose)).decrypt(sealed[1:13], sealed[13:], bound_to.encode()).decode()


def seal_fields(fields: dict[str, str], purpose: str, bound_to: str) -> bytes:
    """Several fields in one envelope."""
    return seal(_as_json(fields), purpose, bound_to)


def unseal_fields(sealed: bytes, purpose: str, bound_to: str) -> dict[str, str]:
    fields: dict[str, str] = json.loads(unseal(sealed, purpose, bound_to))
    return fields


def fields_unsealer(purpose: str) -> Callable[[bytes, int], dict[str, str]]:
    """`unseal_fields` for many envelopes of one purpose, with its key prepared once: takes (sealed, number of the row
    it is bound to)."""
    decrypt, read = _cipher(subkey(purpose)).decrypt, json.JSONDecoder().raw_decode

    def unseal_one(sealed: bytes, bound_to: int) -> dict[str, str]:
        fields: dict[str, str] = read(decrypt(sealed[1:13], sealed[13:], b"%d" % bound_to).decode())[0]
        return fields

    return unseal_one


def keyed_digest(text: str, purpose: str, key: bytes = b"") -> bytes:
    """32 bytes HMAC-SHA-256: finds an equal value, and is worthless without the key. `key` narrows it, e.g. to one
    petition.
    """
    digest = _digest_of_nothing(subkey(purpose) + key).copy()
    digest.update(text.encode())
    return digest.digest()


def seal_bytes(content: bytes, purpose: str, bound_to: str = "") -> bytes:
    """A file, sealed as `seal` seals text."""
    nonce = secrets.token_bytes(12)
    return KEY_ID + nonce + _cipher(subkey(purpose)).encrypt(nonce, content, bound_to.encode())


def unseal_bytes(sealed: bytes, purpose: str, bound_to: str = "") -> bytes:
    """Raises cryptography.exceptions.InvalidTag like `unseal`."""
    return _cipher(subkey(purpose)).decrypt(sealed[1:13], sealed[13:], bound_to.encode())


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    """By the key itself and not its purpose, so that another master secret brings other ciphers. Safe for threads."""
    return AESGCM(key)


@lru_cache(maxsize=1024)
def _digest_of_nothing(key: bytes) -> hmac.HMAC:
    """To be copied: taking in the key costs more than the few words that follow it."""
    return hmac.new(key, digestmod="sha256")
