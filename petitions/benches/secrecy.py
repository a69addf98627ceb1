"""`bench secrecy`: whether the answer to a signature tells if the address was known. Every address is asked about once:
somebody who wants to know has no second first time. They may send one entry, or several of one address at once."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from random import Random

from foundation.measuring.bursts import Bursts, ask_in_bursts
from foundation.measuring.load import percentile, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people
from petitions.benches.known import KINDS, NEW, NEW_TOO, Kind, make_known, number_of

SUMMARY = "the same answer, in the same time, for an address that is new and for one that is known in any way"
MOST_APART_MS = 5.0
BURSTS = (1, 3, 10, 30)
LEAST_BURSTS = 20
CONNECTIONS = 32
_DATE = re.compile(rb"date: [^\r]*\r\n")
PATH = "/petitions/bench/signatures"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pairs", type=int, default=1000, help="how many addresses of each kind (default 1000)")


def run(place: Place, options: Namespace) -> Result:
    """Among each new address and the next there is one of every other kind, so that whatever else happens on the
    machine happens to all of them."""
    petition_id = place.make_petition(place.database, "bench")
    numbers = {size: max(LEAST_BURSTS, options.pairs // size) for size in BURSTS}
    numbers[1] = options.pairs
    result = Result("secrecy", figures={"database": place.kind})
    answers: set[bytes] = set()
    with place.web(processes=place.web_processes) as ports:
        make_known(place, petition_id, ports, sum(numbers.values()))
        first = 0
        for size, number in numbers.items():
            bursts = _in_turn(range(first, first + number), size)
            found = ask_in_bursts(ports, bursts, connections=CONNECTIONS, without=_DATE)
            answers |= {answer for of_kind in found.values() for answer in of_kind.answers}
            _compare(result, size, number, found)
            first += number
    result.figures |= {
        "different answers": len(answers),
        "sizes of answers, bytes": ", ".join(map(str, sorted({len(answer) for answer in answers}))),
        "statuses": ", ".join(sorted({answer[9:12].decode() for answer in answers})),
    }
    result.met["status, headers and body are the same"] = len(answers) == 1
    return result


def _compare(result: Result, size: int, number: int, found: Mapping[str, Bursts]) -> None:
    """Of one entry there is one wait. Of several, somebody may look at each, or at the last that is answered."""
    told = {"median ms": {kind: one.waits for kind, one in found.items()}}
    if size > 1:
        told["median ms of the last"] = {kind: one.slowest for kind, one in found.items()}
    entries = f"{number} times {size} at once" if size > 1 else f"{number} times one"
    for words, waits in told.items():
        medians = {kind: round(percentile(values, 50) * 1000, 3) for kind, values in waits.items()}
        control = medians.pop(NEW_TOO.words)
        result.yardstick[f"{entries}, {words}: two kinds of new ones apart"] = round(
            abs(control - medians[NEW.words]), 3
        )
        apart = max(medians.values()) - min(medians.values())
        result.figures |= {f"{entries}, {kind}, {words}": median for kind, median in medians.items()}
        result.figures[f"{entries}, {words}: most apart"] = round(apart, 3)
        result.met[f"{entries}, {words}: less than {MOST_APART_MS:.0f} ms apart"] = apart < MOST_APART_MS


def _in_turn(turns: range, size: int) -> Iterator[tuple[str, list[bytes]]]:
    """In another order each time: in one and the same, a kind would meet the same lines and processes again."""
    for turn in turns:
        for kind in Random(turn).sample((*KINDS, NEW_TOO), len(KINDS) + 1):  # noqa: S311  # an order, no secret
            yield kind.words, [_request(kind, turn, entry) for entry in range(size)]


def _request(kind: Kind, turn: int, entry: int) -> bytes:
    """The entries of one burst differ by name, but where the very same is typed again."""
    form = people.form(number_of(kind, turn))
    if entry or kind.is_another_entry:
        form |= {"name": form["name"] if kind.is_the_same else f"Ada Example {turn % 97}-{entry}"}
    # The answer names the code of the link, whoever it is given to; here all came by none.
    return post(PATH, form | {"via": ""}, x_forwarded_for=people.came_from(turn))
