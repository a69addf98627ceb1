"""Letters of whatever people may type: it stands there as text, within the paper, and reaches for nothing."""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path

import pytest
from sqlmodel import Session

from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.render import letter_body, letter_html, print_letter
from campaigns.models.campaign import Campaign
from foundation.pdf_layout import Layout
from tests.campaigns.letters.papers import ASTANA, SEAL, a_letter, confirmed, placed
from tests.factories.letters import a_mission, a_sender
from tests.foundation.test_pdf_fences import ADDRESSES, FETCHING, fill, watched

pytestmark = pytest.mark.slow

TYPED = (
    "subject", "own_words", "held_at", "urgency", "signatory_name", "signatory_office", "our_reference",
    "your_reference", "place", "postal_note",
)  # fmt: skip
LISTED = ("enclosures", "copies", "cosigners")
OURS = frozenset(
    "html head meta title link body header div p br dl dt dd h1 h2 ol ul li span section strong img".split()  # noqa: SIM905
)
MORE = ("<script>fetch('{}')</script>", "{{campaign.slug}}{% include '{}' %}", "javascript:{}", "{{ 7*7 }}")


@pytest.fixture
def mission(session: Session) -> Campaign:
    campaign = a_mission(session, a_sender(session))
    confirmed(session, campaign, "kz-president", ASTANA)
    return campaign


@pytest.fixture
def letter(session: Session, mission: Campaign) -> Letter:
    return a_letter(session, mission, "kz-president", "en")


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def live_in(page: str) -> list[str]:
    """Elements and attributes that no letter of ours has."""
    parser = Elements()
    parser.feed(page)
    foreign = [tag for tag, _ in parser.found if tag not in OURS]
    for tag, attributes in parser.found:
        foreign += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("style", "srcset")]
        reached = attributes.get("href") or attributes.get("src") or "print:"
        foreign += [] if reached.startswith(("print:", "image:")) else [f"{tag} {reached}"]
    return foreign


def hostile(canary: Path) -> Iterator[str]:
    addresses = cycle((canary.as_uri(), "http://127.0.0.1:9/canary", ADDRESSES[0]))
    for construct in (*FETCHING.values(), *MORE):
        yield fill(construct, next(addresses))


def test_what_would_fetch_stands_there_as_text_in_every_field(
    session: Session, mission: Campaign, letter: Letter, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    canary.write_text("a canary that no letter may hold")
    layout = Layout()
    layout.warm_up()
    for number, words in enumerate(hostile(canary)):
        for name in TYPED:
            setattr(letter, name, words)
        for name in LISTED:
            setattr(letter, name, [f"{words}; {words}"])
        mission.title = {**mission.title, "en": words}
        contents = gather_letter(session, campaign=mission, letter=letter)
        if contents.stops:
            assert {lack.field for lack in contents.stops} <= {"own_words", "urgency", "lines"}, words
            continue
        page = letter_html(contents, seal=SEAL)
        assert live_in(page) == [], words
        if number % 5:
            continue  # what stands there as text is laid out as any other
        with watched() as opened:
            laid_out = layout.make(page, contents.pictures)
        assert opened == []
        assert b"EmbeddedFile" not in laid_out.content
        assert b"canary that no letter" not in laid_out.content


def test_hostile_words_run_nothing_in_the_preview(session: Session, mission: Campaign, letter: Letter) -> None:
    letter.own_words = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    letter.cosigners = ["<b>Ada</b>; <script>1</script>"]
    body = str(letter_body(gather_letter(session, campaign=mission, letter=letter)))
    assert "<script" not in body
    assert "<img src=x" not in body
    assert "&lt;b&gt;Ada" in body


@pytest.mark.parametrize("title", ["Freedom for Ada Example and all others " * 13, "Ж" * 500, "x" * 500])
def test_a_title_of_five_hundred_characters_stays_on_the_paper(
    session: Session, mission: Campaign, letter: Letter, title: str
) -> None:
    mission.title = {**mission.title, "en": title[:500]}
    contents = gather_letter(session, campaign=mission, letter=letter)
    pdf = print_letter(contents, seal=SEAL)
    for number in range(pdf.pages):
        for piece in placed(pdf.content, number):
            assert 5 <= piece.left < piece.right <= 200, piece
            assert 5 <= piece.top < piece.bottom <= 292, piece
    words = "".join(piece.text for piece in placed(pdf.content)).replace(" ", "")
    assert "".join(title[:400].split()) in "".join(words.split())


@pytest.mark.parametrize(
    "name", ["سعيد المثال", "გიორგი მაგალითი", "张伟", "Әсел Үлгіқызы", "Հայկ Օրինակ", "יעל דוגמה"]
)
def test_a_name_in_another_script_stands_in_a_russian_letter(session: Session, mission: Campaign, name: str) -> None:
    """Each in a face that has it, so that it can be copied and searched for."""
    letter = a_letter(session, mission, "kz-president", "ru")
    letter.cosigners = [f"{name}; Председатель"]
    letter.own_words = f"Об этом свидетельствует {name}, который был там."
    contents = gather_letter(session, campaign=mission, letter=letter)
    text = words_in(contents)
    for word in name.split():
        assert text.count(word) == 2, text


def words_in(contents: LetterContents) -> str:
    """As it is copied from the file, without spaces."""
    pdf = print_letter(contents, seal=SEAL)
    pieces = [piece.text for number in range(pdf.pages) for piece in placed(pdf.content, number)]
    return "".join("".join(pieces).split())


def test_a_supporters_name_in_another_script_is_signed(session: Session, mission: Campaign) -> None:
    letter = Letter(campaign_id=mission.id, kind=LetterKind.APPEAL, office_id="kz-president", language="ru")
    contents = gather_letter(session, campaign=mission, letter=letter, supporter=Supporter("سعيد المثال", "تونس"))
    text = words_in(contents)
    assert "سعيد" in text
    assert "المثال" in text
