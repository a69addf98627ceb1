"""What the groups that the public is told of are made from: a telling, and what becomes of it until the next.

Nothing in it ever comes from somebody who was counted after it: that is what keeps a newcomer from being worked out by
whoever adds signatures of their own, takes them back, and looks at what changes (models/groups.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from petitions.models.groups import LEAST_GROUP, Groups, groups_from_json
from petitions.models.tally import TallyKind

Tallies = Mapping[TallyKind, Mapping[str, int]]


@dataclass(frozen=True)
class Told:
    """The `number`th of a petition, made at `until`: of `confirmed` signatures, all that were counted before it and are
    still there, by kind and key; small groups too, but for organisations and partners, of whom none under ten is ever
    named."""

    confirmed: int = 0
    number: int = 0
    until: datetime | None = None
    tallies: Tallies = field(default_factory=dict)

    def of(self, kind: TallyKind) -> Mapping[str, int]:
        return self.tallies.get(kind, {})

    @property
    def days(self) -> dict[date, int]:
        return {date.fromisoformat(day): number for day, number in self.of(TallyKind.DAY).items()}

    def knows(self, after: int) -> bool:
        """Whether somebody who was counted after that many tellings is among those of this one."""
        return after < self.number

    def without(self, gone: Iterable[Iterable[tuple[TallyKind, str]]]) -> "Told":
        """Takes the groups of each who left."""
        fewer: Counter[tuple[TallyKind, str]] = Counter()
        number = 0
        for groups in gone:
            fewer.update(groups)
            number += 1
        left = {
            kind: {key: size - fewer[kind, key] for key, size in groups.items() if size > fewer[kind, key]}
            for kind, groups in self.tallies.items()
        }
        return replace(self, confirmed=max(self.confirmed - number, 0), tallies=left)

    def as_json(self) -> dict[str, Any]:
        return {
            "confirmed": self.confirmed,
            "number": self.number,
            "until": self.until.isoformat() if self.until else None,
            "tallies": {kind.value: dict(groups) for kind, groups in self.tallies.items()},
        }


@dataclass(frozen=True)
class Published:
    """`shown` is what everybody is shown for the rest of the minute in which something changed."""

    shown: Groups = field(default_factory=Groups)
    told: Told = field(default_factory=Told)

    def as_json(self) -> dict[str, Any]:
        return {"shown": self.shown.as_json(), "told": self.told.as_json()}


def published_from_json(kept: Mapping[str, Any]) -> Published:
    told = kept["told"]
    return Published(
        groups_from_json(kept["shown"]),
        Told(
            told["confirmed"],
            told["number"],
            datetime.fromisoformat(told["until"]) if told["until"] else None,
            {TallyKind(kind): groups for kind, groups in told["tallies"].items()},
        ),
    )


def told_anew(told: Told, confirmed: int) -> bool:
    """Whether ten have come, and are still there, of whom the telling knows nothing."""
    return confirmed >= told.confirmed + LEAST_GROUP
