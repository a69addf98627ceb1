"""When each entry's turn comes: at once, as a rule; but of one address only a few at a time.

An address that has signed takes less work, or more, than one that is new. Whoever sends one address many times over, to
add up that difference, is served by the clock: which turn an entry has follows from when it came and how many came
before it, and from nothing that stands in the database.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

A_FEW = 3
# Seconds from one turn of an address to its next. Each turn's few are written in far less, also where the machine is
# busy with other things.
TURN = 0.1
# Nobody types an address so often within five seconds; and one alone must not fill the queue for everybody.
MOST_OF_ONE = 150
# Keys whose last turn is past are forgotten when there are more.
MOST_REMEMBERED = 1000

Item = TypeVar("Item")


@dataclass(order=True)
class Turn(Generic[Item]):
    """`at` is no earlier than when it came, in seconds of the clock that `come` is told. `is_repeated`: there was
    another one of its key shortly before, or is one in the same batch, whose writing this one has to wait for."""

    at: float
    number: int
    key: Hashable = field(compare=False)
    item: Item = field(compare=False)
    is_repeated: bool = field(default=False, compare=False)


class Turns(Generic[Item]):
    """Those who wait, in the order of their turns, and of one key in the order of their coming. Not for several threads
    at once."""

    def __init__(self) -> None:
        self._waiting: list[Turn[Item]] = []
        self._numbers = itertools.count()
        self._of_key: Counter[Hashable] = Counter()
        # The newest turn that was given to a key, and to how many.
        self._given: dict[Hashable, tuple[float, int]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def next_at(self) -> float | None:
        return self._waiting[0].at if self._waiting else None

    def has_room_for(self, key: Hashable) -> bool:
        return key is None or self._of_key[key] < MOST_OF_ONE

    def come(self, key: Hashable, item: Item, *, now: float) -> None:
        """None is the key of what may come as often as it likes."""
        at, place = now, 1
        if key is not None:
            at, place = self._turn_of(key, now)
            self._of_key[key] += 1
        turn = Turn(max(at, now), next(self._numbers), key, item, is_repeated=at > now or place > 1)
        heapq.heappush(self._waiting, turn)

    def take(self, *, until: float, at_most: int) -> list[Turn[Item]]:
        """Those whose turn has come, with no more than a few of one key: where turns have piled up, the rest stays."""
        taken: list[Turn[Item]] = []
        stay: list[Turn[Item]] = []
        of_key: Counter[Hashable] = Counter()
        while self._waiting and len(taken) < at_most and self._waiting[0].at <= until:
            turn = heapq.heappop(self._waiting)
            if of_key[turn.key] >= A_FEW:
                stay.append(turn)
                continue
            if turn.key is not None:
                of_key[turn.key] += 1
            taken.append(turn)
        for turn in taken:
            turn.is_repeated |= turn.key is not None and of_key[turn.key] > 1
        for turn in stay:
            heapq.heappush(self._waiting, turn)
        self._of_key -= of_key
        if len(self._given) > MOST_REMEMBERED:
            self._given = {key: given for key, given in self._given.items() if given[0] + TURN > until}
        return taken

    def _turn_of(self, key: Hashable, now: float) -> tuple[float, int]:
        """When it is, and the place in it."""
        at, place = self._given.get(key, (now, 0))
        if at + TURN <= now:
            at, place = now, 0
        elif place >= A_FEW:
            at, place = at + TURN, 0
        self._given[key] = (at, place + 1)
        return at, place + 1
