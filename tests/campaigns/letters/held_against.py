"""A printed letter, held against what it was made from: words, pages, tags, fonts."""

import io
from typing import Any

from pypdf import PdfReader

from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Sheet
from foundation.pdf import Pdf
from tests.campaigns.letters.ugly import ugly_in

MOST_PAGES = 3
WITHOUT_SALUTATION = frozenset({Sheet.QUESTIONNAIRE, Sheet.RELEASE, Sheet.ONE_PAGE})


def faults_of(contents: LetterContents, pdf: Pdf) -> list[str]:
    """Each in a few words; none where the letter says all that it should and is a sound file."""
    reader = PdfReader(io.BytesIO(pdf.content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    words = " ".join(pages)
    faults = [f"not there: {part}" for part in _said(contents) if plain(part) not in words]
    faults += [f"{word} on what was approved" for word in ("DRAFT", "ЧЕРНОВИК") if word in words]
    if ugly := ugly_in(words):
        faults.append(f"ugly: {ugly}")
    most = 1 if contents.kind.declared.sheet is Sheet.ONE_PAGE else MOST_PAGES
    if not pdf.pages == len(pages) <= most:
        faults.append(f"{len(pages)} pages")
    head = plain(f"{contents.to} · {contents.date}")
    faults += [f"no head on page {number}" for number, page in enumerate(pages[1:], 2) if head not in page]
    if head in pages[0]:
        faults.append("a head on the first page")
    return faults + _faults_of_file(contents, reader)


def plain(text: str) -> str:
    """Unbreakable spaces count as spaces."""
    return " ".join(text.split())


def _said(contents: LetterContents) -> list[str]:
    """What must stand on the paper: to whom, from whom, when, what is asked, by number."""
    declared = contents.kind.declared
    said = [contents.subject, contents.date, contents.sender.name]
    if declared.sheet not in WITHOUT_SALUTATION:
        said += [*contents.address, contents.salutation, contents.closing]
    if declared.sheet is Sheet.QUESTIONNAIRE:
        said += contents.address
    if declared.signed:
        said += [part for one in contents.signatories for part in (one.name, *one.lines)]
    if "demands" in {part.name for part in declared.parts}:
        for group in contents.demands:
            said += [f"{demand.label} {demand.text}".strip() for demand in group.demands]
    said += [f"{number}. {enclosure}" for number, enclosure in enumerate(contents.enclosures, 1)]
    return said + [*contents.copies, *contents.banner]


def _faults_of_file(contents: LetterContents, reader: PdfReader) -> list[str]:
    catalogue: Any = reader.root_object
    faults = []
    if catalogue.get("/Lang") != contents.language:
        faults.append("another language")
    if not catalogue.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        faults.append("its title is not shown")
    if reader.metadata is None or reader.metadata.title != contents.subject:
        faults.append("another title")
    if b"pdfuaid" not in catalogue["/Metadata"].get_object().get_data():
        faults.append("it does not say PDF/UA")
    tags = tags_of(reader)
    faults += [f"no tag {name}" for name in _wanted(contents) if name not in {tag for tag, _ in tags}]
    faults += ["a picture without words" for tag, words in tags if tag == "/Figure" and not words]
    return faults + [f"not embedded: {name}" for name in fonts_left_out(reader)]


def _wanted(contents: LetterContents) -> list[str]:
    lists = ["/L", "/LI", "/LBody"] if contents.demands and contents.number_of_demands else []
    return ["/H1", "/P", *lists, *(["/Figure"] if contents.pictures else [])]


def tags_of(reader: PdfReader) -> list[tuple[str, str]]:
    """Name and alternative words of each element, in reading order."""
    found: list[tuple[str, str]] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif isinstance(element, dict) and "/S" in element:
            found.append((element["/S"], str(element.get("/Alt", ""))))
            walk(element.get("/K", []))

    root: Any = reader.root_object["/StructTreeRoot"]
    walk(root["/K"])
    return found


def fonts_left_out(reader: PdfReader) -> list[str]:
    """Fonts of which only the name is in the file."""
    out = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            face = font.get_object()
            descriptor = face["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            if not {"/FontFile2", "/FontFile3"} & set(descriptor):
                out.add(str(face["/BaseFont"]))
    return sorted(out)
