"""Lays out a letter: one body for print and preview, on as few pages as it fits."""

import hashlib

from markupsafe import Markup

from campaigns.letters.blocks import TOO_MANY_LINES
from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Sheet
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import OPEN, SHUT
from campaigns.letters.one_sheet import TOO_LONG
from campaigns.letters.reading import words_read
from campaigns.letters.sealing import Seal
from campaigns.letters.typography import unbroken_html
from foundation.errors import BadInput
from foundation.pdf import Pdf, Press, html_to_pdf
from foundation.qr import qr_svg
from foundation.web.language import mark
from foundation.web.templating import render

# Seconds. Somebody waits for it, and a letter is laid out in a fraction of one.
LONGEST = 10.0
# Classes of the letter's sheet, from the roomy one to the tightest; the first that saves a page is taken.
SETTINGS = ("", "one-page", "one-page tightest")
# Millimetres of a last page. No setting saves as much; three or more are not tried then.
MOST_SAVED = 110
UNFINISHED = mark("This letter is not ready. %(lacks)s")
NOT_CLEAN = mark("This letter is still a draft and cannot leave. %(lacks)s")


def letter_body(letter: LetterContents) -> Markup:
    """As print and preview show it; what is missing stands marked."""
    body = _with_gaps(_body(letter))
    for picture in (letter.sender.logo, *(one.picture for one in letter.signatories)):
        body = body.replace(f'src="image:{picture.name}"', f'src="{picture.as_data}"') if picture else body
    return Markup(body)  # noqa: S704  # escaped


def marked_text(letter: LetterContents) -> Markup:
    """The sentences alone, with what is missing marked in them."""
    return Markup(_with_gaps(letter_text(letter)))  # noqa: S704  # it comes out of a template that escapes


def _with_gaps(html: str) -> str:
    return str(html).replace(OPEN, '<mark class="gap">').replace(SHUT, "</mark>")


def letter_html(letter: LetterContents, *, setting: str = "", seal: Seal | None = None) -> str:
    """The document for the printer; with a seal it is the one that was approved, and without it a letter of record says
    on every page that it is a draft, but for one on a partner's paper, which is no letter of ours. Raises BadInput
    while a text is missing: nothing unfinished may leave."""
    if letter.stops:
        raise BadInput(UNFINISHED, lacks=" ".join(str(lack) for lack in letter.stops))
    body = _body(letter).replace(OPEN, "[").replace(SHUT, "]")
    return render(
        "print/letters/letter.html",
        language=letter.language,
        letter=letter,
        body=Markup(body),  # noqa: S704  # it comes out of a template that escapes
        draft=not letter.is_clean or (seal is None and letter.variant is None and not letter.lent_paper),
        seal=seal,
        setting=setting,
        author=letter.sender.name,
        made_on=letter.made_on,
    )


def print_letter(
    letter: LetterContents,
    *,
    background: bool = False,
    seal: Seal | None = None,
    shown_width: int = 0,
    press: Press | None = None,
) -> Pdf:
    """With `shown_width` a picture of its first page comes along. Raises BadInput for an unfinished letter, for an
    address that does not show in the window and for a sheet of one page that runs over, Busy, PdfError.
    """
    images = letter.pictures | ({"qr": qr_svg(seal.address)} if seal else {})

    def laid_out(setting: str) -> Pdf:
        return html_to_pdf(
            letter_html(letter, setting=setting, seal=seal),
            images=images,
            timeout=LONGEST,
            background=background,
            standard=letter.set_on.standard,
            shown_width=shown_width,
            press=press,
        )

    roomy, *tighter = SETTINGS
    best = laid_out(roomy)
    if "address" in best.overflowing:
        raise BadInput(TOO_MANY_LINES, most=letter.set_on.most_lines)
    for setting in tighter if best.pages > 1 and best.on_last_page < MOST_SAVED else ():
        pdf = laid_out(setting)
        if pdf.pages < best.pages:
            best = pdf
            break
    if best.pages > 1 and letter.kind.declared.sheet is Sheet.ONE_PAGE:
        raise BadInput(TOO_LONG)
    return best


def file_name(letter: LetterContents) -> str:
    return name_of_file(letter.campaign_slug, letter.kind, letter.office_id, letter.language)


def name_of_file(slug: str, kind: LetterKind, office_id: str, language: str) -> str:
    name = f"{slug}-{office_id}-{language}.pdf"
    return name if kind is LetterKind.APPEAL else f"{kind}-{name}"


def _body(letter: LetterContents) -> str:
    html = render(letter.kind.body_template, language=letter.language, letter=letter)
    return unbroken_html(html, letter.language)


def plain_text(letter: LetterContents) -> str:
    """Every word of it, as it is searched for what must not be told."""
    return words_read(_body(letter))


def mark_of(letter: LetterContents) -> str:
    """Of everything that somebody sees of it before approving it."""
    return hashlib.sha256(_body(letter).encode()).hexdigest()[:32]


def letter_text(letter: LetterContents) -> Markup:
    """The sentences alone, for a page that shows what a supporter's letter says."""
    html = render(letter.text, language=letter.language, letter=letter)
    return Markup(unbroken_html(html, letter.language))  # noqa: S704  # it comes out of a template that escapes
