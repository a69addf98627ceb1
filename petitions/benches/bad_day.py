"""What comes beside new signatures on a bad day: people confirm, press twice, have proofs of work; and mails leave."""

import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.mail.models import MailState, OutboxMail
from foundation.measuring.load import CannotMeasure, ask, percentile, post
from foundation.measuring.place import Place
from foundation.security.links import make_token
from foundation.security.proof_of_work import make_challenge, solve
from petitions.benches import people
from petitions.mailed_links import confirm_purpose
from petitions.models.signature import Signature, SignatureState

PATH = "/petitions/bench/signatures"
# Beside ten new signatures: so many confirm, so many press the button twice; and so many of the ten bring a proof.
OF, CONFIRM, TWICE, WITH_PROOF = 10, 3, 1, 3
MOST_LINKS = 20_000
# Found at once, so that the load is spent on asking.
EASY = 30


@dataclass
class Day:
    """Waits in seconds, apart by what was asked for."""

    seconds: float = 0.0
    share_of_a_core: float = 0.0
    waits: dict[str, list[float]] = field(default_factory=dict)
    mails: int = 0

    def figures(self, words: str) -> Mapping[str, float]:
        found = {
            f"{words}, client's share of a core": self.share_of_a_core,
            f"{words}, mails left/s": round(self.mails / self.seconds, 1),
        }
        for what, waits in self.waits.items():
            found[f"{words}, {what}/s"] = round(len(waits) / self.seconds, 1)
            for percent in (50, 99):
                found[f"{words}, {what} p{percent} ms"] = round(percentile(waits, percent) * 1000, 2)
        return found

    @property
    def signs_per_second(self) -> float:
        return len(self.waits["signs"]) / self.seconds


@contextmanager
def web_and_mail(place: Place) -> Iterator[list[int]]:
    """The web processes, and where they leave mail to a worker that one, too; it goes to a server that takes it all."""
    with place.web("smtp-sink") as [sink]:
        place.surroundings["SOLIDARITY_SMTP_URL"] = f"smtp://127.0.0.1:{sink}"
        try:
            worker = None if place.settings.embedded else place.start_web("worker", wait=False)
            with place.web(processes=place.web_processes) as ports:
                yield ports
            if worker is not None:
                worker.stop()
        finally:
            del place.surroundings["SOLIDARITY_SMTP_URL"]


def bad_day(
    place: Place, ports: list[int], numbers: Iterator[int], links: list[str], options: Namespace, *, rate: float = 0.0
) -> Day:
    """Raises CannotMeasure when anything but what was asked for was answered."""
    asked: dict[bytes, str] = {}
    before = _sent_mails(place)
    sent = ask(
        ports,
        _requests(numbers, links, asked),
        connections=options.connections if not rate else 256,
        seconds=options.seconds,
        rate=rate,
        keep_answers=True,
    )
    day = Day(sent.seconds, sent.share_of_a_core, mails=_sent_mails(place) - before)
    if sent.lost:
        raise CannotMeasure("%(lost)s requests were lost.", lost=sent.lost)
    for wait, (request, answer) in zip(sent.waits, sent.answers, strict=True):
        what = asked[request]
        if answer[9:12] != (b"200" if what == "confirmations" else b"303"):
            status = answer[9:12].decode()
            raise CannotMeasure("One of the %(what)s was answered with %(status)s.", what=what, status=status)
        day.waits.setdefault(what, []).append(wait)
    return day


def links_to_confirm(place: Place, petition_id: int) -> list[str]:
    """As they stand in the mails of those who signed last."""
    with place.database.reading() as session:
        return [make_token(confirm_purpose(one), one.reference, one.nonce) for one in _pending(session, petition_id)]


def wait_for_mail(place: Place, seconds: float) -> None:
    """Until the first has left: what starts up is not what is measured."""
    deadline = time.monotonic() + seconds
    before = _sent_mails(place)
    while _sent_mails(place) == before:
        if time.monotonic() > deadline:
            raise CannotMeasure("No mail leaves.")
        time.sleep(0.2)


def _requests(numbers: Iterator[int], links: list[str], asked: dict[bytes, str]) -> Iterator[bytes]:
    before = b""
    for number in numbers:
        form = people.form(number)
        if number % OF < WITH_PROOF:
            form["altcha"] = solve(make_challenge(utc_now(), largest=EASY))
        request = post(PATH, form, x_forwarded_for=people.came_from(number))
        asked[request] = "signs"
        yield request
        if number % OF >= OF - TWICE and before:
            again = before.replace(b"sec-fetch-site", b"Sec-Fetch-Site", 1)  # the same, and yet told apart here
            asked[again] = "pressed twice"
            yield again
        if number % OF < CONFIRM:
            if not links:
                raise CannotMeasure("There is nobody left to confirm: let it run for fewer seconds.")
            request_to_confirm = post(f"/confirm/{links.pop()}", {})
            asked[request_to_confirm] = "confirmations"
            yield request_to_confirm
        before = request


def _pending(session: Session, petition_id: int) -> list[Signature]:
    waiting = select(Signature).where(Signature.petition_id == petition_id, Signature.state == SignatureState.PENDING)
    return list(session.exec(waiting.order_by(col(Signature.id).desc()).limit(MOST_LINKS)))


def _sent_mails(place: Place) -> int:
    sent = sa.select(sa.func.count()).select_from(OutboxMail).where(col(OutboxMail.state) == MailState.SENT)
    with place.database.reading() as session:
        return session.scalar(sent) or 0
