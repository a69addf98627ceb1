"""The child process that reads one PDF: `python -m foundation.pdf_text_child SECONDS`.

The file comes by the standard input, what it says goes to the standard output. A file made to exhaust whoever reads it
exhausts this process alone.
"""

import io
import json
import logging
import re
import sys
import time
import unicodedata
from collections.abc import Iterator

from pypdf import PageObject, PdfReader

from foundation.fence import fence

MEMORY = 512 * 1024 * 1024
MOST_LETTERS = 1_000_000
_DIVIDED = re.compile(r"(\w+)[-\u2010]\s*\n\s*(\w+)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def main() -> None:
    fence(MEMORY)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    until = time.monotonic() + int(sys.argv[1])
    words, share = read_words(sys.stdin.buffer.read(), until)
    told = {"words": words, "share": share, "in_time": time.monotonic() <= until}
    sys.stdout.buffer.write(json.dumps(told).encode())


def read_words(content: bytes, until: float) -> tuple[str, str]:
    """On one line, and which share of the pages that is. `until` is a moment of the monotonic clock."""
    reader = PdfReader(io.BytesIO(content))
    about, said, is_whole = list(_about(reader)), "", True
    for page in reader.pages:
        if time.monotonic() > until or len(said) > MOST_LETTERS:
            is_whole = False
            break
        here = _on(page)
        is_whole = is_whole and bool(here.strip() or not _has_pictures(page))
        said += f"\n{here}"
    share = "none" if not said.strip() else "all" if is_whole else "some"
    return plain("\n".join([*about, said]))[:MOST_LETTERS], share


def plain(text: str) -> str:
    """As names are looked for: no ligatures, no breaks of lines, and divided words once more in one piece."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    joined = [before + after for before, after in _DIVIDED.findall(text)]
    return " ".join([*text.split(), *joined])


def _on(page: PageObject) -> str:
    notes = [
        str(one.get_object().get(key) or "") for one in page.annotations or () for key in ("/Contents", "/V", "/T")
    ]
    return "\n".join([page.extract_text(), *notes])


def _about(reader: PdfReader) -> Iterator[str]:
    """What the file says of itself: title, author and the like, which programs show beside it."""
    yield from (str(value) for value in (reader.metadata or {}).values())
    xmp = reader.root_object.get("/Metadata")
    if xmp is not None:
        yield re.sub(r"<[^>]*>", " ", xmp.get_object().get_data().decode("utf-8", "replace"))


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    return bool(resources is not None and resources.get_object().get("/XObject"))


if __name__ == "__main__":
    main()
