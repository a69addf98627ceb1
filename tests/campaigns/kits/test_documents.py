"""The document that a partner changes in its office program."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image
from sqlmodel import Session

from campaigns.kits.editable import LOGO_HEIGHT, LOGO_WIDTH, as_document, blocks_of
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.paper import picture
from campaigns.letters.plain import _plain
from campaigns.letters.templated.markdown import letter_markdown
from foundation.clock import utc_today
from tests.campaigns.letters.papers import ASTANA, confirmed
from tests.factories.letters import a_mission, a_sender


def pixels(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#802020").save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(("width", "height"), [(1200, 60), (60, 1200), (300, 100)])
def test_a_logo_stays_within_its_place_and_a_long_title_breaks_nothing(
    session: Session, width: int, height: int
) -> None:
    campaign = a_mission(session, a_sender(session))
    confirmed(session, campaign, "kz-president", ASTANA)
    letter = Letter(campaign_id=campaign.id, kind=LetterKind.APPEAL, office_id="kz-president", language="en")
    letter.dated_on = utc_today()
    contents = gather_letter(session, campaign=campaign, letter=letter)
    logo = picture("logo", pixels(width, height), "image/png")
    long = replace(contents, subject="x" * 400, sender=replace(contents.sender, name="y" * 300, logo=logo))
    document = Document(io.BytesIO(as_document(long)))
    shown = document.inline_shapes[0]
    assert shown.width <= Mm(LOGO_WIDTH)
    assert shown.height <= Mm(LOGO_HEIGHT)
    assert abs(shown.width / shown.height - width / height) < width / height / 50
    assert len(document.core_properties.title) == len(document.core_properties.author) == 255


def test_points_with_empty_lines_between_them_stay_points() -> None:
    html = str(letter_markdown("We ask:\n\n- one\n\n- **two**\n\n  and more\n\n1. first\n\n2. second\n\nEnd."))
    told = [(one.kind, one.label, one.text) for one in blocks_of(html)]
    assert told == [
        ("p", "", "We ask:"),
        ("li", "", "one"),
        ("li", "", "two"),
        ("p", "", "and more"),
        ("li", "1.", "first"),
        ("li", "2.", "second"),
        ("p", "", "End."),
    ]
    assert _plain(html) == "We ask:\n\n– one\n– two\nand more\n\n1. first\n2. second\n\nEnd."
