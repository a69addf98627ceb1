"""The child process that looks at the signatures in one PDF: `python -m foundation.signing.reading_child`.

The file comes by the standard input, what was found goes to the standard output as JSON.
"""

import hashlib
import io
import json
import logging
import re
import sys
from typing import Any

from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from foundation.fence import fence
from foundation.signing.certificates import told

MEMORY = 512 * 1024 * 1024
MOST = 4
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_BETWEEN = re.compile(rb"<[0-9A-Fa-f]*>")


def main() -> None:
    fence(MEMORY)
    logging.disable(logging.CRITICAL)  # the library would quote what strangers send
    sys.stdout.buffer.write(json.dumps(signatures_in(sys.stdin.buffer.read())).encode())


def signatures_in(content: bytes) -> list[dict[str, str]]:
    """Of each of the first few: whose certificate it bears, and whether it holds."""
    return [_seen(signature, content) for signature in _opened(content).embedded_signatures[:MOST]]


def _opened(content: bytes) -> PdfFileReader:
    """Where something stands behind the end that is no PDF, what stands before it: then it is told that it was
    changed, and not only that nobody can read it."""
    try:
        return PdfFileReader(io.BytesIO(content), strict=False)
    except PdfReadError:
        ends = [found.end() for found in _END.finditer(content)]
        if not ends:
            raise
        return PdfFileReader(io.BytesIO(content[: ends[-1]]), strict=False)


def _seen(signature: EmbeddedPdfSignature, content: bytes) -> dict[str, str]:
    try:
        der = signature.signer_cert.dump()
        name = told(der).name
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
        )
    except Exception:  # noqa: BLE001  # a forged one fails in any way it likes
        return {"fingerprint": "", "name": "", "state": "broken"}
    state = "broken"
    if valid:
        state = "intact" if intact and _is_whole(signature.byte_range, content) else "changed"
    return {"fingerprint": hashlib.sha256(der).hexdigest(), "name": name, "state": state}


def _is_whole(byte_range: Any, content: bytes) -> bool:
    """All of the file was signed but the signature itself, which is figures and nothing else: no room for anything that
    was added, neither behind it nor within."""
    if len(byte_range) != 4:
        return False
    first, length, second, rest = (int(number) for number in byte_range)
    if first != 0 or not 0 < length < second or rest < 0 or second + rest != len(content):
        return False
    return _BETWEEN.fullmatch(content[length:second]) is not None


if __name__ == "__main__":
    main()
