"""Whether a sheet of one page will fit on it, told while it is still written: in the sizes of letter.css, tightest."""

from dataclasses import replace

from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Sheet
from campaigns.letters.lacks import Lack, Weight
from campaigns.letters.measuring import MILLIMETRES_OF_A_POINT, lines_of
from campaigns.letters.sections import (
    Banner,
    Block,
    DemandList,
    EventList,
    FactList,
    Paragraph,
    Points,
    Rows,
    Section,
    Written,
)
from foundation.letterhead.models import Paper
from foundation.web.language import mark

TOO_LONG = mark("This does not fit on one page. Shorten the campaign’s summary, or leave out addressees.")

WIDTH = 165.0
TEXT, LEADING = 10.0, 1.25
LINE = TEXT * LEADING * MILLIMETRES_OF_A_POINT
HEIGHT = {Paper.A4: 275.0, Paper.US_LETTER: 257.0}
"""Millimetres above the margin at the foot."""
CERTAIN = 1.03
"""Lines break a little otherwise than they are counted: only what is surely too long is called so."""


def with_its_length(contents: LetterContents) -> LetterContents:
    """As it was, with a lack where it must fit one page and surely does not."""
    if contents.kind.declared.sheet is not Sheet.ONE_PAGE:
        return contents
    if height_of(contents) <= HEIGHT[contents.set_on.paper] * CERTAIN:
        return contents
    return replace(contents, found=(*contents.found, Lack(TOO_LONG, Weight.STOPS)))


def height_of(contents: LetterContents) -> float:
    """Millimetres from the upper edge of the paper."""
    head = 10 + 7.4 + 4.45 * len(contents.sender.lines) + 7.2 + 2.5 + 4
    head = max(head, 38.5) if contents.sender.logo else head
    made_up = 6.0 if contents.made_up else 0.0
    banner = 13.4 if contents.banner else 0.0
    headline = lines_of(contents.subject, millimetres=WIDTH, points=12.6) * 5.3 + 2.6
    return head + made_up + banner + headline + sum(_section(section) for section in contents.sections)


def _section(section: Section) -> float:
    heading = LINE + 1.0 if section.heading else 0.0  # the space above it is that below what stands before
    return heading + sum(_block(block) for block in section.blocks)


def _block(block: Block) -> float:
    match block:
        case Paragraph():
            return _text(block.text) + 2
        case DemandList():
            said = [demand.text for group in block.groups for demand in group.demands]
            said += [group.heading for group in block.groups if group.heading]
            return sum(_text(text, 157) + 1 for text in said) + 1.4
        case Points():
            return sum(_text(point, 161) + 0.4 for point in block.points) + 1.4
        case Rows():
            return sum(max(_text(label, 42), _text(said, 115)) + 0.8 for label, said in block.rows) + 1.4
        case EventList():
            return sum(_text(event.text, 122) + 0.8 for event in block.events) + 1.4
        case FactList():
            return sum(_text(f"{fact.text} {fact.evidence}", 157) + 0.8 for fact in block.facts) + 1.4
        case Banner() | Written():  # what an organiser wrote stands on no sheet of one page
            return 0.0


def _text(text: str, width: float = WIDTH) -> float:
    return lines_of(text, millimetres=width, points=TEXT) * LINE
