"""What shows in the window of an envelope: the address of every office of the directory, in each of its languages."""

import re
from dataclasses import replace

import pytest
from sqlmodel import Session

from campaigns.addresses import RecordAddress, Standing
from campaigns.directory import load_directory
from campaigns.letters.blocks import address_of_record, even, note_window
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Gaps
from campaigns.letters.paper import SetOn
from campaigns.letters.render import letter_html, print_letter
from campaigns.offices.shapes import Office
from foundation.errors import BadInput
from foundation.letterhead.models import Paper, Window
from foundation.pdf import html_to_pdf
from tests.campaigns.letters.papers import GENEVA, SEAL, Placed, a_letter, confirmed, placed
from tests.factories.letters import a_sender, an_arrest

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "es", "fr", "ru")
LONGEST = ("Министерство труда, занятости и социальной защиты населения", "улица Достоевского, дом 1000, корпус 12")


@pytest.fixture
def letter(session: Session) -> LetterContents:
    """A short one, whose addressee each test changes."""
    campaign = an_arrest(session, a_sender(session))
    confirmed(session, campaign, "ilo-dg", GENEVA)
    kind = LetterKind.ILO_DG_INTERVENTION
    contents = gather_letter(session, campaign=campaign, letter=a_letter(session, campaign, "ilo-dg", "en", kind))
    # One page without searching for a setting that fits.
    return replace(contents, enclosures=(), copies=(), demands=())


def address_in(office: Office, language: str, gaps: Gaps) -> tuple[str, ...]:
    """As it stands once the directory's own lines are confirmed."""
    own = load_directory().address_of(office)
    lines = own.printed if own else ("1 Example Street", "00000 Example Town", "EXEMPLIA")
    record = RecordAddress(office, Standing.CONFIRMED, lines, lines[-2:])
    return even(address_of_record(record, language, gaps))


def head_of(letter: LetterContents) -> bytes:
    """The letter without its text: two hundred are laid out."""
    return html_to_pdf(
        re.sub('<h1 class="subject">.*</div>', "", letter_html(letter, seal=SEAL), flags=re.DOTALL)
    ).content


def in_window(content: bytes, *, left: float, top: float, right: float, bottom: float) -> str:
    """The words that stand whole inside; raises when one crosses the edge."""
    inside = []
    for piece in placed(content):
        if touches(piece, left, top, right, bottom):
            assert left <= piece.left < piece.right <= right, piece
            assert top <= piece.top < piece.bottom <= bottom, piece
            inside.append(piece.text)
    return " ".join(" ".join(inside).split())


def touches(piece: Placed, left: float, top: float, right: float, bottom: float) -> bool:
    return piece.left < right and piece.right > left and piece.top < bottom and piece.bottom > top


def test_the_address_of_every_office_shows_in_the_window(letter: LetterContents) -> None:
    """Or the letter says that it does not."""
    shown = 0
    for office in load_directory().offices:
        for language in LANGUAGES:
            if not load_directory().speaks(office, language):
                continue
            gaps = Gaps(language)
            address = address_in(office, language, gaps)
            note_window(address, SetOn(), gaps)
            if gaps.found:
                assert [lack.field for lack in gaps.found] == ["lines"], (office.id, language)
                continue
            words = in_window(head_of(replace(letter, address=address)), left=20, top=45, right=105, bottom=90)
            assert words.replace("\N{NO-BREAK SPACE}", " ").endswith(" ".join(" ".join(address).split())), office.id
            shown += 1
    assert shown > 120


@pytest.mark.parametrize(
    ("set_on", "window"),
    [
        (SetOn(window=Window.RIGHT), {"left": 118, "top": 45, "right": 198, "bottom": 90}),
        (SetOn(window=Window.NONE), {"left": 20, "top": 45, "right": 105, "bottom": 90}),
        (SetOn(paper=Paper.US_LETTER), {"left": 22.2, "top": 52, "right": 111, "bottom": 80.4}),
    ],
    ids=["right", "none", "US Letter"],
)
def test_other_windows_show_a_long_address(letter: LetterContents, set_on: SetOn, window: dict[str, float]) -> None:
    address = (*LONGEST, "050000 Алматы", "КАЗАХСТАН")
    pdf = print_letter(replace(letter, address=address, set_on=set_on), seal=SEAL)
    assert in_window(pdf.content, **window).endswith(" ".join(address))


def test_a_note_for_the_post_stands_above_the_address_in_the_window(letter: LetterContents) -> None:
    pdf = print_letter(replace(letter, postal_note="BY REGISTERED POST"), seal=SEAL)
    assert "BY REGISTERED POST The Director-General" in in_window(pdf.content, left=20, top=45, right=105, bottom=90)


def test_an_address_of_forty_lines_is_refused(session: Session) -> None:
    campaign = an_arrest(session, a_sender(session))
    with pytest.raises(BadInput, match="two to 8 lines"):
        confirmed(session, campaign, "ilo-dg", [f"Line {number}" for number in range(40)])
    confirmed(session, campaign, "ilo-dg", [f"Line {number}" for number in range(8)])
    kind = LetterKind.ILO_DG_INTERVENTION
    contents = gather_letter(session, campaign=campaign, letter=a_letter(session, campaign, "ilo-dg", "en", kind))
    assert [lack.field for lack in contents.stops] == ["lines"]
    with pytest.raises(BadInput, match="at most 9 lines"):
        print_letter(contents, seal=SEAL)


def test_the_printer_itself_refuses_what_would_not_show(letter: LetterContents) -> None:
    """Whatever came past the count of lines before."""
    for lines, set_on in ((40, SetOn()), (10, SetOn()), (7, SetOn(paper=Paper.US_LETTER))):
        address = tuple(f"Line {number}" for number in range(lines))
        with pytest.raises(BadInput, match="longer than the window"):
            print_letter(replace(letter, address=address, set_on=set_on), seal=SEAL)
