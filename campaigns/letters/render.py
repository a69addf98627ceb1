"""Lays out a letter: one body for print and preview, on as few pages as it fits."""

from markupsafe import Markup

from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Sheet
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import OPEN, SHUT
from campaigns.letters.typography import unbroken_html
from foundation.errors import BadInput
from foundation.pdf import Pdf, html_to_pdf
from foundation.web.language import mark
from foundation.web.templating import render

# Seconds. Somebody waits for it, and a letter is laid out in a fraction of one.
LONGEST = 10.0
# Classes of the letter's sheet, from the roomy one to the tightest; the first that saves a page is taken.
SETTINGS = ("", "one-page", "one-page tightest")
TOO_LONG = mark("This does not fit on one page. Shorten the campaign’s summary, or leave out addressees.")
UNFINISHED = mark("This letter is not ready. %(lacks)s")
NOT_CLEAN = mark("This letter is still a draft and cannot leave. %(lacks)s")


def letter_body(letter: LetterContents) -> Markup:
    """As print and preview show it; what is missing stands marked."""
    return Markup(_body(letter).replace(OPEN, '<mark class="gap">').replace(SHUT, "</mark>"))  # noqa: S704  # escaped


def letter_html(letter: LetterContents, *, setting: str = "") -> str:
    """The document for the printer. Raises BadInput while a text is missing: nothing unfinished may leave."""
    if letter.stops:
        raise BadInput(UNFINISHED, lacks=" ".join(str(lack) for lack in letter.stops))
    body = _body(letter).replace(OPEN, "[").replace(SHUT, "]")
    return render(
        "print/letters/letter.html",
        language=letter.language,
        letter=letter,
        body=Markup(body),  # noqa: S704  # it comes out of a template that escapes
        draft=not letter.is_clean,
        setting=setting,
        author=letter.sender.name,
        made_on=letter.made_on,
    )


def print_letter(letter: LetterContents, *, background: bool = False) -> Pdf:
    """Raises BadInput for an unfinished letter and for a sheet of one page that runs over, Busy, PdfError."""
    roomy, *tighter = SETTINGS
    best = html_to_pdf(letter_html(letter, setting=roomy), timeout=LONGEST, background=background)
    for setting in tighter if best.pages > 1 else ():
        pdf = html_to_pdf(letter_html(letter, setting=setting), timeout=LONGEST, background=background)
        if pdf.pages < best.pages:
            best = pdf
            break
    if best.pages > 1 and letter.kind.declared.sheet is Sheet.ONE_PAGE:
        raise BadInput(TOO_LONG)
    return best


def file_name(letter: LetterContents) -> str:
    name = f"{letter.campaign_slug}-{letter.office_id}-{letter.language}.pdf"
    return name if letter.kind is LetterKind.APPEAL else f"{letter.kind}-{name}"


def _body(letter: LetterContents) -> str:
    html = render(letter.kind.body_template, language=letter.language, letter=letter)
    return unbroken_html(html, letter.language)


def letter_text(letter: LetterContents) -> Markup:
    """The sentences alone, for a page that shows what a supporter's letter says."""
    html = render(letter.text, language=letter.language, letter=letter)
    return Markup(unbroken_html(html, letter.language))  # noqa: S704  # it comes out of a template that escapes
