"""`bench sign`: how many can sign a second, and how long the slowest wait."""

import itertools
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from foundation.measuring.load import Sent, ask, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people
from petitions.benches.bad_day import Day, bad_day, links_to_confirm, wait_for_mail, web_and_mail
from petitions.benches.bare_writer import write_at
from petitions.benches.seed import fill

SUMMARY = "signing, beside an answer without work, the handler alone, a transaction a request; and a bad day"
PATH = "/petitions/bench/signatures"
OPEN_CONNECTIONS = 256
LEAST_OF_HANDLER = 0.5
LEAST_TIMES_PLAIN = 10.0
MOST_P99_MS, MOST_P99_IN_MEMORY_MS = 100.0, 30.0
MOST_TIMES_BARE_WRITER = 1.5
MOST_TIMES_EMPTY = 1.3
# No made-up person who signs by the web has such a number.
FIRST_SEEDED = 100_000_000
MAIL_STARTS_WITHIN = 90.0


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each part runs (default 5)")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rate", type=float, default=500.0, help="arrivals a second of the open loop (default 500)")
    parser.add_argument("--rows", type=int, default=0, help="measure again among so many signatures (default: do not)")


def run(place: Place, options: Namespace) -> Result:
    """On PostgreSQL two web processes, as on an installation; the yardsticks have as many. First people sign, and
    nothing else happens; then comes a bad day, with all that belongs to it."""
    petition_id = place.make_petition(place.database, "bench")
    numbers = itertools.count(1)
    processes = place.web_processes
    pace = f"at {options.rate:.0f}/s"
    result = Result("sign")
    with place.web(processes=processes) as ports:
        ours = _closed_loop(ports, numbers, options)
        paced = ask(
            ports, _forms(numbers), connections=OPEN_CONNECTIONS, seconds=options.seconds, rate=options.rate
        ).require(303)
    bare_p99 = write_at(place.folder / "bare.sqlite3", rate=options.rate, seconds=options.seconds)
    plain = _yardstick(place, "per-request", processes, numbers, options, may_refuse=True)
    handler = _yardstick(place, "no-database", processes, numbers, options)
    nothing = _yardstick(place, "bare", processes, numbers, options)
    bad, bad_paced = _bad_day(place, petition_id, numbers, options)
    result.figures = {
        "database": f"{place.kind}, {processes} web process{'es' if processes > 1 else ''}, on {place.medium}",
        "signs/s": ours.per_second,
        "p50 ms": ours.percentile(50),
        "p99 ms": ours.percentile(99),
        f"{pace} p50 ms": paced.percentile(50),
        f"{pace} p99 ms": paced.percentile(99),
        "client's share of a core": ours.share_of_a_core,
        **bad.figures("a bad day"),
        **bad_paced.figures(f"a bad day {pace}"),
    }
    result.yardstick = {
        "bare 303, answers/s": nothing.per_second,
        "the same handler without a database, answers/s": handler.per_second,
        "a transaction a request, signs/s": _signed(plain),
        "a transaction a request, refused": len(plain.waits) - plain.statuses[303],
        "a transaction a request, p99 ms": plain.percentile(99),
        f"bare SQLite writer {pace} p99 ms": bare_p99,
    }
    _compare(result, place, ours, paced, plain, handler, bare_p99)
    result.ratio("a bad day's signs/s, of those with nothing beside", bad.signs_per_second, ours.per_second)
    if options.rows:
        _among_many(result, place, petition_id, ours, numbers, options)
    return result


def _bad_day(place: Place, petition_id: int, numbers: Iterator[int], options: Namespace) -> tuple[Day, Day]:
    """Who signed just before gets mail now, and some of them confirm."""
    links = links_to_confirm(place, petition_id)
    with web_and_mail(place) as ports:
        bad_day(place, ports, numbers, links, Namespace(seconds=1.0, connections=options.connections))  # warms up
        wait_for_mail(place, MAIL_STARTS_WITHIN)
        return (
            bad_day(place, ports, numbers, links, options),
            bad_day(place, ports, numbers, links, options, rate=options.rate),
        )


def _among_many(
    result: Result, place: Place, petition_id: int, ours: Sent, numbers: Iterator[int], options: Namespace
) -> None:
    fill(place.database, petition_id, options.rows, first=FIRST_SEEDED)
    with place.web(processes=place.web_processes) as ports:
        among = _closed_loop(ports, numbers, options)
    words = f"among {options.rows:,}"
    result.figures |= {f"{words}, signs/s": among.per_second, f"{words}, p99 ms": among.percentile(99)}
    times = result.ratio(f"cost of a sign {words}, times that among few", ours.per_second, among.per_second)
    result.met[f"{words} a sign costs at most {MOST_TIMES_EMPTY} times as much"] = times <= MOST_TIMES_EMPTY


def _compare(
    result: Result, place: Place, ours: Sent, paced: Sent, plain: Sent, handler: Sent, bare_p99: float
) -> None:
    of_handler = result.ratio("of the handler without a database", ours.per_second, handler.per_second)
    times_plain = result.ratio("times a transaction a request", ours.per_second, _signed(plain))
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


def _yardstick(
    place: Place, program: str, processes: int, numbers: Iterator[int], options: Namespace, *, may_refuse: bool = False
) -> Sent:
    """`may_refuse`: where everybody waits for the same lock, some wait too long."""
    with place.web(program, processes=processes) as ports:
        return _closed_loop(ports, numbers, options, may_refuse=may_refuse)


def _closed_loop(ports: Sequence[int], numbers: Iterator[int], options: Namespace, *, may_refuse: bool = False) -> Sent:
    ask(ports, _forms(numbers), connections=options.connections, seconds=1.0)  # warms up
    sent = ask(ports, _forms(numbers), connections=options.connections, seconds=options.seconds)
    return sent if may_refuse else sent.require(303)


def _signed(sent: Sent) -> float:
    return round(sent.statuses[303] / sent.seconds, 1)


def _forms(numbers: Iterator[int]) -> Iterator[bytes]:
    return (post(PATH, people.form(number), x_forwarded_for=people.came_from(number)) for number in numbers)
