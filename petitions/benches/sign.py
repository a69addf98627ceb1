"""`bench sign`: how many can sign a second, and how long the slowest wait."""

import itertools
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from foundation.measuring.load import Sent, ask, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people

SUMMARY = "signing, beside an answer without work, the handler without a database, and a transaction a request"
PATH = "/petitions/bench/signatures"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each part runs (default 5)")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=500.0, help="arrivals a second of the open loop (default 500)")


def run(place: Place, options: Namespace) -> Result:
    place.make_petition(place.database, "bench")
    result = Result("sign")
    numbers = itertools.count(1)
    with place.web(processes=1 if place.settings.embedded else 2) as ports:
        ours = _closed_loop(ports, numbers, options)
        paced = ask(ports, _forms(numbers), connections=256, seconds=options.seconds, rate=options.rate).require(303)
    result.figures = {
        "signs/s": ours.per_second,
        "p99 ms": ours.percentile(99),
        f"at {options.rate:.0f}/s p50 ms": paced.percentile(50),
        f"at {options.rate:.0f}/s p99 ms": paced.percentile(99),
    }
    for program, words in (("bare", "bare 303"), ("per-request", "a transaction a request")):
        with place.web(program) as ports:
            result.yardstick[f"{words}, answers/s"] = _closed_loop(ports, numbers, options).per_second
    return result


def _closed_loop(ports: Sequence[int], numbers: Iterator[int], options: Namespace) -> Sent:
    ask(ports, _forms(numbers), connections=options.connections, seconds=0.5)  # warms up
    return ask(ports, _forms(numbers), connections=options.connections, seconds=options.seconds).require(303)


def _forms(numbers: Iterator[int]) -> Iterator[bytes]:
    return (post(PATH, people.form(number), x_forwarded_for=people.came_from(number)) for number in numbers)
