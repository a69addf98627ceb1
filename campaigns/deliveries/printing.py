"""Lays out the pages of a pack, one after the other, in the background; puts them together for the printer and into a
ZIP."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any

from pypdf import PdfReader, PdfWriter

from campaigns.deliveries.contents import NamesContents, PackContents
from campaigns.deliveries.models.pack import PartKind
from campaigns.letters.typography import unbroken_html
from foundation.pdf import Pdf, html_to_pdf
from foundation.qr import qr_svg
from foundation.web.downloads import safe_filename
from foundation.web.templating import render
from petitions.printed.headline import size_for

# A list of more people is printed as several files, each of which one child process can lay out.
NAMES_IN_ONE_FILE = 10_000
SECONDS = 60.0
SECONDS_FOR_NAMES = 300.0
PDF = "application/pdf"
ZIP = "application/zip"
_TAG = re.compile(r"<[^>]*>")
_HEAD = re.compile(r"<head>.*?</head>", re.DOTALL)
# The same pack makes the same bytes, whenever it is packed.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Millimetres between the margins, and the largest and the smallest headline in points.
_BANNERS = {PartKind.BANNER_A4: (269, 92.0, 22.0), PartKind.BANNER_A3: (386, 132.0, 32.0)}
_POINTS_IN_MM = 2.8346
_LINES = 4


@dataclass(frozen=True)
class Made:
    """One file. `told` is every word on it; nothing for a list of names."""

    kind: PartKind
    language: str
    name: str
    content: bytes = field(repr=False)
    media_type: str = PDF
    pages: int | None = None
    told: str = field(default="", repr=False)
    has_names: bool = False
    letter_id: int | None = None
    for_printer: bool = True


def pages_of(contents: PackContents) -> list[tuple[PartKind, Callable[[], Made]]]:
    """All but letters and names, in their order; each is laid out when it is called."""
    totals = partial(_page, contents, PartKind.TOTALS, contents.language)
    notes = [
        (PartKind.PRESS, partial(_page, contents, PartKind.PRESS, one.language, note=one)) for one in contents.notes
    ]
    banners = [(kind, partial(_banner, contents, kind)) for kind in _BANNERS]
    protocol = partial(_page, contents, PartKind.PROTOCOL, contents.language)
    return [(PartKind.TOTALS, totals), *notes, *banners, (PartKind.PROTOCOL, protocol)]


def made_names(contents: PackContents, names: NamesContents) -> Iterator[Made]:
    """Full names first, then those by initials; nothing of it is told to anything but the paper."""
    people = [*names.in_full, *names.by_initials]
    for first in range(0, len(people), NAMES_IN_ONE_FILE):
        several = people[first : first + NAMES_IN_ONE_FILE]
        html = _html(
            contents,
            PartKind.NAMES,
            contents.language,
            until=names.until,
            in_full=[one for one in several if one.country],
            by_initials=[one for one in several if not one.country],
            first=first + 1,
            last=first + len(several),
            count=names.count,
        )
        pdf = html_to_pdf(html, timeout=SECONDS_FOR_NAMES, background=True)
        number = first // NAMES_IN_ONE_FILE + 1 if len(people) > NAMES_IN_ONE_FILE else 0
        yield _made(contents, PartKind.NAMES, contents.language, pdf, has_names=True, number=number)


def merged(contents: PackContents, made: Sequence[Made]) -> Made:
    """What is printed on A4, in the order of the pack."""
    writer = PdfWriter()
    for one in made:
        if one.for_printer:
            writer.append(PdfReader(io.BytesIO(one.content)), outline_item=one.name.rpartition(".")[0])
    written = io.BytesIO()
    writer.write(written)
    pages = len(writer.pages)
    has_names = any(one.has_names for one in made)
    name = _name(contents, PartKind.MERGED, contents.language)
    return Made(PartKind.MERGED, contents.language, name, written.getvalue(), pages=pages, has_names=has_names)


def zipped(contents: PackContents, made: Sequence[Made]) -> Made:
    """Every file as it is, the letters to the last byte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for place, one in enumerate(made, start=1):
            entry = zipfile.ZipInfo(f"{place:02}-{one.name}", _NO_TIME)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, one.content)
    has_names = any(one.has_names for one in made)
    name = _name(contents, PartKind.ZIP, contents.language, ending="zip")
    return Made(PartKind.ZIP, contents.language, name, written.getvalue(), media_type=ZIP, has_names=has_names)


def _page(contents: PackContents, kind: PartKind, language: str, **more: Any) -> Made:
    html = _html(contents, kind, language, **more)
    pdf = html_to_pdf(html, images={"qr": qr_svg(contents.address)}, timeout=SECONDS, background=True)
    return _made(contents, kind, language, pdf, told=_told(contents, html))


def _banner(contents: PackContents, kind: PartKind) -> Made:
    width, largest, smallest = _BANNERS[kind]
    points = size_for(contents.demand, width=width * _POINTS_IN_MM, lines=_LINES, smallest=smallest, largest=largest)
    is_large = kind is PartKind.BANNER_A3
    html = _html(contents, kind, contents.language, template="banner", points=points, is_large=is_large)
    pdf = html_to_pdf(html, timeout=SECONDS, background=True)
    return _made(contents, kind, contents.language, pdf, told=_told(contents, html), for_printer=not is_large)


def _html(contents: PackContents, kind: PartKind, language: str, *, template: str = "", **more: Any) -> str:
    html = render(
        f"print/deliveries/{template or kind.value}.html",
        language=language,
        pack=contents,
        author=contents.sender,
        made_on=contents.made_on,
        draft=False,
        **more,
    )
    return unbroken_html(html, language)


def _told(contents: PackContents, html: str) -> str:
    """Every word of a page and of its running head, as they are searched for what must not be told."""
    words = unescape(_TAG.sub(" ", _HEAD.sub(" ", html))).replace("\xa0", " ")
    return " ".join(f"{contents.title} {words}".split())


def _made(
    contents: PackContents,
    kind: PartKind,
    language: str,
    pdf: Pdf,
    *,
    told: str = "",
    has_names: bool = False,
    for_printer: bool = True,
    number: int = 0,
) -> Made:
    return Made(
        kind,
        language,
        _name(contents, kind, language, number=number),
        pdf.content,
        pages=pdf.pages,
        told=told,
        has_names=has_names,
        for_printer=for_printer,
    )


def _name(contents: PackContents, kind: PartKind, language: str, *, ending: str = "pdf", number: int = 0) -> str:
    which = f"-{number}" if number else ""
    return safe_filename(f"{contents.campaign_slug}-{kind.value.replace('_', '-')}{which}-{language}.{ending}")[:160]
