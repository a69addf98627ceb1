"""What the public is told in numbers. It moves at full minutes only, so that nobody's click can be watched.

The first change within a minute keeps what was shown before it; for the rest of that minute everybody is shown that.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from petitions.models.petition import Petition

# Smaller groups are not published: one person in them could be guessed.
LEAST_GROUP = 10
_STEPS = (1, 2.5, 5)


@dataclass(frozen=True)
class Figures:
    """Each kind apart, never added up. `countries` holds the groups large enough to be published."""

    confirmed: int
    paper: int
    organisations: int
    countries: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def minute_of(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def kept_figures(petition: Petition, now: datetime) -> Figures | None:
    """The figures of this minute's beginning, when something has changed since; None when the counters may be shown."""
    if petition.figures_minute != minute_of(now):
        return None
    return Figures(**petition.figures)


def next_goal(confirmed: int, wished: int | None) -> int:
    """The organiser's goal while it lies ahead, else the next round number: 100, 250, 500, 1 000 …"""
    if wished is not None and wished > confirmed:
        return wished
    scale = 100
    while True:
        for step in _STEPS:
            if int(step * scale) > confirmed:
                return int(step * scale)
        scale *= 10
