"""The child process that opens one PKCS #12 file: `python -m foundation.signing.opening_child`.

File and pass phrase come by the standard input as a message of foundation/pdf_wire.py; certificate, key and whatever
certificates came along go back the same way. Nothing of it touches a disk. A file that asks for a billion rounds of key
derivation keeps this process busy alone, until its time is up.
"""

import sys

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from foundation.fence import fence
from foundation.pdf_wire import Message, pack, unpack
from foundation.signing.opening import Refusal

MEMORY = 256 * 1024 * 1024
MOST_CERTIFICATES = 10


def main() -> None:
    fence(MEMORY)
    content, phrase = unpack(sys.stdin.buffer.read()).parts
    sys.stdout.buffer.write(pack(opened(content, phrase)))


def opened(content: bytes, phrase: bytes) -> Message:
    try:
        found = pkcs12.load_pkcs12(content, phrase or None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return _refused(Refusal.UNREADABLE)
    if found.key is None:
        return _refused(Refusal.NO_KEY)
    if found.cert is None:
        # The library names a certificate only where it belongs to the key.
        return _refused(Refusal.NO_CERTIFICATE)
    if len(found.additional_certs) > MOST_CERTIFICATES:
        return _refused(Refusal.UNREADABLE)
    key = found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificates = [found.cert, *found.additional_certs]
    return Message({}, [key, *(one.certificate.public_bytes(Encoding.DER) for one in certificates)])


def _refused(why: Refusal) -> Message:
    return Message({"refused": why})


if __name__ == "__main__":
    main()
