"""On which paper a letter is set: as it says itself, else as its organisation's letters are."""

from dataclasses import dataclass, field
from hashlib import sha256

from sqlmodel import Session

from campaigns.letters.models import Letter
from foundation.letterhead.models import Paper, Window
from foundation.letterhead.queries import letterhead_of, pictures_of
from foundation.pdf import Standard
from foundation.picture_uploads import PNG, as_data


@dataclass(frozen=True)
class Picture:
    """`name` holds its hash: a letter with another picture is another letter."""

    name: str
    content: bytes = field(repr=False)
    media_type: str

    @property
    def as_data(self) -> str:
        return as_data(self.content, self.media_type)


@dataclass(frozen=True)
class SetOn:
    """The usual paper, without a logo, until somebody says otherwise. On US Letter the window is on the left or there
    is none. `most_lines` fit the window."""

    paper: Paper = Paper.A4
    window: Window = Window.LEFT
    standard: Standard = Standard.ACCESSIBLE
    logo: Picture | None = None

    @property
    def classes(self) -> str:
        return f"paper-{self.paper} window-{self.window}"

    @property
    def address_height(self) -> int:
        """Millimetres for the lines of the address, with what stands above them."""
        return 40 if self.paper is Paper.A4 else 27

    @property
    def address_width(self) -> int:
        return 80 if self.window is not Window.RIGHT else 75

    @property
    def most_lines(self) -> int:
        return 9 if self.paper is Paper.A4 else 6


def set_on(session: Session, letter: Letter, organisation_id: int) -> SetOn:
    head = letterhead_of(session, organisation_id)
    paper = Paper(letter.paper or head.paper)
    window = Window(letter.window or head.window)
    if paper is Paper.US_LETTER and window is Window.RIGHT:
        window = Window.LEFT
    archived = letter.archived == "yes" if letter.archived else head.is_archived
    logo = picture("logo", head.logo, head.logo_type) if head.logo else None
    return SetOn(paper, window, Standard.ARCHIVED if archived else Standard.ACCESSIBLE, logo)


def signatures_for(session: Session, letter: Letter, organisation_id: int, names: list[str]) -> dict[str, Picture]:
    """By name, where the letter wants them."""
    if not letter.with_pictures:
        return {}
    kept = pictures_of(session, organisation_id, names)
    return {name: picture("signature", content, PNG) for name, content in kept.items()}


def picture(what: str, content: bytes, media_type: str) -> Picture:
    return Picture(f"{what}-{sha256(content).hexdigest()[:16]}", content, media_type)
