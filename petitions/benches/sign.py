"""`bench sign`: how many can sign a second, and how long the slowest wait."""

import itertools
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from foundation.measuring.load import Sent, ask, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people
from petitions.benches.bare_writer import write_at

SUMMARY = "signing, beside an answer without work, the handler without a database, and a transaction a request"
PATH = "/petitions/bench/signatures"
OPEN_CONNECTIONS = 256
LEAST_OF_HANDLER = 0.5
LEAST_TIMES_PLAIN = 10.0
MOST_P99_MS, MOST_P99_IN_MEMORY_MS = 100.0, 30.0
MOST_TIMES_BARE_WRITER = 1.5


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each part runs (default 5)")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=500.0, help="arrivals a second of the open loop (default 500)")


def run(place: Place, options: Namespace) -> Result:
    """On PostgreSQL two web processes, as on an installation; the yardsticks have as many."""
    place.make_petition(place.database, "bench")
    numbers = itertools.count(1)
    processes = 1 if place.settings.embedded else 2
    pace = f"at {options.rate:.0f}/s"
    result = Result("sign")
    with place.web(processes=processes) as ports:
        ours = _closed_loop(ports, numbers, options)
        paced = ask(
            ports, _forms(numbers), connections=OPEN_CONNECTIONS, seconds=options.seconds, rate=options.rate
        ).require(303)
    bare_p99 = write_at(place.folder / "bare.sqlite3", rate=options.rate, seconds=options.seconds)
    plain = _yardstick(place, "per-request", processes, numbers, options)
    handler = _yardstick(place, "no-database", processes, numbers, options)
    nothing = _yardstick(place, "bare", processes, numbers, options)
    result.figures = {
        "database": f"{place.kind}, {processes} web process{'es' if processes > 1 else ''}, on {place.medium}",
        "signs/s": ours.per_second,
        "p50 ms": ours.percentile(50),
        "p99 ms": ours.percentile(99),
        f"{pace} p50 ms": paced.percentile(50),
        f"{pace} p99 ms": paced.percentile(99),
    }
    result.yardstick = {
        "bare 303, answers/s": nothing.per_second,
        "the same handler without a database, answers/s": handler.per_second,
        "a transaction a request, signs/s": plain.per_second,
        "a transaction a request, p99 ms": plain.percentile(99),
        f"bare SQLite writer {pace} p99 ms": bare_p99,
    }
    _compare(result, place, ours, paced, plain, handler, bare_p99)
    return result


def _compare(
    result: Result, place: Place, ours: Sent, paced: Sent, plain: Sent, handler: Sent, bare_p99: float
) -> None:
    of_handler = result.ratio("of the handler without a database", ours.per_second, handler.per_second)
    times_plain = result.ratio("times a transaction a request", ours.per_second, plain.per_second)
    times_bare = result.ratio("p99 in p99s of the bare writer", paced.percentile(99), bare_p99)
    result.met = {
        f"at least {LEAST_OF_HANDLER} of the handler without a database": of_handler >= LEAST_OF_HANDLER,
        f"at least {LEAST_TIMES_PLAIN:.0f} times a transaction a request": times_plain >= LEAST_TIMES_PLAIN,
    }
    p99 = paced.percentile(99)
    if place.medium == "tmpfs":
        result.met[f"paced p99 at most {MOST_P99_IN_MEMORY_MS:.0f} ms in memory"] = p99 <= MOST_P99_IN_MEMORY_MS
    else:
        words = f"paced p99 at most {MOST_P99_MS:.0f} ms or {MOST_TIMES_BARE_WRITER} times the bare writer's"
        result.met[words] = p99 <= MOST_P99_MS or times_bare <= MOST_TIMES_BARE_WRITER


def _yardstick(place: Place, program: str, processes: int, numbers: Iterator[int], options: Namespace) -> Sent:
    with place.web(program, processes=processes) as ports:
        return _closed_loop(ports, numbers, options)


def _closed_loop(ports: Sequence[int], numbers: Iterator[int], options: Namespace) -> Sent:
    ask(ports, _forms(numbers), connections=options.connections, seconds=1.0)  # warms up
    return ask(ports, _forms(numbers), connections=options.connections, seconds=options.seconds).require(303)


def _forms(numbers: Iterator[int]) -> Iterator[bytes]:
    return (post(PATH, people.form(number), x_forwarded_for=people.came_from(number)) for number in numbers)
