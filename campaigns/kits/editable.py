"""A letter on a partner's paper as a document that the partner's own office program opens and changes."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from campaigns.letters.contents import LetterContents
from campaigns.letters.paper import Picture
from campaigns.letters.render import letter_text
from foundation.letterhead.models import Paper
from foundation.letterhead.pictures import SVG
from foundation.pdf import Press, html_to_png
from foundation.web.language import gettext, ngettext, pgettext, speaking

LOGO_HEIGHT, LOGO_WIDTH = 18, 60
"""Millimetres."""
DOTS = 900
SECONDS = 10.0
LONGEST_PROPERTY = 255
"""Characters that the library takes (docx/oxml/coreprops.py)."""
LONGEST_NUMBER = 5
"""Characters of a label that stands in the margin; a longer one stands before the words."""
_LABELS = ("figure", "fact-label")
_PARAGRAPHS = ("p", "li", "h2", "h3")
_SIZES = {Paper.A4: (210, 297), Paper.US_LETTER: (215.9, 279.4)}
_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}
_LOGO_PAGE = (
    f'<html lang="en"><title>.</title><style>@page {{ size: {LOGO_WIDTH}mm {LOGO_HEIGHT}mm; margin: 0 }} '
    "body { margin: 0 }</style>"
    f'<img src="image:logo" alt="" style="width: {LOGO_WIDTH}mm; height: {LOGO_HEIGHT}mm; object-fit: contain; '
    'object-position: left">'
)
_SPACES = re.compile(r"[ \t\r\n]+")
# They say where a line must not break, and office programs show some of them as boxes.
_UNSEEN = str.maketrans({"\u2060": None, "\u00ad": None})


@dataclass(frozen=True)
class Block:
    """`kind`: a tag of HTML: p, li or h2. `label` is the number of a point."""

    kind: str
    text: str
    label: str = ""


def as_document(letter: LetterContents, *, press: Press | None = None) -> bytes:
    """A DOCX with the words of the PDF. Raises Busy, PdfError while a drawn logo is turned into a picture."""
    document = Document()
    _set_page(document, letter)
    _head(document, letter, press)
    for block in blocks_of(str(letter_text(letter))):
        _write(document, block)
    _foot(document, letter)
    properties = document.core_properties
    properties.author = properties.last_modified_by = letter.sender.name[:LONGEST_PROPERTY]
    properties.title, properties.comments = letter.subject[:LONGEST_PROPERTY], ""
    properties.language = letter.language
    properties.created = properties.modified = datetime(
        letter.made_on.year, letter.made_on.month, letter.made_on.day, tzinfo=UTC
    ).replace(tzinfo=None)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_page(document: DocumentType, letter: LetterContents) -> None:
    section = document.sections[0]
    width, height = _SIZES[letter.set_on.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Sans", Pt(10.5)
    style.paragraph_format.space_after = Pt(6)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _TAGS.get(letter.language, letter.language))
    style.element.get_or_add_rPr().append(tongue)


def _head(document: DocumentType, letter: LetterContents, press: Press | None) -> None:
    if letter.sender.logo:
        picture = document.add_picture(io.BytesIO(_as_pixels(letter.sender.logo, press)), height=Mm(LOGO_HEIGHT))
        if picture.width > Mm(LOGO_WIDTH):
            picture.height, picture.width = Emu(picture.height * Mm(LOGO_WIDTH) // picture.width), Mm(LOGO_WIDTH)
        with speaking(letter.language):
            words = gettext("Logo of %(name)s") % {"name": letter.sender.name}
        picture._inline.docPr.set("descr", words)  # noqa: SLF001  # the library has no other way to say what it shows
    _line(document, letter.sender.name).runs[0].bold = True
    for line in letter.sender.lines:
        _line(document, line).runs[0].font.size = Pt(9)
    document.add_paragraph()
    for line in (letter.postal_note, *letter.address):
        if line:
            _line(document, line)
    document.add_paragraph()
    if letter.your_reference:
        with speaking(letter.language):
            label = pgettext("letter", "Your reference")
        _line(document, f"{label}: {letter.your_reference}")
    _text(document, letter.place_and_date).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if letter.made_up:
        with speaking(letter.language):
            _text(document, gettext("Made-up example. Not a letter to anybody."))
    _text(document, letter.subject).runs[0].bold = True
    for salutation in (letter.local_salutation, letter.salutation):
        if salutation:
            _text(document, salutation)


def _foot(document: DocumentType, letter: LetterContents) -> None:
    closing = _text(document, letter.closing)
    closing.paragraph_format.space_after = Pt(48)
    closing.paragraph_format.keep_with_next = True
    for line in (letter.signatory.name, *letter.signatory.lines):
        _line(document, line)
    with speaking(letter.language):
        if letter.enclosures:
            document.add_paragraph()
            _line(document, ngettext("Enclosure", "Enclosures: %(num)d", len(letter.enclosures)) % _number(letter))
            for place, enclosure in enumerate(letter.enclosures, 1):
                _line(document, f"{place}. {enclosure}")
        if letter.copies:
            document.add_paragraph()
            _line(document, pgettext("letter", "cc"))
            for copy in letter.copies:
                _line(document, copy)


def _number(letter: LetterContents) -> dict[str, int]:
    return {"num": len(letter.enclosures)}


def _write(document: DocumentType, block: Block) -> None:
    if block.kind == "h2":
        heading = _text(document, block.text)
        heading.runs[0].bold = heading.paragraph_format.keep_with_next = True
        return
    if block.kind == "li" and not block.label:
        document.add_paragraph(block.text, style="List Bullet")
        return
    in_margin = 0 < len(block.label) <= LONGEST_NUMBER
    between = "\t" if in_margin else " – " if block.label else ""
    paragraph = _text(document, f"{block.label}{between}{block.text}")
    if in_margin:
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(8), Mm(-8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))


def _text(document: DocumentType, text: str) -> Paragraph:
    return document.add_paragraph(text.translate(_UNSEEN))


def _line(document: DocumentType, text: str) -> Paragraph:
    """Of several that stand close below one another."""
    paragraph = _text(document, text)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _as_pixels(logo: Picture, press: Press | None) -> bytes:
    if logo.media_type != SVG:
        return logo.content
    return html_to_png(_LOGO_PAGE, width=DOTS, images={"logo": logo.content}, timeout=SECONDS, press=press)


def blocks_of(html: str) -> list[Block]:
    """The text of a letter, paragraph by paragraph."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind = "p"
        self._text = self._label = ""
        self._in_label = self._in_date = self._begins_point = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Points with empty lines between them are paragraphs inside: the first of them is the point.
        if tag in _PARAGRAPHS and not (tag == "p" and self._begins_point and not self._text.strip()):
            self._end()
            self._kind = "h2" if tag == "h3" else tag
        if tag in _PARAGRAPHS:
            self._begins_point = tag == "li"
        elif tag == "br":
            self._text += " "
        elif tag == "span" and dict(attrs).get("class") in _LABELS:
            self._in_label = True
        elif tag == "span" and ("class", "event-date") in attrs:
            self._in_date = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._begins_point = False
        if tag == "span":
            self._text += " – " if self._in_date else ""
            self._in_label = self._in_date = False
        elif tag in _PARAGRAPHS:
            self._end()

    def handle_data(self, data: str) -> None:
        if self._in_label:
            self._label += data
        else:
            self._text += data

    def _end(self) -> None:
        if text := _SPACES.sub(" ", self._text.translate(_UNSEEN)).strip():
            self.blocks.append(Block(self._kind, text, self._label.strip()))
        self._kind, self._text, self._label = "p", "", ""
