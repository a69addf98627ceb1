"""`bench read`: public pages beside a bare answer of their size, and what a million signatures cost their readers."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from itertools import repeat

import sqlalchemy as sa
from sqlmodel import col

from foundation.measuring.load import CannotMeasure, Sent, ask, get, percentile
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people
from petitions.benches.desk import signed_in
from petitions.benches.first_load import first_load
from petitions.benches.seed import fill
from petitions.models.petition import Petition
from petitions.models.signature import Signature

SUMMARY = "public pages beside a bare answer of their size; pages of a small and of a very large petition"
LEAST_OF_BARE = 0.5
MOST_TIMES_SMALL = 1.2
MOST_BYTES = 60 * 1024
MOST_MS = 100.0
# Ours and the bare answer take turns, so that both meet the same neighbours.
TURNS = 4
# A petition that came after both: what is newest in the installation is not what is newest in them.
IN_A_NEWER_ONE = 50_000
PUBLIC = {
    "petition page": "/petitions/{slug}",
    "campaign page": "/campaigns/{slug}",
    "signatories": "/petitions/{slug}/signatories",
    "count.json": "/petitions/{slug}/count.json",
    "statistics": "/petitions/{slug}/figures",
}
_DESK = "/desk/petitions/{slug}/signatures"
FLAT = {
    "petition page": PUBLIC["petition page"],
    "signatories": PUBLIC["signatories"],
    "signatories, deep": "/petitions/{slug}/signatories?after={middle}",
    "count.json": PUBLIC["count.json"],
    "statistics": PUBLIC["statistics"],
    "desk: counters": "/desk/petitions",
    "desk: charts": "/desk/petitions/{slug}/figures",
    "desk: list": _DESK,
    "desk: list, deep": _DESK + "?after={middle}",
    "desk: list, one state": _DESK + "?state=pending",
    "desk: list, rare country": _DESK + f"?country={people.RARE_COUNTRY}",
    "desk: list, rare country and state": _DESK + f"?country={people.RARE_COUNTRY}&state=pending",
}
# What no index answers alone, and what has more rows to show where there are more: it may cost more among many, but
# never more than so many milliseconds.
BOUNDED = {
    "desk: list, rare state and country": _DESK + "?state=quarantined&country=NO",
    "desk: list, rare country and code": _DESK + f"?country={people.RARE_COUNTRY}&via=bakers",
    "desk: list, day and state nobody is in": _DESK + "?since=2020-01-01&state=withdrawn",
    "desk: set aside": "/desk/petitions/{slug}/quarantine",
    "desk: rules": "/desk/petitions/{slug}/rules",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--sizes", type=_sizes, default="1000,100000", help="a small and a large petition (default 1000,100000)"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each page is asked for (default 3)")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is made anew (default 40)")


def _sizes(text: str) -> tuple[int, int]:
    numbers = text.split(",")
    if len(numbers) != 2 or not all(number.isdecimal() and int(number) > 0 for number in numbers):
        raise ArgumentTypeError("two numbers, such as 1000,1000000")
    return int(numbers[0]), int(numbers[1])


def run(place: Place, options: Namespace) -> Result:
    """Copies are measured as readers get them; what a page costs is measured as an organiser who is signed in gets it,
    for whom each page is made anew."""
    small, large = (place.make_petition(place.database, slug) for slug in ("small", "large"))
    for petition_id, number in zip((small, large), options.sizes, strict=True):
        fill(place.database, petition_id, number)
    fill(place.database, place.make_petition(place.database, "newer"), min(IN_A_NEWER_ONE, options.sizes[1]))
    result = Result("read", figures={"database": place.kind, "signatures": options.sizes[1]})
    with place.web() as ports, place.web("bare-page") as bare_ports:
        for petition_id, slug in ((small, "small"), (large, "large")):
            _tells_all(place, ports, petition_id, PUBLIC["count.json"].format(slug=slug))
        for name, path in PUBLIC.items():
            _beside_bare(result, ports, bare_ports, name, path.format(slug="large"), options)
        size, requests, others = first_load(ports[0], PUBLIC["petition page"].format(slug="large"))
        cookie = signed_in(place, [small, large], ports[0])
        middles = {"small": _middle(place, small), "large": _middle(place, large)}
        for name, path in FLAT.items():
            _in_both(result, ports, name, path, middles, cookie, options, is_flat=True)
        for name, path in BOUNDED.items():
            _in_both(result, ports, name, path, middles, cookie, options, is_flat=False)
    result.figures |= {
        "first load of the petition page, bytes": size,
        "first load of the petition page, requests": requests,
    }
    result.met |= {
        f"first load at most {MOST_BYTES // 1024} KB": size <= MOST_BYTES,
        "no request to another host": not others,
    }
    return result


def _tells_all(place: Place, ports: list[int], petition_id: int, path: str) -> None:
    """A page that shows the numbers of another time would be measured for another petition."""
    [(_request, answer)] = ask(ports, [get(path)], connections=1, seconds=10, keep_answers=True).require(200).answers
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    with place.database.reading() as session:
        confirmed = session.get_one(Petition, petition_id).confirmed
    if told["confirmed"] != confirmed or (confirmed > 1000 and not told["countries"]):
        raise CannotMeasure("%(path)s does not tell all that is there.", path=path)


def _beside_bare(
    result: Result, ports: list[int], bare_ports: list[int], name: str, path: str, options: Namespace
) -> None:
    request = get(path, accept_encoding="gzip", accept_language="en")
    [(_request, answer)] = ask(ports, [request], connections=1, seconds=10, keep_answers=True).require(200).answers
    body = len(answer.partition(b"\r\n\r\n")[2])
    bare_request = get(f"/{body}", accept_encoding="gzip", accept_language="en")
    ours, bare = Sent(), Sent()
    for _turn in range(TURNS):
        for sent, at, what in ((ours, ports, request), (bare, bare_ports, bare_request)):
            turn = ask(at, repeat(what), connections=options.connections, seconds=options.seconds / TURNS).require(200)
            sent.seconds += turn.seconds
            sent.waits += turn.waits
    result.figures |= {f"{name}, answers/s": ours.per_second, f"{name}, p99 ms": ours.percentile(99)}
    result.yardstick[f"bare answer of {body} bytes, answers/s"] = bare.per_second
    ratio = result.ratio(f"{name}, of a bare answer", ours.per_second, bare.per_second)
    result.met[f"{name}: at least {LEAST_OF_BARE} of a bare answer"] = ratio >= LEAST_OF_BARE


def _in_both(
    result: Result,
    ports: list[int],
    name: str,
    path: str,
    middles: Mapping[str, str],
    cookie: str,
    options: Namespace,
    *,
    is_flat: bool,
) -> None:
    """In turn, so that whatever else happens on the machine happens to both."""
    requests = [get(path.format(slug=slug, middle=middle), cookie=cookie) for slug, middle in middles.items()]
    ask(ports, requests * 2, connections=1, seconds=60).require(200)
    waits = ask(ports, requests * options.rounds, connections=1, seconds=600).require(200).waits
    few, many = (round(percentile(waits[first::2], 50) * 1000, 2) for first in (0, 1))
    result.figures[f"{name}, ms"] = many
    result.yardstick[f"{name}, of {options.sizes[0]} signatures, ms"] = few
    ratio = result.ratio(f"{name}, times that of few", many, few)
    if is_flat:
        result.met[f"{name}: at most {MOST_TIMES_SMALL} times that of few"] = ratio <= MOST_TIMES_SMALL
    else:
        result.met[f"{name}: at most {MOST_MS:.0f} ms"] = many <= MOST_MS


def _middle(place: Place, petition_id: int) -> str:
    """The reference of a signature half-way down the list."""
    own = col(Signature.petition_id) == petition_id
    with place.database.reading() as session:
        first, last = session.execute(
            sa.select(sa.func.min(col(Signature.id)), sa.func.max(col(Signature.id))).where(own)
        ).one()
        middle = sa.select(col(Signature.reference)).where(own, col(Signature.id) >= (first + last) // 2)
        return str(session.execute(middle.order_by(col(Signature.id)).limit(1)).scalar_one())
