"""One round of `bench kill`: twenty people sign and confirm, and at a moment that nobody expects something dies."""

import enum
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from foundation.measuring.load import Sent, ask, post
from foundation.measuring.place import Place
from foundation.measuring.web_process import WebProcess, kill_together
from foundation.security.links import make_token
from petitions.benches import people
from petitions.mailed_links import confirm_purpose
from petitions.models.envelope import email_digest
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState

CLIENTS = 20
MOST_SECONDS = 60.0
GOES_ON_WITHIN = 15.0


class Hit(enum.Enum):
    """`WRITER`: that process alone. The web process is killed some time later, when it has written by itself."""

    WHOLE = enum.auto()
    WRITER = enum.auto()


@dataclass
class Acknowledged:
    """What people were told is done, in all rounds: digests of the addresses that signed, with the made-up person's
    number; references of the signatures that were confirmed."""

    signed: dict[bytes, int] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)

    def numbers(self) -> list[int]:
        return list(self.signed.values())


@dataclass
class Round:
    """`after_writer`: acknowledged ones that were asked for when the writer was dead."""

    writers_killed: int = 0
    after_writer: int = 0
    refused: int = 0


@dataclass
class _Asked:
    """Requests and what they are about: the number of a person who signs, or the reference that a link confirms."""

    by_request: dict[bytes, tuple[str, int]] = field(default_factory=dict)
    after_writer: set[bytes] = field(default_factory=set)


class _Killer(threading.Thread):
    """Waits, kills, and in a round of the writer waits again and kills the rest."""

    def __init__(self, webs: list[WebProcess], asked: _Asked, hit: Hit, moments: random.Random) -> None:
        super().__init__(name="killer", daemon=True)
        self.webs, self.asked, self.hit = webs, asked, hit
        self.after, self.goes_on = moments.uniform(0.01, 2.0), moments.uniform(0.0, 0.5)
        self.writer_is_dead = False
        self.killed: list[int] = []

    def run(self) -> None:
        time.sleep(self.after)
        if self.hit is Hit.WRITER:
            self.killed = [pid for web in self.webs for pid in web.kill_forks()]
            self.writer_is_dead = True
            self._wait_for_answers()
            time.sleep(self.goes_on)
        self.killed += kill_together(self.webs)

    def _wait_for_answers(self) -> None:
        """Each client asks again when it was answered: so many requests are more than were under way."""
        deadline = time.monotonic() + GOES_ON_WITHIN
        while len(self.asked.after_writer) < 2 * CLIENTS and time.monotonic() < deadline:
            time.sleep(0.01)


def sign_until_killed(
    place: Place, petition_id: int, numbers: Iterator[int], told: Acknowledged, *, hit: Hit, moments: random.Random
) -> Round:
    with place.database.reading() as session:
        petition = session.get_one(Petition, petition_id)
        links = _links_to_confirm(session, petition_id)
    # Whoever opens the database next finds it as a dead process left it: nobody of ours holds it open meanwhile.
    place.database.engine.dispose()
    asked = _Asked()
    killer = _Killer(place.start_several(place.web_processes), asked, hit, moments)
    # Now and then at the very first request, else some time after the first answers.
    begins = 1 if moments.random() < 0.2 else 2 * CLIENTS
    requests = _requests(numbers, links, asked, killer, begins)
    ports = [web.port for web in killer.webs]
    sent = ask(ports, requests, connections=CLIENTS, seconds=MOST_SECONDS, keep_answers=True)
    if killer.ident is None:
        killer.start()  # everybody was done before it came to that
    killer.join()
    return _note(sent, asked, petition, told, Round(len(killer.killed)))


def _requests(
    numbers: Iterator[int], links: list[tuple[int, str]], asked: _Asked, killer: _Killer, begins: int
) -> Iterator[bytes]:
    def noted(request: bytes, what: tuple[str, int]) -> bytes:
        asked.by_request[request] = what
        if killer.writer_is_dead:
            asked.after_writer.add(request)
        return request

    for number in numbers:
        if len(asked.by_request) >= begins and killer.ident is None:
            killer.start()
        signing = post("/petitions/bench/signatures", people.form(number), x_forwarded_for=people.came_from(number))
        yield noted(signing, ("signed", number))
        if links and number % 3 == 0:
            reference, token = links.pop()
            yield noted(post(f"/confirm/{token}", {}), ("confirmed", reference))


def _note(sent: Sent, asked: _Asked, petition: Petition, told: Acknowledged, found: Round) -> Round:
    for request, answer in sent.answers:
        what, number = asked.by_request[request]
        status = answer[9:12]
        if what == "signed" and status == b"303":
            told.signed[email_digest(petition, people.person(number).email)] = number
        elif what == "confirmed" and status == b"200":
            told.confirmed.add(number)
        else:
            found.refused += 1
            continue
        found.after_writer += request in asked.after_writer
    return found


def _links_to_confirm(session: Session, petition_id: int) -> list[tuple[int, str]]:
    waiting = session.exec(
        select(Signature)
        .where(
            Signature.petition_id == petition_id,
            col(Signature.state).in_((SignatureState.PENDING, SignatureState.QUARANTINED)),
            col(Signature.confirmed_at).is_(None),
        )
        .order_by(col(Signature.id).desc())
        .limit(500)
    )
    return [
        (signature.reference, make_token(confirm_purpose(signature), signature.reference, signature.nonce))
        for signature in waiting
    ]
