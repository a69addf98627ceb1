"""`bench secrecy`: whether the answer to a signature tells if the address was known."""

import itertools
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator

from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress
from foundation.measuring.load import Sent, ask, percentile, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches import people

SUMMARY = "the same answer, in the same time, for a new, a known and a suppressed address"
MOST_APART_MS = 5.0
_DATE = re.compile(rb"date: [^\r]*\r\n")
PATH = "/petitions/bench/signatures"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pairs", type=int, default=1000, help="how many of each kind (default 1000)")


def run(place: Place, options: Namespace) -> Result:
    """Each new address is followed by a known and a suppressed one, over one connection, so that whatever else happens
    on the machine happens to all of them."""
    place.make_petition(place.database, "bench")
    with place.database.writing() as session:
        suppress(session, address=people.person(2).email, reason=SuppressionReason.UNSUBSCRIBED)
    new = itertools.count(1000)
    kinds: dict[str, Callable[[], int]] = {"new": lambda: next(new), "known": lambda: 1, "suppressed": lambda: 2}
    sent = {}
    with place.web() as ports:
        ask(ports, [_form(1, 0), _form(2, 0)], connections=1, seconds=10)
        both = ask(ports, _in_turn(kinds, options.pairs), connections=1, seconds=600, keep_answers=True).require(303)
        sent = {kind: _every(both, place_, len(kinds)) for place_, kind in enumerate(kinds)}
    result = Result("secrecy")
    result.figures = {f"{kind}, median ms": round(percentile(one.waits, 50) * 1000, 3) for kind, one in sent.items()}
    medians = list(result.figures.values())
    result.figures["most apart, ms"] = round(max(medians) - min(medians), 3)
    answers = {_DATE.sub(b"", answer) for one in sent.values() for _request, answer in one.answers}
    result.figures["different answers"] = len(answers)
    result.met = {
        f"medians less than {MOST_APART_MS:.0f} ms apart over {options.pairs} of each": max(medians) - min(medians)
        < MOST_APART_MS,
        "status, headers and body are the same": len(answers) == 1,
    }
    return result


def _in_turn(kinds: dict[str, Callable[[], int]], pairs: int) -> Iterator[bytes]:
    for turn in range(pairs):
        for number in kinds.values():
            yield _form(number(), turn)


def _form(number: int, turn: int) -> bytes:
    # The answer names the code of the link, whoever it is given to; here all came by none.
    return post(PATH, people.form(number) | {"via": ""}, x_forwarded_for=people.came_from(turn))


def _every(sent: Sent, first: int, step: int) -> Sent:
    return Sent(sent.seconds, sent.waits[first::step], sent.statuses, sent.lost, sent.answers[first::step])
