"""A campaign file that only a passphrase opens.

The format, so that it can be opened without this program: the first line is `solidarity-sealed-campaign/1`. What
follows, line breaks left out, is base64 of 16 bytes of salt, 12 bytes of nonce and the ciphertext with its tag of 16
bytes. The key of 32 bytes is scrypt (RFC 7914) of the passphrase in UTF-8, NFKC, with n = 65536, r = 8, p = 1; the
cipher is AES-256-GCM with the first line (without its end) as associated data; the plaintext is the YAML file in UTF-8.
"""

import base64
import binascii
import secrets
import textwrap
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from foundation.errors import BadInput
from foundation.web.language import mark

HEAD = "solidarity-sealed-campaign/1"
SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 200
TOO_SHORT = mark("A passphrase has at least %(shortest)s characters; four or five words are good ones.")
WRONG_PASSPHRASE = mark("This passphrase does not open the file, or the file was damaged on its way.")
_SALT, _NONCE, _TAG = 16, 12, 16
_LINE = 76


def check_passphrase(passphrase: str) -> str:
    """Raises BadInput when nobody should rely on it."""
    if not SHORTEST_PASSPHRASE <= len(passphrase.strip()) <= LONGEST_PASSPHRASE:
        raise BadInput(TOO_SHORT, shortest=SHORTEST_PASSPHRASE)
    return passphrase


def seal(text: str, *, passphrase: str) -> str:
    """The sealed file, in ASCII. Takes about a third of a second and 64 MB, as guessing does."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    key = _key(check_passphrase(passphrase), salt)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), HEAD.encode())
    return "\n".join([HEAD, *textwrap.wrap(base64.b64encode(salt + nonce + sealed).decode(), _LINE), ""])


def is_sealed(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(HEAD.encode())


def unseal(content: bytes, *, passphrase: str) -> bytes:
    """The file within. Raises BadInput for a wrong passphrase or a damaged file; which of them, nobody can tell."""
    armour = b"".join(content.removeprefix(b"\xef\xbb\xbf").split()[1:])
    try:
        packed = base64.b64decode(armour, validate=True)
        salt, nonce, sealed = packed[:_SALT], packed[_SALT : _SALT + _NONCE], packed[_SALT + _NONCE :]
        if len(sealed) < _TAG or not passphrase or len(passphrase) > LONGEST_PASSPHRASE:
            raise BadInput(WRONG_PASSPHRASE)
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, HEAD.encode())
    except (InvalidTag, binascii.Error):
        raise BadInput(WRONG_PASSPHRASE) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    kept = unicodedata.normalize("NFKC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=65536, r=8, p=1).derive(kept)
