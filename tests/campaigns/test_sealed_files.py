"""Everything of a campaign leaves only sealed, and opens with its passphrase alone."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from campaigns.files.sealed import HEAD, is_sealed, seal, unseal
from foundation.errors import BadInput

WORDS = "four dockers on strike"


def test_what_was_sealed_opens_again() -> None:
    sealed = seal("format: ключ\n", passphrase=WORDS)
    assert sealed.isascii()
    assert is_sealed(sealed.encode())
    assert unseal(sealed.encode(), passphrase=WORDS).decode() == "format: ключ\n"
    assert seal("a", passphrase=WORDS) != seal("a", passphrase=WORDS)


def test_the_format_is_as_it_is_described() -> None:
    """Opened with the standard library and one cipher, by the description alone."""
    head, *lines = seal("words", passphrase=WORDS).splitlines()
    packed = base64.b64decode("".join(lines))
    key = hashlib.scrypt(WORDS.encode(), salt=packed[:16], n=65536, r=8, p=1, maxmem=2**27, dklen=32)
    assert AESGCM(key).decrypt(packed[16:28], packed[28:], head.encode()) == b"words"


@pytest.mark.parametrize("place", [0, 20, 30, -1])
def test_one_changed_byte_opens_nothing(place: int) -> None:
    packed = bytearray(base64.b64decode("".join(seal("words", passphrase=WORDS).splitlines()[1:])))
    packed[place] ^= 1
    with pytest.raises(BadInput):
        unseal(f"{HEAD}\n".encode() + base64.b64encode(packed), passphrase=WORDS)


@pytest.mark.parametrize("content", ["", "!!!", "YQ==", "é"])
def test_what_is_no_sealed_file_is_refused_in_words(content: str) -> None:
    with pytest.raises(BadInput):
        unseal(f"{HEAD}\n{content}".encode(), passphrase=WORDS)


@pytest.mark.parametrize("passphrase", ["", "short", "x" * 1000])
def test_a_poor_passphrase_neither_seals_nor_opens(passphrase: str) -> None:
    with pytest.raises(BadInput):
        seal("words", passphrase=passphrase)
    with pytest.raises(BadInput):
        unseal(seal("words", passphrase=WORDS).encode(), passphrase=passphrase)
