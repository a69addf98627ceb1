"""The other yardstick of `bench letters`: LibreOffice's mail merge, which a union office has, where it is on the
machine.

It is treated kindly: its letters have the same words, but neither logo nor code, nor are they tagged. LibreOffice runs
as a process of its own without a window, with a profile of its own, is asked over a local pipe, and is closed again.
Debian's packages libreoffice-writer-nogui, libreoffice-base-drivers and python3-uno are all that it needs.
"""

import json
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

from campaigns.letters.contents import LetterContents
from foundation.measuring.place import ROOT

LONGEST = 1800.0
SYSTEM_PYTHON = Path("/usr/bin/python3")
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def merged(letters: Sequence[LetterContents], folder: Path) -> dict[str, float] | None:
    """`seconds` by the clock and of the `processor`. None where LibreOffice or its Python is missing, or it made less
    than it was asked for."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or not _has_uno():
        return None
    for name in ("warm", "made"):
        (folder / name).mkdir()
    rows = [lines_of(letter) for letter in letters]
    columns = [f"line{number}" for number in range(max(len(row) for row in rows))]
    (folder / "rows.fodt").write_text(as_table(["number", *columns], [[str(at), *row] for at, row in enumerate(rows)]))
    (folder / "letter.fodt").write_text(as_template(columns))
    pipe = f"solidarity-{secrets.token_hex(8)}"
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        [program, own, "--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, "-I", ROOT / "campaigns" / "benches" / "mail_merge.py", pipe, folder],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        is_whole = done.returncode == 0 and len(list((folder / "made").glob("*.pdf"))) == len(letters)
        told: dict[str, float] | None = json.loads(done.stdout) if is_whole else None
        return told
    except subprocess.TimeoutExpired:
        return None
    finally:
        _close(office)


def lines_of(letter: LetterContents) -> list[str]:
    """The words of the letter, a paragraph a line."""
    lines = [letter.sender.name, *letter.sender.lines, *letter.address, letter.place_and_date, letter.subject]
    lines += [letter.salutation, *letter.about.situation]
    lines += [f"{demand.label} {demand.text}" for group in letter.demands for demand in group.demands]
    return [*lines, letter.closing, *(one.name for one in letter.signatories)]


def as_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A document with one table, which LibreOffice takes as a database."""

    def row(cells: Sequence[str]) -> str:
        filled = [*cells, *[""] * (len(columns) - len(cells))]
        return "<table:table-row>{}</table:table-row>".format(
            "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                for cell in filled
            )
        )

    whole = "".join(row(one) for one in (columns, *rows))
    kind = f'<table:table-column table:number-columns-repeated="{len(columns)}"/>'
    return _document(f'<table:table table:name="Rows">{kind}{whole}</table:table>')


def as_template(columns: Sequence[str]) -> str:
    """A paragraph a line, on A4."""
    return _document(
        "".join(
            f'<text:p><text:database-display text:database-name="letters" text:table-name="Rows"'
            f' text:table-type="table" text:column-name="{column}">&lt;{column}&gt;</text:database-display></text:p>'
            for column in columns
        )
    )


def _document(body: str) -> str:
    kind = 'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"'
    page = (
        '<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties'
        ' fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"/>'
        "</office:master-styles>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} {kind}>{page}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _has_uno() -> bool:
    if not SYSTEM_PYTHON.exists():
        return False
    asked = subprocess.run([SYSTEM_PYTHON, "-I", "-c", "import uno"], capture_output=True, check=False)
    return asked.returncode == 0


def _close(office: "subprocess.Popen[bytes]") -> None:
    """It was asked to end already; what does not listen is ended with what it started itself."""
    try:
        office.wait(10)
    except subprocess.TimeoutExpired:
        office.terminate()
        office.wait(10)
