"""A load client for loopback: raw keep-alive HTTP/1.1, so that it costs little beside the server it measures.

sent = ask([port], (get("/petitions/x") for _ in range(5000)), connections=32, seconds=5)
sent.per_second, sent.percentile(99)
"""

import asyncio
import gc
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from foundation.errors import AppError
from foundation.measuring.line import Line

LONGEST_WAIT = 30.0
MOST_CONNECTIONS = 512


class CannotMeasure(AppError):
    """The words say what is missing."""


@dataclass
class Sent:
    """`waits` are seconds, from when a request was due to the end of its answer."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    # Connections that broke off, and requests that nobody answered.
    lost: int = 0
    # Each request with its whole answer, when they were asked to be kept; in the order of `waits`.
    answers: list[tuple[bytes, bytes]] = field(default_factory=list)
    keeps_answers: bool = False
    # Processor time of this process, of which there is one core at most: whoever asks shares the machine.
    busy: float = 0.0

    @property
    def share_of_a_core(self) -> float:
        """Near 1, it was the client that was measured."""
        return round(self.busy / self.seconds, 3) if self.seconds else 0.0

    @property
    def per_second(self) -> float:
        return round(len(self.waits) / self.seconds, 1) if self.seconds else 0.0

    def percentile(self, percent: float) -> float:
        """In milliseconds."""
        return round(percentile(self.waits, percent) * 1000, 2)

    def require(self, status: int) -> "Sent":
        """Raises CannotMeasure when anything else was answered: a fast refusal is no figure."""
        if set(self.statuses) != {status} or self.lost:
            raise CannotMeasure(
                "Not every answer was %(status)s: %(statuses)s, and %(lost)s were lost.",
                status=status,
                statuses=dict(self.statuses),
                lost=self.lost,
            )
        return self


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest rank; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def get(path: str, **headers: str) -> bytes:
    return _request("GET", path, b"", headers)


def post(path: str, form: dict[str, str], **headers: str) -> bytes:
    """As one of our own pages would send it. Header names are written with underscores."""
    own = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "same-origin"}
    return _request("POST", path, urlencode(form).encode(), own | headers)


def _request(method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(
    ports: Sequence[int],
    requests: Iterable[bytes],
    *,
    connections: int,
    seconds: float,
    rate: float = 0.0,
    keep_answers: bool = False,
) -> Sent:
    """Sends requests until `seconds` have passed or none is left, and waits for what is under way.

    Without `rate` each connection sends its next request when the last is answered; with it, requests are due at that
    many a second whatever the server does, and the wait of one that found no connection free counts from when it was
    due.
    """
    sent = Sent(keeps_answers=keep_answers)
    with nothing_collected():
        asyncio.run(_ask(ports, iter(requests), min(connections, MOST_CONNECTIONS), seconds, rate, sent))
    return sent


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Looking through all that this process has loaded for garbage takes a fifth of a second, in which it reads no
    answer: that would be told as the server's slowness."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def _ask(
    ports: Sequence[int], requests: Iterator[bytes], connections: int, seconds: float, rate: float, sent: Sent
) -> None:
    loop = asyncio.get_running_loop()
    lines: list[Line] = []
    for number in range(connections):
        _transport, line = await loop.create_connection(Line, "127.0.0.1", ports[number % len(ports)])
        lines.append(line)
    began, worked = time.perf_counter(), time.process_time()
    until = began + seconds
    try:
        if rate:
            await _keep_pace(lines, requests, began, until, rate, sent)
        else:
            await asyncio.gather(*(_one_after_another(line, requests, until, sent) for line in lines))
    finally:
        sent.seconds = time.perf_counter() - began
        sent.busy = time.process_time() - worked
        for line in lines:
            line.close()


async def _one_after_another(line: Line, requests: Iterator[bytes], until: float, sent: Sent) -> None:
    while time.perf_counter() < until:
        request = next(requests, None)
        if request is None or not await _send(line, request, time.perf_counter(), sent):
            return


async def _keep_pace(
    lines: list[Line], requests: Iterator[bytes], began: float, until: float, rate: float, sent: Sent
) -> None:
    free: deque[Line] = deque(lines)
    due: deque[tuple[bytes, float]] = deque()
    under_way: set[asyncio.Task[None]] = set()

    async def serve(line: Line) -> None:
        while due:
            request, when = due.popleft()
            if not await _send(line, request, when, sent):
                return
        free.append(line)

    number = 0
    while (when := began + number / rate) < until:
        await asyncio.sleep(max(0.0, when - time.perf_counter()))
        while (when := began + number / rate) <= time.perf_counter() and when < until:
            request = next(requests, None)
            if request is None:
                until = when
                break
            due.append((request, when))
            number += 1
        while due and free:
            task = asyncio.create_task(serve(free.popleft()))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    if under_way:
        await asyncio.wait(under_way, timeout=LONGEST_WAIT)
    sent.lost += len(due) + len(under_way)


async def _send(line: Line, request: bytes, due: float, sent: Sent) -> bool:
    try:
        answer = await asyncio.wait_for(line.send(request), LONGEST_WAIT)
    except (OSError, TimeoutError):
        sent.lost += 1
        return False
    sent.waits.append(time.perf_counter() - due)
    sent.statuses[int(answer[9:12])] += 1
    if sent.keeps_answers:
        sent.answers.append((request, answer))
    return True
