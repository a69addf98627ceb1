"""`bench kill`: the web process is killed while people sign and confirm, again and again. Nothing acknowledged may be
missing, and nothing may be there by half.
"""

import hashlib
import itertools
import random
import threading
import time
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.mail.models import OutboxMail
from foundation.measuring.load import ask, post
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from foundation.security.links import make_token
from petitions.actions.mails import CONFIRM_MAIL
from petitions.benches import people
from petitions.mailed_links import confirm_purpose
from petitions.models.consent import Consent
from petitions.models.envelope import email_digest
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.queries.counting import count_again, kept_counts, one_moment

SUMMARY = "kill the web process while 20 people sign, start it again, and look for what is missing"
CLIENTS = 20
# After a kill PostgreSQL may still be busy with what it was told last.
LOOKS = 5


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=20, help="how often it is killed (default 20)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which it is killed")


@dataclass
class Acknowledged:
    """What people were told is done: addresses that signed, tokens that confirmed."""

    signed: list[str] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)


def run(place: Place, options: Namespace) -> Result:
    petition_id = place.make_petition(place.database, "bench")
    moments = random.Random(options.seed)  # noqa: S311  # moments, not secrets
    numbers = itertools.count(1)
    told = Acknowledged()
    missing = halves = drifts = 0
    began = time.perf_counter()
    for _round in range(options.rounds):
        _sign_until_killed(place, petition_id, numbers, told, after=moments.uniform(0.01, 1.0))
        new_missing, new_halves, new_drifts = _look_again(place, petition_id, told)
        missing, halves, drifts = missing + new_missing, halves + new_halves, drifts + new_drifts
    result = Result("kill")
    result.figures = {
        "database": place.kind,
        "rounds": options.rounds,
        "minutes": round((time.perf_counter() - began) / 60, 1),
        "acknowledged signatures": len(told.signed),
        "acknowledged confirmations": len(told.confirmed),
        "missing": missing,
        "half rows": halves,
        "rounds with counters that drifted": drifts,
    }
    result.met = {
        "every acknowledged signature and confirmation is there": missing == 0 and bool(told.signed),
        "no signature without its consents and its mail, or the other way round": halves == 0,
        "counters equal a recount": drifts == 0,
    }
    if place.settings.embedded:
        found = _in_clear(place, told.signed[:: max(1, len(told.signed) // 40)])
        result.figures["addresses, their plain hashes or network addresses in the files"] = found
        result.met["no address, plain hash or network address on the disk"] = found == 0
    return result


def _sign_until_killed(
    place: Place, petition_id: int, numbers: Iterator[int], told: Acknowledged, *, after: float
) -> None:
    links = _links_to_confirm(place, petition_id)
    # Now and then at the very first request, else some time after the first answers.
    begins = 1 if int(after * 1000) % 5 == 0 else 2 * CLIENTS
    requests: dict[bytes, str | int] = {}

    def stream() -> Iterator[bytes]:
        for number in numbers:
            form = people.form(number)
            request = post("/petitions/bench/signatures", form, x_forwarded_for=people.came_from(number))
            requests[request] = form["email"]
            if len(requests) >= begins and killer.ident is None:
                killer.start()
            yield request
            if links and number % 3 == 0:
                reference, token = links.pop()
                request = post(f"/confirm/{token}", {})
                requests[request] = reference
                yield request

    web = place.start_web()
    killer = threading.Timer(after, web.kill)
    sent = ask([web.port], stream(), connections=CLIENTS, seconds=60, keep_answers=True)
    if killer.ident is None:
        killer.start()  # everybody was done before it came to that
    killer.join()
    for request, answer in sent.answers:
        what = requests[request]
        if isinstance(what, str) and answer[9:12] == b"303":
            told.signed.append(what)
        elif isinstance(what, int) and answer[9:12] == b"200":
            told.confirmed.append(what)


def _links_to_confirm(place: Place, petition_id: int) -> list[tuple[int, str]]:
    with place.database.reading() as session:
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


def _look_again(place: Place, petition_id: int, told: Acknowledged) -> tuple[int, int, int]:
    found = (0, 0, 0)
    for _look in range(LOOKS):
        with place.database.reading() as session:
            found = _look_at(session, petition_id, told)
        if not any(found):
            return found
        time.sleep(0.5)
    return found


def _look_at(session: Session, petition_id: int, told: Acknowledged) -> tuple[int, int, int]:
    """Missing, halves, and whether the counters have drifted."""
    one_moment(session)
    petition = session.get_one(Petition, petition_id)
    own = col(Signature.petition_id) == petition_id
    digests = set(session.scalars(sa.select(col(Signature.email_digest)).where(own)))
    missing = sum(email_digest(petition, address) not in digests for address in told.signed)
    counted = set(
        session.scalars(sa.select(col(Signature.reference)).where(own, col(Signature.confirmed_at).is_not(None)))
    )
    missing += sum(reference not in counted for reference in told.confirmed)
    consented = sa.select(col(Consent.signature_id))
    mailed = sa.select(col(OutboxMail.subject_id)).where(col(OutboxMail.kind) == CONFIRM_MAIL)
    halves = _number(
        session, Signature, sa.or_(col(Signature.id).not_in(consented), col(Signature.reference).not_in(mailed))
    )
    halves += _number(session, OutboxMail, col(OutboxMail.subject_id).not_in(sa.select(col(Signature.reference))))
    return missing, halves, int(kept_counts(session, petition_id) != count_again(session, petition_id))


def _number(session: Session, table: type[Signature] | type[OutboxMail], where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(where)) or 0


def _in_clear(place: Place, addresses: list[str]) -> int:
    """How often something that should be sealed stands in the database file or its write-ahead log."""
    needles = {b"2001:db8:"}
    for address in addresses:
        for spelling in {address, address.upper(), urlencode({"": address})[1:]}:
            needles.add(spelling.encode())
            for name in ("md5", "sha1", "sha256", "sha512"):
                digest = hashlib.new(name, spelling.encode())
                needles |= {digest.digest(), digest.hexdigest().encode()}
            for space in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL):
                named = uuid.uuid5(space, spelling)
                needles |= {named.bytes, named.hex.encode(), str(named).encode()}
    files = [path.read_bytes() for path in place.folder.iterdir() if path.name.startswith(("solidarity", "web.log"))]
    return sum(file.count(needle) for file in files for needle in needles)
