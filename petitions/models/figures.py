"""What the public is told in numbers. It moves at full minutes only, so that nobody's click can be watched.

The first change within a minute keeps what was shown before it; for the rest of that minute everybody is shown that.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import count, takewhile
from typing import Any

from petitions.models.petition import Petition

_STEPS = (10, 25, 50)


@dataclass(frozen=True)
class Figures:
    """Each kind apart, never added up. `countries` holds the groups that may be named (models/groups.py)."""

    confirmed: int
    paper: int
    organisations: int
    countries: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As `petition.figures` keeps it, and `Figures(**kept)` reads it."""
        return asdict(self)


def minute_of(moment: datetime) -> datetime:
    """The full minute in which it lies."""
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
    return next(number for number in _round_numbers() if number > confirmed)


def milestones_between(low: int, high: int, wished: int | None) -> list[int]:
    """The numbers that are reached when `low` becomes `high`: the round ones, and the organiser's goal."""
    reached = set(takewhile(lambda number: number <= high, _round_numbers()))
    if wished is not None and wished <= high:
        reached.add(wished)
    return sorted(number for number in reached if number > low)


def _round_numbers() -> Iterator[int]:
    return (step * 10**power for power in count(1) for step in _STEPS)
