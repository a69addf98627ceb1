"""The shapes of what a launch asks: single facts, and what belongs to a kind of campaign."""

import enum
from dataclasses import dataclass

from campaigns.models.actor import ActorKind
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import CaseKind, Status


class Shape(enum.StrEnum):
    """A name is written alike in English, French and Spanish; words wait for a translator unless the stock has them."""

    NAME = "name"
    WORDS = "words"
    SEVERAL = "several"
    NUMBER = "number"
    CHOICE = "choice"


class Need(enum.StrEnum):
    """Without the first there is no campaign; the second leaves a gap in every text; the third is simply not said."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Asked:
    """`hint` is an example. `actor` is what a name becomes among the organisations of the campaign."""

    key: str
    label: str
    hint: str = ""
    shape: Shape = Shape.WORDS
    need: Need = Need.EXPECTED
    actor: ActorKind | None = None
    choices: tuple[tuple[str, str, Status | None], ...] = ()


class People(enum.StrEnum):
    """Whether it is about persons, may name some, or is about none."""

    SUBJECT = "subject"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class LaunchKind:
    """`happened` are the sentences of the event, `story` what the petition tells besides. `case` is whom or what it
    is about, named by the fact `case_name` or else by the sentence of that key.
    """

    kind: CampaignKind
    explanation: str
    asked: tuple[Asked, ...]
    demands: tuple[tuple[str, str], ...]
    when: str
    people: People = People.NONE
    happened: tuple[str, ...] = ("happened",)
    story: tuple[str, ...] = ()
    case: CaseKind | None = None
    case_name: str = ""
    status: Status | None = None
    usual_demands: tuple[str, ...] = ()

    @property
    def choice(self) -> Asked | None:
        return next((asked for asked in self.asked if asked.shape is Shape.CHOICE), None)

    def asks(self, key: str) -> Asked | None:
        return next((asked for asked in self.asked if asked.key == key), None)

    def status_of(self, choice: str) -> Status | None:
        chosen = [status for key, _label, status in (self.choice.choices if self.choice else ()) if key == choice]
        return chosen[0] if chosen else self.status
