"""Everything a letter says, gathered in a short read transaction and frozen. Laying it out is render.py's."""

from dataclasses import dataclass
from datetime import date

from campaigns.letters.asked import Asked, PrintedGroup
from campaigns.letters.bound import Bound
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Lack, Weight
from campaigns.letters.paper import Picture, SetOn
from campaigns.letters.sections import Section
from campaigns.letters.told import Told
from campaigns.letters.variants import Variant

SECTIONS = "print/letters/sections.html"


@dataclass(frozen=True)
class Sender:
    """The letterhead; `return_line` shows in the window above the addressee, in smaller type where it is long."""

    name: str
    lines: tuple[str, ...]
    return_line: str
    return_is_long: bool = False
    logo: Picture | None = None


@dataclass(frozen=True)
class Signatory:
    name: str
    lines: tuple[str, ...]
    picture: Picture | None = None


@dataclass(frozen=True)
class ContactPerson:
    name: str
    ways: str


@dataclass(frozen=True)
class FromTemplate:
    """Whose words the text is: an organiser's template, in this version."""

    template_id: int
    version: int
    name: str


@dataclass(frozen=True, kw_only=True)
class LetterContents:
    """`variant`: of a supporter's own letter, None in a letter of record. `to` names the office on the following pages,
    `holder` who holds it as far as the directory knows; that name is not printed, but another one reads the letter.

    `made_up`: of an example that tells of nobody; the letter says so.
    `number_of_demands` is a word, empty for one demand. `local_salutation` is in a language of the country, `banner`
    stands above what goes to no office: what it is, and until or from when. `postal_note` stands above the addressee:
    `Registered`. `lent_paper`: a partner sends the approved words in its own name.
    """

    kind: LetterKind
    language: str
    campaign_slug: str
    office_id: str
    variant: Variant | None
    made_up: bool
    made_on: date
    facts_version: int

    set_on: SetOn
    postal_note: str
    sender: Sender
    address: tuple[str, ...]
    to: str
    holder: str
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
    signatories: tuple[Signatory, ...]
    enclosures: tuple[str, ...]
    copies: tuple[str, ...]
    banner: tuple[str, ...]
    sections: tuple[Section, ...]
    template: FromTemplate | None
    found: tuple[Lack, ...]
    lent_paper: bool = False

    @property
    def signatory(self) -> Signatory:
        """Who signs first."""
        return self.signatories[0]

    @property
    def pictures(self) -> dict[str, bytes]:
        """What the printer is handed with the letter."""
        found = (self.sender.logo, *(one.picture for one in self.signatories))
        return {picture.name: picture.content for picture in found if picture}

    @property
    def text(self) -> str:
        """The template with the sentences of this kind and language, or one that prints what was written already."""
        if self.template:
            return SECTIONS
        return self.variant.template(self.language) if self.variant else self.kind.text_template(self.language)

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
