"""Letters on paper, for tests: printed once, read by position."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from sqlmodel import Session

from campaigns.actions.confirm_address import confirm_address
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.render import print_letter
from campaigns.letters.sealing import Seal
from campaigns.models.campaign import Campaign

MM = 72 / 25.4
SEAL = Seal("https://solidarity.example.org/verify?letter=1")
"""Without one a letter of record is a draft."""
SIGNED = {
    "en": {"signatory_name": "Jean Modèle", "signatory_office": "General Secretary", "place": "Example Town"},
    "ru": {"signatory_name": "Пётр Примеров", "signatory_office": "Генеральный секретарь", "place": "Примерск"},
}
CONTACT = {
    "contact_name": "Jean Modèle",
    "contact_phone": "+41 00 000 00 01",
    "contact_email": "urgent@federation.example.org",
}
GENEVA = ["International Labour Office", "4 route des Morillons", "CH-1211 Genève 22", "SWITZERLAND"]
ASTANA = ["Akorda", "6 Mangilik Yel Street", "010000 Astana", "KAZAKHSTAN"]


def confirmed(session: Session, campaign: Campaign, office: str, lines: list[str]) -> None:
    confirm_address(
        session,
        office_id=office,
        organisation_id=campaign.organisation_id,
        lines=lines,
        confirmed_on=date(2026, 1, 15),
        page="https://office.example.org/contacts",
        by=None,
    )


def a_letter(
    session: Session, campaign: Campaign, office: str, language: str, kind: LetterKind = LetterKind.APPEAL
) -> Letter:
    """With everything an organiser sets, not saved."""
    letter = new_letter(session, campaign=campaign, kind=kind, office_id=office, language=language)
    for name, value in (SIGNED[language] | CONTACT).items():
        setattr(letter, name, value)
    letter.dated_on = date(2026, 5, 4)
    return letter


def printed(session: Session, campaign: Campaign, letter: Letter) -> PdfReader:
    """As it is approved, where nothing is missing."""
    contents = gather_letter(session, campaign=campaign, letter=letter)
    seal = SEAL if contents.is_clean else None
    return PdfReader(io.BytesIO(print_letter(contents, seal=seal).content))


def words_of(reader: PdfReader) -> str:
    """Unbreakable spaces count as spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def places_of(reader: PdfReader, page: int = 0) -> dict[str, tuple[float, float]]:
    """Each piece of text → millimetres from the left and from the top of where its line begins."""
    found: dict[str, tuple[float, float]] = {}
    height = float(reader.pages[page].mediabox.height)

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.setdefault(" ".join(text.split()), (x / MM, (height - y) / MM))

    reader.pages[page].extract_text(visitor_text=visit)
    return found


@dataclass(frozen=True)
class Placed:
    """Text on the paper, in millimetres from its upper left corner, as it was inked."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def placed(content: bytes, page: int = 0) -> list[Placed]:
    """Every run of characters on a line."""
    document = pypdfium2.PdfDocument(content)
    try:
        sheet = document[page]
        text, height = sheet.get_textpage(), sheet.get_height()
        found = []
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top)
            found.append(Placed(words, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        return found
    finally:
        document.close()


def check_by_qpdf(content: bytes, folder: Path) -> str:
    program = shutil.which("qpdf")
    assert program, "qpdf is not installed; ./solidarity test installs it"
    path = folder / "letter.pdf"
    path.write_bytes(content)
    return subprocess.run([program, "--check", str(path)], capture_output=True, text=True, check=False).stdout
