"""Files on their way to a reader: one function for all PDFs, and names that are safe on every system."""

import re
import unicodedata
from urllib.parse import quote

from fastapi.responses import Response

LONGEST_NAME = 120
_RESERVED = re.compile(r'[/\\<>:"|?*%]')
# Windows gives these names to devices, with any ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def pdf_response(content: bytes, filename: str, *, inline: bool = False, cache: str = "private, no-store") -> Response:
    """`cache` is the Cache-Control header: letters carry names and are kept by nobody, a public dossier may be."""
    headers = {"Content-Disposition": content_disposition(filename, inline=inline), "Cache-Control": cache}
    return Response(content, media_type="application/pdf", headers=headers)


def content_disposition(filename: str, *, inline: bool = False) -> str:
    """RFC 6266, with the name in ASCII for old programs and as it is (RFC 8187) for all others."""
    name = safe_filename(filename)
    kind = "inline" if inline else "attachment"
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, ending = ascii_name.rpartition(".")
    if not any(character.isalnum() for character in stem):
        ascii_name = f"document{dot}{ending}"
    parts = [kind, f'filename="{" ".join(ascii_name.split())}"']
    if ascii_name != name:
        parts.append(f"filename*=UTF-8''{quote(name, safe='')}")
    return "; ".join(parts)


def safe_filename(filename: str) -> str:
    """Without path, control and direction characters, at most LONGEST_NAME characters before its ending."""
    name = _RESERVED.sub("-", unicodedata.normalize("NFC", filename))
    name = "".join(" " if character.isspace() else character for character in name)
    name = "".join(
        character for character in name if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    name = " ".join(name.split())
    stem, dot, ending = name.rpartition(".")
    if not dot or not 1 <= len(ending) <= 5 or not ending.isalnum():
        stem, dot, ending = name, "", ""
    stem = stem[:LONGEST_NAME].strip(" .-")
    if _DEVICES.fullmatch(stem):
        stem = f"{stem}_"
    return f"{stem or 'document'}{dot}{ending}"
