"""Where things stand on a letter's paper (DIN 5008 form B), and what never stands alone on a page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from foundation.pdf import html_to_pdf
from foundation.pdf_layout import HandedOver, Layout
from tests.foundation import samples

pytestmark = pytest.mark.slow

MM = 25.4 / 96
PAPER = 297.0


@dataclass(frozen=True)
class Line:
    """A piece of text on the paper, in millimetres from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def layout() -> Layout:
    return Layout()


def lines_by_page(layout: Layout, html: str) -> list[list[Line]]:
    document = HTML(string=html, base_url="document:/", url_fetcher=HandedOver({"logo": samples.LOGO}))
    pages = document.render(font_config=layout.fonts, stylesheets=[layout.sheets["common"], layout.sheets["letter"]])
    return [list(lines_of(page._page_box)) for page in pages.pages]


def lines_of(box: Any, around: Any = None) -> Iterator[Line]:
    """`around` is the line a piece of text stands in: it has the height of the type, the piece that of the font."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    around = box if isinstance(box, LineBox) else around
    if isinstance(box, TextBox) and box.text.strip():
        left, top, right = box.position_x, around.position_y, box.position_x + box.width
        yield Line(box.text.strip(), left * MM, top * MM, right * MM, (top + around.height) * MM)
    for child in getattr(box, "children", ()):
        yield from lines_of(child, around)


ADDRESSES = {
    "usual": samples.letter_texts("en")["address"],
    "Russian": samples.letter_texts("ru")["address"],
    "nine lines": [f"Line {number} of an address" for number in range(9)],
    "long lines": ["Minister of Labour and Social Protection of the Population of the Republic of Kazakhstan"] * 3,
    "one long word": ["Bundesarbeitsministeriumsverwaltungsgebäudeeingangshallenempfangstresenpersonal"],
    "one line": ["KAZAKHSTAN"],
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_the_address_shows_in_the_window(address: list[str], layout: Layout) -> None:
    page = lines_by_page(layout, samples.letter_html("en", address=address))[0]
    shown = [line for line in page if 40 < line.top < 98 and line.left < 105 and " · " not in line.text]
    assert len(shown) >= len(address)
    for line in shown:
        assert 20 <= line.left < line.right <= 105, line
        assert 50 <= line.top < line.bottom <= 90, line


def test_the_printed_file_has_the_address_where_the_window_is() -> None:
    pdf = html_to_pdf(samples.letter_html("en"), images={"logo": samples.LOGO})
    places = []

    def note(text: str, matrix: list[float], text_matrix: list[float], _font: Any, _size: float) -> None:
        x = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
        y = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
        places.append((text.strip(), x / 72 * 25.4, PAPER - y / 72 * 25.4))

    PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text(visitor_text=note)
    for line in samples.letter_texts("en")["address"]:
        found = [(x, y) for text, x, y in places if text == line and y < 95]
        assert len(found) == 1, line
        x, y = found[0]
        assert 20 <= x <= 105
        assert 50 <= y <= 90


def test_sender_line_reference_and_text_keep_their_places(layout: Layout) -> None:
    texts = samples.letter_texts("en")
    page = lines_by_page(layout, samples.letter_html("en"))[0]
    by_text = {line.text: line for line in page}
    return_line = by_text[f"{texts['sender']['name']} · {texts['sender']['place']}"]
    assert 45 <= return_line.top < return_line.bottom <= 50
    assert by_text[texts["sender"]["name"]].bottom <= 45
    reference = by_text[texts["reference"][0][1]]
    assert reference.left == pytest.approx(125)
    assert 50 <= reference.top < reference.bottom <= 90
    subject = next(line for line in page if line.text.startswith(texts["subject"][:30]))
    assert 98.4 <= subject.top <= 106
    body = [line for line in page if line.top > 98]
    assert min(line.left for line in body) == pytest.approx(25)
    assert max(line.right for line in body) <= 190
    assert max(line.bottom for line in page) <= PAPER - 22


@pytest.mark.parametrize("language", ["en", "ru"])
def test_signature_enclosures_and_copies_never_stand_alone_on_a_page(language: str, layout: Layout) -> None:
    texts = samples.letter_texts(language)
    opening = texts["opening"][0].split()
    turned = 0
    for words in range(0, 320, 16):
        filling = " ".join((opening * 8)[:words])
        html = samples.letter_html(language, opening=[filling], demands=texts["demands"][:4])
        for page in lines_by_page(layout, html):
            closing = next((line for line in page if line.text.startswith(texts["closing"])), None)
            if closing is None:
                continue
            above = [line for line in page if 20 < line.top < closing.top - 1]
            assert len({round(line.top) for line in above}) >= 2, f"{words} words: the signature stands alone"
            name = next(line for line in page if texts["signers"][0][0] in line.text)
            notes = next(line for line in page if line.text == texts["copies_label"])
            assert closing.top < name.top < notes.top
            turned += above[0].top < 45 and above[0].left < 40
    assert turned, "no letter of this test was long enough to turn the page before its signature"


def test_a_short_letter_can_be_set_on_one_page_with_its_enclosures_beside_the_signature(layout: Layout) -> None:
    texts = samples.letter_texts("en")
    shorter = {"demands": texts["demands"][:2], "ending": texts["ending"][1:]}
    assert len(lines_by_page(layout, samples.letter_html("en", **shorter))) == 2
    (page,) = lines_by_page(layout, samples.letter_html("en", classes="one-page", **shorter))
    enclosures = next(line for line in page if line.text == texts["enclosures_label"])
    closing = next(line for line in page if line.text == texts["closing"])
    assert enclosures.left == pytest.approx(131)
    assert enclosures.top == pytest.approx(closing.top)


def test_demands_keep_their_numbers_and_hang(layout: Layout) -> None:
    pages = lines_by_page(layout, samples.letter_html("en"))
    lines = [line for page in pages for line in page]
    numbers = [line for line in lines if line.text in {f"{number}." for number in range(1, 8)}]
    assert [line.text for line in numbers[:7]] == [f"{number}." for number in range(1, 8)]
    first = next(line for line in lines if line.text.startswith("to free Erlan"))
    second = next(line for page in pages for line in page if line.top > first.top + 3 and line.top < first.bottom + 3)
    assert second.left == pytest.approx(first.left)
    assert all(number.right <= first.left for number in numbers[:7])


def test_following_pages_say_whose_letter_it_is(layout: Layout) -> None:
    pages = lines_by_page(layout, samples.letter_html("ru"))
    heads = [" ".join(line.text for line in page if line.top < 30) for page in pages]
    running = samples.letter_texts("ru")["running"]
    assert running not in heads[0]
    assert "стр." not in heads[0]
    assert running in heads[1]
    assert "стр. 2 из 2" in " ".join(heads[1].split())


@pytest.mark.parametrize(("language", "word"), [("en", "DRAFT"), ("ru", "ЧЕРНОВИК")])
def test_a_draft_says_so_on_every_page_and_not_in_the_tagged_text(language: str, word: str) -> None:
    pdf = html_to_pdf(samples.letter_html(language, draft=True), images={"logo": samples.LOGO})
    reader = PdfReader(io.BytesIO(pdf.content))
    assert [word in page.extract_text() for page in reader.pages] == [True, True]
    final = html_to_pdf(samples.letter_html(language), images={"logo": samples.LOGO})
    assert not any(word in page.extract_text() for page in PdfReader(io.BytesIO(final.content)).pages)
    assert tags(reader) == tags(PdfReader(io.BytesIO(final.content)))


def tags(reader: PdfReader) -> int:
    """How many pieces of text the structure holds."""

    def count(element: Any) -> int:
        element = element.get_object()
        if isinstance(element, int):
            return 1
        if isinstance(element, list):
            return sum(count(child) for child in element)
        return count(element["/K"]) if "/K" in element else 0

    return count(reader.root_object["/StructTreeRoot"])
