"""What a kind of letter says of itself. Everything else reads these declarations; nothing asks which kind it is."""

import enum
from dataclasses import dataclass, field

from campaigns.letters.lacks import Weight
from campaigns.offices.shapes import Office
from foundation.web.language import mark

EVERY_LANGUAGE = ("en", "es", "fr", "ru")


class Group(enum.StrEnum):
    """Where the desk lists it."""

    GOVERNMENTS = "governments"
    ILO = "ilo"
    UN_AND_EU = "un_and_eu"
    PARTNERS_AND_PRESS = "partners_and_press"

    @property
    def words(self) -> str:
        return _GROUPS[self]


_GROUPS = {
    Group.GOVERNMENTS: mark("To governments, courts and employers"),
    Group.ILO: mark("To the International Labour Organization"),
    Group.UN_AND_EU: mark("To the United Nations and the European Union"),
    Group.PARTNERS_AND_PRESS: mark("To partner unions and the press"),
}


class Sheet(enum.StrEnum):
    """The form of its pages. `one_page`: it is refused when it runs over."""

    LETTER = "letter"
    QUESTIONNAIRE = "questionnaire"
    RELEASE = "release"
    ONE_PAGE = "one_page"


class Origin(enum.StrEnum):
    """Where the words of a part come from."""

    FACTS = "facts"
    STOCK = "stock"
    ORGANISER = "organiser"

    @property
    def words(self) -> str:
        return _ORIGINS[self]


_ORIGINS = {
    Origin.FACTS: mark("from the facts"),
    Origin.STOCK: mark("from the stock of sentences"),
    Origin.ORGANISER: mark("you write it here"),
}


@dataclass(frozen=True)
class Part:
    """`name` finds what writes it (campaigns/letters/parts), `heading` is a sentence of the stock. `missing` is what is
    said when nothing was written, as heavy as `weight` says; a part without it may be left out. `field` is the
    editor's field.
    """

    name: str
    words: str
    origin: Origin = Origin.FACTS
    missing: str = ""
    weight: Weight = Weight.LEAVES_DRAFT
    field: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Goes:
    """To which offices. `open_to` is who reads it where it goes to no office: an id of the directory's open readers."""

    offices: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    open_to: str = ""

    def to(self, office: Office) -> bool:
        if office.id in self.offices or (self.open_to and office.id == self.open_to):
            return True
        if self.organisations and office.organisation not in self.organisations:
            return False
        return office.profile in self.profiles


@dataclass(frozen=True, kw_only=True)
class Declared:
    """`who_may` says who can send it, and what is none of it. `unverified`: what stands on memory alone.

    `asks` are fields of the editor that only some kinds have. `stock` is the file of the stock that its sentences come
    from, `opening`, `requests` and `reply` are three of them; without it they are templates in a folder of the kind's
    own. `one_government`: it is against one State. `about_unions`: it is taken only where freedom of association is
    at stake. `foreign`: a warning by language. `prescribed` says why its form is not for an organiser's own template.
    `partners_may`: other organisations may send the same words in their own name; what only who has standing may send
    is none of it.
    """

    group: Group
    words: str
    explanation: str
    goes: Goes
    parts: tuple[Part, ...]
    languages: tuple[str, ...] = EVERY_LANGUAGE
    sheet: Sheet = Sheet.LETTER
    who_may: str = ""
    unverified: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_office_directly: bool = False
    prescribed: str = ""
    needs_contact: bool = False
    needs_urgency: bool = False
    needs_day: bool = False
    one_government: bool = False
    about_unions: bool = False
    signed: bool = True
    partners_may: bool = False
    stock: str = ""
    opening: str = ""
    requests: str = ""
    reply: str = ""
    foreign: dict[str, str] = field(default_factory=dict)

    @property
    def open_to(self) -> str:
        return self.goes.open_to

    @property
    def tells_where_held(self) -> bool:
        return any(part.name in ("held_at", "detention") for part in self.parts)
