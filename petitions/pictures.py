"""The geometry of the pictures of signatures: bars along time, and the world. Numbers in, shapes out; words and colours
are the templates' and the sheets'."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from petitions.models.groups import Span

CHART_HEIGHT = 100
_WORLD = Path(__file__).parent / "data" / "world_map.json"
# The share of its days that a bar fills; the rest keeps it from the next one.
_FILLED = 0.86
SHADES = (1, 10, 100, 1000, 10_000)
"""From how many signatures on a country is drawn in a deeper shade."""


@dataclass(frozen=True)
class Bar:
    span: Span
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class TimeChart:
    """As wide as it has days, 100 high. A bar is as high as its days had signatures on average; `top` of them reach the
    upper edge."""

    width: int
    top: int
    bars: tuple[Bar, ...]
    most: Span

    @property
    def first(self) -> date:
        return self.bars[0].span.first

    @property
    def last(self) -> date:
        return self.bars[-1].span.last


@dataclass(frozen=True)
class Land:
    """`path` outlines it; a state too small for that is a dot at `x`, `y`. `shade` is a place in SHADES."""

    country: str
    confirmed: int
    shade: int
    path: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class WorldMap:
    """`empty_land` outlines at once all countries that have nothing to show. `legend`: each shade there is, with the
    number it begins at."""

    width: int
    height: int
    empty_land: str
    lands: tuple[Land, ...]
    legend: tuple[tuple[int, int], ...]


def time_chart(spans: Sequence[Span]) -> TimeChart | None:
    """None where there is nothing to draw."""
    if not spans:
        return None
    begins = spans[0].first
    most = max(spans, key=_a_day)
    top = _round_up(_a_day(most))
    bars = []
    for span in spans:
        height = round(_a_day(span) / top * CHART_HEIGHT, 2)
        x = (span.first - begins).days + span.days * (1 - _FILLED) / 2
        bars.append(Bar(span, round(x, 2), round(CHART_HEIGHT - height, 2), round(span.days * _FILLED, 2), height))
    return TimeChart((spans[-1].last - begins).days + 1, top, tuple(bars), most)


def world_map(countries: Mapping[str, int]) -> WorldMap:
    world = _world()
    lands = []
    for code, confirmed in countries.items():
        shade = sum(confirmed >= least for least in SHADES) - 1
        # A dot lies above its outline, where a state has both.
        if code in world["shapes"]:
            lands.append(Land(code, confirmed, shade, path=world["shapes"][code]))
        if code in world["dots"]:
            x, y = world["dots"][code]
            lands.append(Land(code, confirmed, shade, x=x, y=y))
    drawn = {land.country for land in lands if land.path}
    return WorldMap(
        width=world["width"],
        height=world["height"],
        empty_land="".join(path for code, path in world["shapes"].items() if code not in drawn),
        lands=tuple(sorted(lands, key=lambda land: not land.path)),
        legend=tuple((shade, SHADES[shade]) for shade in sorted({land.shade for land in lands})),
    )


@lru_cache
def _world() -> dict[str, Any]:
    world: dict[str, Any] = json.loads(_WORLD.read_text(encoding="utf-8"))
    return world


def _a_day(span: Span) -> float:
    return span.confirmed / span.days


def _round_up(number: float) -> int:
    """The next of 2, 4, 6, 8, 10, 20, 40 …, so that half of it is a whole number too."""
    power = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if step * power >= number:
                return step * power
        power *= 10
