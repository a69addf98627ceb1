"""The sheet on which people sign by hand and the poster that leads to the page: A4, tagged, good on a poor copier."""

from dataclasses import dataclass

from foundation.kept import Kept, key_of
from foundation.pdf import html_to_pdf
from foundation.qr import qr_svg
from foundation.web.templating import render
from petitions.addresses import petition_address, short_address
from petitions.printed.headline import size_for
from petitions.queries.reading import PetitionPage

# Somebody waits for it.
SECONDS = 10.0
# A long text leaves room for fewer people on the page they sign; a longer one stands on the back.
SHORT_TEXT = 600
LONGEST_TEXT_IN_FRONT = 1500
MANY_LINES = 15
FEW_LINES = 12
# In points. The first is what should be, the second what a very long title must do with.
LEGIBLE_HEADLINE = 44.0
SMALLEST_HEADLINE = 34.0

_kept = Kept(16 * 1024 * 1024)


@dataclass(frozen=True)
class Handout:
    """What both print. `sender` is the organisation's name and postal address, a line each."""

    language: str
    shown: PetitionPage
    address: str
    sender: list[str]
    contact: str

    @property
    def short_address(self) -> str:
        return short_address(self.address)


def handout_of(
    shown: PetitionPage, *, language: str, base_url: str, via: str, postal_address: str, contact: str
) -> Handout:
    lines = [line.strip() for line in postal_address.splitlines() if line.strip()]
    address = petition_address(base_url, shown.slug, via=via)
    return Handout(language, shown, address, [shown.controller, *lines], contact)


def is_kept(html: str, address: str) -> bool:
    return _kept.get(key_of(html, address)) is not None


def sheet_html(handout: Handout, *, text_in_front: bool, lines: int = MANY_LINES) -> str:
    """`text_in_front`: all on one page; otherwise the two sentences and, behind them, the full text."""
    is_long = text_in_front and len(handout.shown.text.text) > SHORT_TEXT
    return _html("sheet", handout, text_in_front=text_in_front, lines=FEW_LINES if is_long else lines)


def poster_html(handout: Handout) -> str:
    return _html("poster", handout, headline_size=_headline_size(handout.shown.text.title))


def _headline_size(title: str) -> float:
    """In points: two lines of 180 mm, or as many more as it takes to be read from two metres."""
    size = SMALLEST_HEADLINE
    for lines in (2, 3, 4):
        size = size_for(title, width=510, lines=lines, smallest=SMALLEST_HEADLINE, largest=100)
        if size >= LEGIBLE_HEADLINE:
            break
    return size


def sheet_pdf(handout: Handout) -> bytes:
    """Raises Busy, PdfError."""
    html = sheet_html(handout, text_in_front=True)
    return _kept.get_or_make(key_of(html, handout.address), lambda: _print_sheet(handout, html))


def poster_pdf(handout: Handout) -> bytes:
    """Raises Busy, PdfError."""
    html = poster_html(handout)
    return _kept.get_or_make(key_of(html, handout.address), lambda: _print(handout, html)[0])


def _print_sheet(handout: Handout, html: str) -> bytes:
    if len(handout.shown.text.text) <= LONGEST_TEXT_IN_FRONT:
        fewer = sheet_html(handout, text_in_front=True, lines=FEW_LINES)
        for in_front in dict.fromkeys((html, fewer)):
            content, pages = _print(handout, in_front)
            if pages == 1:
                return content
    return _print(handout, sheet_html(handout, text_in_front=False))[0]


def _print(handout: Handout, html: str) -> tuple[bytes, int]:
    pdf = html_to_pdf(html, images={"qr": qr_svg(handout.address)}, timeout=SECONDS)
    return pdf.content, pdf.pages


def _html(kind: str, handout: Handout, **more: object) -> str:
    return render(
        f"print/petitions/{kind}.html",
        language=handout.language,
        handout=handout,
        shown=handout.shown,
        author=handout.shown.controller,
        draft=False,
        made_on=None,
        **more,
    )
