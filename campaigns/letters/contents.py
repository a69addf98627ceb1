"""Everything a letter says, gathered in a short read transaction and frozen. Laying it out is render.py's."""

from dataclasses import dataclass
from datetime import date

from campaigns.letters.asked import Asked, PrintedGroup
from campaigns.letters.bound import Bound
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Lack, Weight
from campaigns.letters.sections import Section
from campaigns.letters.told import Told


@dataclass(frozen=True)
class Sender:
    """The letterhead; `return_line` shows in the window above the addressee."""

    name: str
    lines: tuple[str, ...]
    return_line: str


@dataclass(frozen=True)
class Signatory:
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ContactPerson:
    name: str
    ways: str


@dataclass(frozen=True, kw_only=True)
class LetterContents:
    """`personal`: a supporter's own letter. `to` names the office on the following pages.

    `made_up`: of an example that tells of nobody; the letter says so.
    `number_of_demands` is a word, empty for one demand. `local_salutation` is in a language of the country, `banner`
    stands above what goes to no office: what it is, and until or from when.
    """

    kind: LetterKind
    language: str
    campaign_slug: str
    office_id: str
    personal: bool
    made_up: bool
    made_on: date
    facts_version: int

    sender: Sender
    address: tuple[str, ...]
    to: str
    our_reference: str
    your_reference: str
    date: str
    place_and_date: str
    subject: str
    salutation: str
    local_salutation: str
    closing: str
    profile: str
    about: Told
    law: Bound
    own_words: tuple[str, ...]
    held_at: str
    urgency: str
    urgent_for: str
    asked: Asked
    asked_of: str
    asked_of_dative: str
    demands: tuple[PrintedGroup, ...]
    number_of_demands: str
    contact: ContactPerson | None
    signatory: Signatory
    enclosures: tuple[str, ...]
    copies: tuple[str, ...]
    banner: tuple[str, ...]
    sections: tuple[Section, ...]
    found: tuple[Lack, ...]

    @property
    def text(self) -> str:
        """The template with the sentences of this kind and language."""
        return self.kind.text_template(self.language)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What holds it up."""
        return tuple(lack for lack in self.found if lack.weight is not Weight.WARNS)

    @property
    def warnings(self) -> tuple[Lack, ...]:
        """What is worth knowing before it leaves."""
        return tuple(lack for lack in self.found if lack.weight is Weight.WARNS)

    @property
    def stops(self) -> tuple[Lack, ...]:
        """What must be there before anything is printed."""
        return tuple(lack for lack in self.lacks if lack.weight is Weight.STOPS)

    @property
    def is_clean(self) -> bool:
        """It may leave: nothing is missing, and a letter of record has an address that somebody confirmed."""
        return not self.lacks
