"""What somebody does who wants to learn something from how long an answer takes: a few requests at the same moment,
nothing else meanwhile, and then the next few."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from foundation.measuring.line import Line
from foundation.measuring.load import LONGEST_WAIT, CannotMeasure, nothing_collected


@dataclass
class Bursts:
    """`waits`: the seconds of each request, and `slowest` the longest of each burst; `answers` are whole."""

    waits: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)
    answers: Counter[bytes] = field(default_factory=Counter)

    @property
    def statuses(self) -> set[int]:
        return {int(answer[9:12]) for answer in self.answers}


def ask_in_bursts(
    ports: Sequence[int], bursts: Iterable[tuple[str, Sequence[bytes]]], *, connections: int, without: re.Pattern[bytes]
) -> dict[str, Bursts]:
    """What came of the bursts of each name. The requests of one leave together, each over a connection of its own, and
    the next burst goes over the connections that have rested longest. `without`: what answers may differ in.

    Raises CannotMeasure when a request is not answered."""
    found: dict[str, Bursts] = {}
    with nothing_collected():
        asyncio.run(_ask(ports, bursts, connections, without, found))
    return found


async def _ask(
    ports: Sequence[int],
    bursts: Iterable[tuple[str, Sequence[bytes]]],
    connections: int,
    without: re.Pattern[bytes],
    found: dict[str, Bursts],
) -> None:
    lines = [(port, await _open(port)) for port in islice(cycle(ports), connections)]
    in_turn = cycle(range(connections))
    try:
        for name, requests in bursts:
            free = [await _still_open(lines, place) for place in islice(in_turn, len(requests))]
            began = time.perf_counter()
            ended = await asyncio.gather(*(_send(line, one) for line, one in zip(free, requests, strict=True)))
            into = found.setdefault(name, Bursts())
            waits = [when - began for when, _answer in ended]
            into.waits += waits
            into.slowest.append(max(waits))
            into.answers.update(without.sub(b"", answer) for _when, answer in ended)
    except (OSError, TimeoutError):
        raise CannotMeasure("A request was not answered.") from None
    finally:
        for _port, line in lines:
            line.close()


async def _open(port: int) -> Line:
    return (await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port))[1]


async def _still_open(lines: list[tuple[int, Line]], place: int) -> Line:
    """One that the server has closed because it rested too long is opened again, as every browser does."""
    port, line = lines[place]
    if line.is_closed:
        line = await _open(port)
        lines[place] = (port, line)
    return line


async def _send(line: Line, request: bytes) -> tuple[float, bytes]:
    answer = await asyncio.wait_for(line.send(request), LONGEST_WAIT)
    return time.perf_counter(), answer
