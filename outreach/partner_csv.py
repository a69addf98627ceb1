"""A partner list as CSV: which column is which, and what each row says or why it cannot be taken."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from foundation.csv_files import CsvTable, read_csv, write_csv
from foundation.errors import BadInput
from foundation.spoken_dates import as_kept
from foundation.text import clean_email, clean_line, clean_name, name_key
from foundation.web.language import gettext, mark
from outreach.models.partners import PartnerKind
from outreach.names import email_digest
from outreach.words import country_called, kind_called, language_called, languages_called, zone_called

FIELDS = {
    "name": mark("Partner"),
    "kind": mark("Kind"),
    "country": mark("Country"),
    "sector": mark("Sector"),
    "languages": mark("Languages of the partner"),
    "members": mark("Members"),
    "members_on": mark("Members declared on"),
    "parent": mark("Belongs to"),
    "contact": mark("Contact"),
    "role": mark("Role"),
    "email": mark("E-mail address"),
    "language": mark("Language of the contact"),
    "zone": mark("Time zone"),
}
NEEDED = ("name", "email")

_HEADERS = {
    "name": (
        "name",
        "partner",
        "organisation",
        "organization",
        "union",
        "название",
        "наименование",
        "организация",
        "партнер",
        "профсоюз",
    ),
    "kind": ("kind", "type", "вид", "тип"),
    "country": ("country", "country code", "страна", "код страны"),
    "sector": ("sector", "industry", "branch", "отрасль", "сектор"),
    "languages": ("languages", "языки"),
    "members": ("members", "membership", "number of members", "членов", "число членов", "численность", "члены"),
    "members_on": ("members on", "members date", "declared on", "дата численности", "на дату"),
    "parent": ("parent", "belongs to", "affiliated to", "member of", "входит в", "вышестоящая организация"),
    "contact": ("contact", "contact name", "contact person", "person", "контакт", "контактное лицо", "имя", "фио"),
    "role": ("role", "position", "title", "function", "должность", "роль"),
    "email": (
        "email",
        "e mail",
        "mail",
        "e mail address",
        "email address",
        "почта",
        "эл почта",
        "электронная почта",
        "адрес электронной почты",
        "электронный адрес",
    ),
    "language": ("language", "contact language", "lang", "язык", "язык контакта"),
    "zone": ("zone", "time zone", "timezone", "часовой пояс"),
}
_WHOLE_NUMBER = re.compile(r"[0-9]{1,12}|[0-9]{1,3}([ .,'’\u00a0\u202f][0-9]{3}){1,3}")


@dataclass(frozen=True)
class PartnerRow:
    """One row, checked. `number` is the one a spreadsheet shows; `key` is the name as it is compared."""

    number: int
    cells: tuple[str, ...]
    name: str
    key: str
    kind: PartnerKind = PartnerKind.UNION
    country: str = ""
    sector: str = ""
    languages: tuple[str, ...] = ()
    members: int | None = None
    members_on: date | None = None
    parent: str = ""
    contact: str = ""
    role: str = ""
    email: str = ""
    email_digest: bytes = b""
    language: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Finding:
    """Something about a row that a person has to see: why it was refused, or what was left out of it."""

    number: int
    cells: tuple[str, ...]
    column: str
    words: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def column_words(self) -> str:
        return gettext(FIELDS[self.column]) if self.column else ""

    @property
    def reason(self) -> str:
        """In the language being spoken."""
        return gettext(self.words) % self.values if self.values else gettext(self.words)


@dataclass(frozen=True)
class PartnerSheet:
    table: CsvTable
    columns: Mapping[str, int]
    rows: tuple[PartnerRow, ...]
    refused: tuple[Finding, ...]

    @property
    def ignored_columns(self) -> list[str]:
        used = set(self.columns.values())
        return [head for place, head in enumerate(self.table.header) if place not in used and head]


def read_partners(content: bytes, *, encoding: str = "", delimiter: str = "") -> PartnerSheet:
    """Raises BadInput when the file as a whole cannot be taken; a row that cannot is among `refused`."""
    table = read_csv(content, encoding=encoding, delimiter=delimiter)
    columns = _columns(table)
    rows: list[PartnerRow] = []
    refused: list[Finding] = []
    for number, cells in table.rows:
        try:
            rows.append(_row(number, cells, columns, table))
        except _Refused as refusal:
            refused.append(Finding(number, cells, refusal.column, refusal.words, refusal.values))
    return PartnerSheet(table, columns, tuple(rows), tuple(refused))


def report_of_refused(header: tuple[str, ...], refused: Sequence[Finding]) -> bytes:
    """A table to correct and to read in again: the file's own columns, behind them what is wrong."""
    heads = [*header, gettext("Row in the file"), gettext("Column"), gettext("What is wrong")]
    width = len(header)
    return write_csv(
        heads,
        (
            [*(*row.cells, *([""] * width))[:width], str(row.number), row.column_words, row.reason]
            for row in sorted(refused, key=lambda row: row.number)
        ),
    )


@dataclass(frozen=True)
class _Listed:
    """Names of columns, spoken when the sentence around them is."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(f"“{gettext(words)}”" for words in self.words)


class _Refused(Exception):
    def __init__(self, column: str, words: str, values: Mapping[str, object]) -> None:
        super().__init__(column)
        self.column, self.words, self.values = column, words, values


def _columns(table: CsvTable) -> dict[str, int]:
    known = {head: column for column, heads in _HEADERS.items() for head in heads}
    columns: dict[str, int] = {}
    for place, head in enumerate(table.header):
        column = known.get(name_key(head))
        if column is None:
            continue
        if column in columns:
            raise BadInput(
                "Two columns say the same: “%(one)s” and “%(other)s”. Please remove one.",
                one=table.header[columns[column]][:60],
                other=head[:60],
            )
        columns[column] = place
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise BadInput(
            "The file has no column %(missing)s. It has: %(found)s. If these words look wrong, choose another encoding"
            " or another delimiter.",
            missing=_Listed(tuple(FIELDS[column] for column in missing)),
            found=", ".join(f"“{head[:40]}”" for head in table.header[:12]),
        )
    return columns


def _least_cells(table: CsvTable) -> int:
    """Empty heads at the end are columns that a spreadsheet left behind."""
    return max((place for place, head in enumerate(table.header, start=1) if head.strip()), default=0)


def _row(number: int, cells: tuple[str, ...], columns: Mapping[str, int], table: CsvTable) -> PartnerRow:
    if any(cell.strip() for cell in cells[len(table.header) :]):
        raise _Refused("", mark("This row has more cells than the header. Is a quotation mark missing?"), {})
    if len(cells) < _least_cells(table):
        raise _Refused("", mark("This row has fewer cells than the header. Is a quotation mark missing?"), {})
    called = cells[columns["name"]].strip()
    if "\n" in called or "\r" in called or ("@" in called and any(sign in called for sign in ",;\t")):
        raise _Refused("name", mark("The name has swallowed other cells. Is a quotation mark missing?"), {})

    def taken(column: str, check: Callable[[str], Any], otherwise: Any) -> Any:
        place = columns.get(column, -1)
        cell = cells[place].strip() if 0 <= place < len(cells) else ""
        if not cell:
            return otherwise
        try:
            return check(cell)
        except BadInput as refusal:
            raise _Refused(column, refusal.words, refusal.values) from None

    name = taken("name", partial(clean_line, longest=200), "")
    contact, email = taken("contact", clean_name, ""), taken("email", clean_email, "")
    if not name:
        raise _Refused("name", mark("Please fill this in."), {})
    if contact and not email:
        raise _Refused("email", mark("A contact needs an e-mail address."), {})
    return PartnerRow(
        number=number,
        cells=cells,
        name=name,
        key=name_key(name),
        kind=taken("kind", kind_called, PartnerKind.UNION),
        country=taken("country", country_called, ""),
        sector=taken("sector", partial(clean_line, longest=120), ""),
        languages=tuple(taken("languages", languages_called, ())),
        members=taken("members", _members, None),
        members_on=taken("members_on", _day, None),
        parent=taken("parent", partial(clean_line, longest=200), ""),
        contact=contact,
        role=taken("role", partial(clean_line, longest=120), ""),
        email=email,
        email_digest=email_digest(email) if email else b"",
        language=taken("language", language_called, ""),
        zone=taken("zone", zone_called, ""),
    )


def _members(word: str) -> int:
    """With or without a sign between thousands."""
    if not _WHOLE_NUMBER.fullmatch(word):
        raise BadInput("Please write a whole number.")
    return int("".join(sign for sign in word if sign.isdigit()))


def _day(word: str) -> date:
    """As people type it in a form; other orders of day and month cannot be told apart."""
    try:
        return date.fromisoformat(as_kept(word))
    except ValueError:
        raise BadInput("Please write a day, such as 1 May 2026, 01.05.2026 or 2026-05-01.") from None
