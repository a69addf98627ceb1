"""The yardstick of letters: LibreOffice's mail merge, where it is on the machine."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from campaigns.benches import office_suite
from campaigns.benches.office_suite import as_table, as_template, merged

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(document: str) -> ET.Element:
    return ET.fromstring(document)  # noqa: S314  # our own


def test_without_libreoffice_or_its_python_nothing_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office_suite, "SYSTEM_PYTHON", tmp_path / "no-such-python")
    assert merged([], tmp_path) is None
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert merged([], tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_each_letter_is_a_row_and_each_line_of_it_a_field() -> None:
    rows = read(as_table(["number", "line0", "line1"], [["0", "A & <b>"], ["1", "Ж", "x"]]))
    cells = [[cell.findtext(f"{TEXT}p") or "" for cell in row] for row in rows.iter(f"{TABLE}table-row")]
    assert cells == [["number", "line0", "line1"], ["0", "A & <b>", ""], ["1", "Ж", "x"]]
    fields = read(as_template(["line0", "line1"])).iter(f"{TEXT}database-display")
    assert [field.get(f"{TEXT}column-name") for field in fields] == ["line0", "line1"]
