"""A file to be checked, or its SHA-256."""

import re
from typing import Annotated

from foundation.errors import BadInput
from foundation.web.fields import line, worded
from foundation.web.forms import Form, Upload

_SHA256 = re.compile(r"[0-9a-f]{64}")


def _sha256(text: str) -> str:
    plain = text.replace(" ", "").lower()
    if plain and not _SHA256.fullmatch(plain):
        raise BadInput("A SHA-256 has 64 characters: digits, and letters from a to f.")
    return plain


class VerifyForm(Form):
    file: Upload | None = None
    sha256: Annotated[str, line(200), worded(_sha256)] = ""
