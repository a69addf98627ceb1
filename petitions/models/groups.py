"""The groups of signatures that the public is told of: by day, country, organisation and partner.

Three rules keep one person in a small group from being guessed. A group of fewer than ten is not named. What is left
over, counted together, is no small group either: else the smallest named group joins it. And of those who come, the
groups tell nothing until there are ten of them, all ten still there; then they are told together.

Until then only leaving moves the groups (models/telling.py), for whoever withdraws is not to wait: who was told of and
leaves is taken out of what was told, and who came later was never in it, so that coming and leaving again adds nothing.
Whoever corrects a country or an organisation leaves, and comes anew. So nothing that is shown between two tellings
depends on anybody who came after the first, whatever others add and withdraw meanwhile. What is left is this: whoever
leaves is seen leaving, and whoever brings nine confirmed mailboxes of their own to a telling can tell the tenth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

# Smaller groups are not published: one person in them could be guessed.
LEAST_GROUP = 10
MOST_NAMED = 100
_DAYS_AT_MOST = 92
_WEEKS_AT_MOST = 2 * 366


@dataclass(frozen=True)
class Span:
    """Days that are told together: one, or as many as it takes; `last` is part of it."""

    first: date
    last: date
    confirmed: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Groups:
    """The largest first. Of `confirmed` at `as_of`, each kind holds what can be named; the spans hold everybody."""

    confirmed: int = 0
    as_of: datetime | None = None
    spans: tuple[Span, ...] = ()
    countries: dict[str, int] = field(default_factory=dict)
    organisations: tuple[tuple[str, int], ...] = ()
    partners: dict[str, int] = field(default_factory=dict)

    @property
    def in_other_countries(self) -> int:
        return max(self.confirmed - sum(self.countries.values()), 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "confirmed": self.confirmed,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "days": [[span.first.isoformat(), span.last.isoformat(), span.confirmed] for span in self.spans],
            "countries": self.countries,
            "organisations": [list(named) for named in self.organisations],
            "partners": self.partners,
        }


def groups_from_json(kept: Mapping[str, Any]) -> Groups:
    return Groups(
        confirmed=kept["confirmed"],
        as_of=datetime.fromisoformat(kept["as_of"]) if kept["as_of"] else None,
        spans=tuple(
            Span(date.fromisoformat(first), date.fromisoformat(last), confirmed)
            for first, last, confirmed in kept["days"]
        ),
        # Kept as JSON, a mapping comes back in any order.
        countries=_largest_first(kept["countries"]),
        organisations=tuple((name, confirmed) for name, confirmed in kept["organisations"]),
        partners=_largest_first(kept["partners"]),
    )


def nameable(groups: Mapping[str, int], confirmed: int) -> dict[str, int]:
    """Those of `groups` that may be named when all together are `confirmed`."""
    large = {key: number for key, number in groups.items() if number >= LEAST_GROUP}
    named = list(_largest_first(large).items())[:MOST_NAMED]
    left_over = confirmed - sum(number for _, number in named)
    while named and 0 < left_over < LEAST_GROUP:
        left_over += named.pop()[1]
    return dict(named)


def spans_of(days: Mapping[date, int]) -> tuple[Span, ...]:
    """Every signature in a span of ten or more: days, in a long campaign weeks or months, and as many of them together
    as it takes. Nothing when there are fewer than ten in all."""
    spans: list[Span] = []
    waiting: Span | None = None
    for span in _steps(days):
        if waiting is None and not span.confirmed:
            continue
        waiting = Span(waiting.first, span.last, waiting.confirmed + span.confirmed) if waiting else span
        if waiting.confirmed >= LEAST_GROUP:
            spans.append(waiting)
            waiting = None
    if waiting and spans:
        last = spans.pop()
        spans.append(Span(last.first, waiting.last, last.confirmed + waiting.confirmed))
    return tuple(spans)


def steps_of(days: Mapping[date, int]) -> tuple[Span, ...]:
    """For the desk: as they are, in days, weeks or months, from the first signature to the last."""
    return tuple(_steps(days))


def _steps(days: Mapping[date, int]) -> Iterator[Span]:
    there = [day for day, confirmed in days.items() if confirmed]
    if not there:
        return
    end = max(there)
    begins = min(there)
    length = (end - begins).days + 1
    while begins <= end:
        follows = _next_step(begins, length)
        last = min(follows - timedelta(days=1), end)
        yield Span(begins, last, sum(days.get(begins + timedelta(n), 0) for n in range((last - begins).days + 1)))
        begins = follows


def _next_step(day: date, length: int) -> date:
    if length <= _DAYS_AT_MOST:
        return day + timedelta(days=1)
    if length <= _WEEKS_AT_MOST:
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _largest_first(groups: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(groups.items(), key=lambda group: (-group[1], group[0])))
