"""The picture messengers show beside a link: title and count, 1200 by 630 pixels, no face."""

from foundation.kept import Kept, key_of
from foundation.pdf import html_to_png
from foundation.web.templating import render
from petitions.addresses import petition_address, short_address
from petitions.printed.headline import size_for
from petitions.queries.reading import PetitionPage

WIDTH = 1200
HEIGHT = 630
SECONDS = 10.0
TITLE_HEIGHT = 250

_kept = Kept(16 * 1024 * 1024)


def picture_html(shown: PetitionPage, *, language: str, base_url: str) -> str:
    """The same words and figures make the same picture, so it moves when the public figures do."""
    return render(
        "print/petitions/picture.html",
        language=language,
        shown=shown,
        short_address=short_address(petition_address(base_url, shown.slug)),
        title_size=_title_size(shown.text.title),
    )


def _title_size(title: str) -> float:
    """In pixels: as large as fits above the count, in as many lines as that takes."""
    return max(
        size_for(title, width=1010, lines=lines, smallest=30, largest=TITLE_HEIGHT / lines / 1.16)
        for lines in (1, 2, 3, 4)
    )


def picture_png(html: str) -> bytes:
    """Raises Busy, PdfError."""
    return _kept.get_or_make(key_of(html), lambda: html_to_png(html, width=WIDTH, timeout=SECONDS))
