"""Lays out one document at a time with WeasyPrint. Runs in the child process of pdf_worker, which alone imports it.

Style sheets are the files of `foundation/static/print`, parsed once; a document asks for them by name, in their order:
`<link rel="stylesheet" href="print:letter">`. Pictures are handed over with the document: `<img src="image:logo">`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from weasyprint import CSS, HTML, Attachment
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STYLE_SHEETS = Path(__file__).parent / "static" / "print"
STYLE_SCHEME = "print:"
IMAGE_SCHEME = "image:"
# What a picture may begin with: PNG, JPEG, and the mark-up of SVG. Pillow would open forty more kinds.
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<")
# Pillow refuses what has twice as many: 40 megapixels.
Image.MAX_IMAGE_PIXELS = 20_000_000
# The longer side of A0, in CSS pixels: a larger page is a mistake or an attack.
LONGEST_SIDE = 1189 / 25.4 * 96
MILLIMETRE = 96 / 25.4
# Pixels: heights are sums of many roundings.
TOLERANCE = 0.5


class Refused(Exception):
    """The document asks for something it may not have."""


@dataclass(frozen=True)
class LaidOut:
    """`overflowing` are the names in `data-fits` of what became higher than it says, on the first page;
    `on_last_page` is how much of the last page is filled, in millimetres.
    """

    content: bytes
    pages: int
    overflowing: tuple[str, ...]
    on_last_page: int


class HandedOver(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives a document the pictures handed over with it; every other address is refused before anything is opened."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        picture = self.pictures.get(url.removeprefix(IMAGE_SCHEME)) if url.startswith(IMAGE_SCHEME) else None
        if picture is None or not picture.lstrip().startswith(PICTURES):
            raise Refused("only pictures handed over with the document are shown")
        return URLFetcherResponse(url, picture)


class Layout:
    """Fonts and style sheets, read once for many documents."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        nothing = HandedOver({})
        self.sheets = {
            path.stem: CSS(string=path.read_text("utf-8"), url_fetcher=nothing, font_config=self.fonts)
            for path in sorted(STYLE_SHEETS.glob("*.css"))
        }

    def make(
        self,
        html: str,
        pictures: Mapping[str, bytes],
        files: Sequence[tuple[str, str, bytes]] = (),
        standard: str = "",
    ) -> LaidOut:
        """The PDF with `files` (name, description, content) in it. Layout may raise anything."""
        # Without a base, one relative address in an @import ends the layout instead of being refused like all others.
        document = HTML(string=html, base_url="document:/", url_fetcher=HandedOver(pictures))
        sheets = [self.sheets[name] for name in _named_sheets(document)]
        pages = document.render(font_config=self.fonts, stylesheets=sheets, presentational_hints=False)
        if any(max(page.width, page.height) > LONGEST_SIDE for page in pages.pages):
            raise Refused("a page is larger than A0")
        attachments = [Attachment(string=content, name=name, description=words) for name, words, content in files]
        content = pages.write_pdf(
            pdf_tags=True, pdf_variant=standard or None, attachments=attachments, presentational_hints=False
        )
        first, last = (page._page_box for page in (pages.pages[0], pages.pages[-1]))  # noqa: SLF001  # no other way
        return LaidOut(content, len(pages.pages), _overflowing(first), round(last.children[0].height / MILLIMETRE))

    def warm_up(self) -> None:
        """Opens the fonts most documents need, so that the first one need not wait for them."""
        words = "Aa Яя Әә Ңң <i>Aa Яя</i> <b>Aa Яя</b> 123"
        for name in self.sheets:
            self.make(f'<html lang="en"><link rel="stylesheet" href="{STYLE_SCHEME}{name}"><p>{words}</p></html>', {})


def _named_sheets(document: HTML) -> list[str]:
    """WeasyPrint meets the same links again, and the fetcher refuses them: the sheets are there by then."""
    addresses = [
        link.get("href", "") for link in document.etree_element.iter("link") if link.get("rel") == "stylesheet"
    ]
    names = [address.removeprefix(STYLE_SCHEME) for address in addresses if address.startswith(STYLE_SCHEME)]
    return list(dict.fromkeys(names))


def _overflowing(page: Any) -> tuple[str, ...]:
    """`data-fits="address 40"` on a box that hangs from the page itself says that it may be 40 mm high."""
    found = []
    for box, fits in _measured(page):
        name, _, most = fits.rpartition(" ")
        if box.margin_height() > float(most) * MILLIMETRE + TOLERANCE:
            found.append(name)
    return tuple(found)


def _measured(box: Any) -> Iterator[tuple[Any, str]]:
    """Lines hold no such box, and they are the most of a page."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if isinstance(inner, LineBox):
            continue
        fits = inner.element.get("data-fits") if inner.element is not None else None
        if fits:
            yield inner, fits
        yield from _measured(inner)
