"""The other yardstick of `bench letters`: LibreOffice, where it is on the machine, one call for all letters."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from campaigns.letters.contents import LetterContents

LONGEST = 1800.0
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("text", "text"))
)


def seconds_for(letters: Sequence[LetterContents], folder: Path) -> float | None:
    """None where there is no LibreOffice, or it made less than it was asked for."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    sources, made = folder / "sources", folder / "made"
    sources.mkdir()
    made.mkdir()
    for number, letter in enumerate(letters):
        (sources / f"{number}.fodt").write_text(as_flat_document(letter))
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [program, own, "--headless", "--convert-to", "pdf", "--outdir", str(made)]
    files = [str(path) for path in sorted(sources.iterdir())]
    subprocess.run([*convert, files[0]], capture_output=True, timeout=LONGEST, check=False)  # makes its profile
    started = time.perf_counter()
    subprocess.run([*convert, *files], capture_output=True, timeout=LONGEST, check=False)
    seconds = time.perf_counter() - started
    return seconds if len(list(made.iterdir())) == len(files) else None


def as_flat_document(letter: LetterContents) -> str:
    """The words of the letter, a paragraph a line, without any form."""
    lines = [letter.sender.name, *letter.sender.lines, *letter.address, letter.place_and_date, letter.subject]
    lines += [letter.salutation, *letter.about.situation]
    lines += [f"{demand.label} {demand.text}" for group in letter.demands for demand in group.demands]
    lines += [letter.closing, *(one.name for one in letter.signatories)]
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    kind = 'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} {kind}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
