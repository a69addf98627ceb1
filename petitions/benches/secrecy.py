"""`bench secrecy`: whether the answer to a signature tells if the address was known."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator

from sqlmodel import Session

from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress
from foundation.measuring.load import Sent, ask, percentile, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from foundation.security.links import make_token
from petitions.access import signature_of
from petitions.actions.confirm import confirm
from petitions.actions.disown import disown
from petitions.benches import people
from petitions.mailed_links import NOT_ME_PURPOSE, confirm_purpose
from petitions.models.petition import Petition

SUMMARY = "the same answer, in the same time, for an address that is new and for one that is known in any way"
MOST_APART_MS = 5.0
_DATE = re.compile(rb"date: [^\r]*\r\n")
PATH = "/petitions/bench/signatures"
# Whose address each number of a made-up person is. All but the new and the stopped ones signed before.
WAITS, BESIDE, CONFIRMED, DISOWNED, STOPPED, BLOCKED = range(1, 7)
FIRST_NEW = 1000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pairs", type=int, default=1000, help="how many of each kind (default 1000)")


def run(place: Place, options: Namespace) -> Result:
    """Each new address is followed by one of every other kind, over one connection, so that whatever else happens on
    the machine happens to all of them."""
    petition_id = place.make_petition(place.database, "bench")
    kinds: dict[str, Callable[[int], dict[str, str]]] = {
        "new": lambda turn: people.form(FIRST_NEW + turn),
        "waits, the same again": lambda _turn: people.form(WAITS),
        "waits, another entry": lambda turn: people.form(BESIDE) | {"name": f"Ada Example {turn % 97}"},
        "confirmed": lambda _turn: people.form(CONFIRMED),
        "said it was not them": lambda _turn: people.form(DISOWNED),
        "stopped all mail": lambda _turn: people.form(STOPPED),
        "blocked after a complaint": lambda _turn: people.form(BLOCKED),
    }
    with place.web() as ports:
        first = (_form(people.form(number), number) for number in (WAITS, BESIDE, CONFIRMED, DISOWNED))
        ask(ports, list(first), connections=1, seconds=10).require(303)
        with place.database.writing() as session:
            _make_known(session, session.get_one(Petition, petition_id))
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


def _make_known(session: Session, petition: Petition) -> None:
    confirmed = signature_of(session, petition, people.person(CONFIRMED).email)
    disowned = signature_of(session, petition, people.person(DISOWNED).email)
    if confirmed is None or disowned is None:
        raise LookupError("who is to be known has not signed")
    token = make_token(confirm_purpose(confirmed), confirmed.reference, confirmed.nonce)
    confirm(session, token=token)
    disown(session, token=make_token(NOT_ME_PURPOSE, disowned.reference, disowned.nonce))
    suppress(session, address=people.person(STOPPED).email, reason=SuppressionReason.UNSUBSCRIBED)
    suppress(session, address=people.person(BLOCKED).email, reason=SuppressionReason.COMPLAINED)


def _in_turn(kinds: dict[str, Callable[[int], dict[str, str]]], pairs: int) -> Iterator[bytes]:
    for turn in range(pairs):
        for form in kinds.values():
            yield _form(form(turn), turn)


def _form(form: dict[str, str], turn: int) -> bytes:
    # The answer names the code of the link, whoever it is given to; here all came by none.
    return post(PATH, form | {"via": ""}, x_forwarded_for=people.came_from(turn))


def _every(sent: Sent, first: int, step: int) -> Sent:
    return Sent(sent.seconds, sent.waits[first::step], sent.statuses, sent.lost, sent.answers[first::step])
