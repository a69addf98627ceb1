"""A letter's text as it is laid out: sections, each of a heading and blocks. `shape` chooses how a block is printed."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from campaigns.letters.asked import PrintedGroup
from campaigns.letters.told import ToldEvent


@dataclass(frozen=True)
class Paragraph:
    """`leads` keeps it with what follows."""

    shape: ClassVar[str] = "paragraph"
    text: str
    leads: bool = False


@dataclass(frozen=True)
class Fact:
    """One numbered paragraph; `evidence` are the numbers of what proves it, as they are printed."""

    label: str
    text: str
    evidence: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactList:
    shape: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class EventList:
    shape: ClassVar[str] = "events"
    events: tuple[ToldEvent, ...]


@dataclass(frozen=True)
class DemandList:
    """`brief`: only named, one line each."""

    shape: ClassVar[str] = "demands"
    groups: tuple[PrintedGroup, ...]
    brief: bool = False


@dataclass(frozen=True)
class Rows:
    """Answers of a questionnaire: what is asked, and what is said."""

    shape: ClassVar[str] = "rows"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Points:
    shape: ClassVar[str] = "points"
    points: tuple[str, ...]


@dataclass(frozen=True)
class Banner:
    """Stands above the text already."""

    shape: ClassVar[str] = "banner"


@dataclass(frozen=True)
class Written:
    """What an organiser's template says, laid out and clean (templated/markdown.py)."""

    shape: ClassVar[str] = "written"
    html: Markup


Block = Banner | Paragraph | FactList | EventList | DemandList | Rows | Points | Written


@dataclass(frozen=True)
class Section:
    """`name` is the part's; `heading` may be empty."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
