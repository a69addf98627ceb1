"""`bench flood`: made-up signatures from one, from fifty and from thousands of networks, honest people in between."""

import random
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.database import Database
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from foundation.security.links import make_token
from petitions.actions.confirm import Presented, confirm_many
from petitions.actions.sign import make_ready, sign_many
from petitions.mailed_links import confirm_purpose
from petitions.models.consent import ConsentKind
from petitions.models.envelope import Person, email_digest
from petitions.models.judgement import Signals
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed, Words

SUMMARY = "how much of a flood is set aside, and whether anybody honest is lost"
SOURCES = (1, 50, 5000)
ONE_ROOF = 200
AT_ONCE = 200
SHARED, CATCH_ALL = "gmail.com", "flood.example.com"
LEAST_SET_ASIDE = 95.0
_WORDS = Words("Free Ada Example", "en")
_AGREED = {ConsentKind.COUNT: Words("I agree to this", "en")}


@dataclass(frozen=True)
class Visitor:
    email: str
    signals: Signals


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--number", type=int, default=10_000, help="signatures in each flood (default 10000)")


def run(place: Place, options: Namespace) -> Result:
    result = Result("flood")
    for sources in SOURCES:
        for domain in (SHARED, CATCH_ALL):
            words = f"{sources} sources, {'one domain that takes all mail' if domain == CATCH_ALL else 'shared domain'}"
            _measure(place, result, words, _bots(options.number, sources, domain))
    return result


def _measure(place: Place, result: Result, words: str, flood: Sequence[Visitor]) -> None:
    petition_id = place.make_petition(place.database, f"flood-{len(result.figures)}")
    with place.database.reading() as session:
        petition = session.get_one(Petition, petition_id)
    honest = _honest()
    mixed = [*flood, *honest]
    random.Random(41).shuffle(mixed)  # noqa: S311  # an order, not a secret
    began = time.perf_counter()
    for begin in range(0, len(mixed), AT_ONCE):
        with place.database.writing() as session:
            sign_many(session, [make_ready(petition, _typed(each)) for each in mixed[begin : begin + AT_ONCE]])
    seconds = time.perf_counter() - began
    share = 100 * _number(place.database, petition, flood, SignatureState.QUARANTINED) / len(flood)
    with place.database.writing() as session:
        confirm_many(session, _presented(session, petition, honest))
    lost = len(honest) - _number(place.database, petition, honest, SignatureState.CONFIRMED)
    result.figures |= {
        f"{words}: set aside %": round(share, 1),
        f"{words}: honest lost": lost,
        f"{words}: judged/s": round(len(mixed) / seconds),
    }
    result.met[f"{words}: nobody honest is lost"] = lost == 0
    if len({visitor.signals.network for visitor in flood}) <= 50:
        result.met[f"{words}: at least {LEAST_SET_ASIDE:.0f} % set aside"] = share >= LEAST_SET_ASIDE


def _bots(number: int, sources: int, domain: str) -> list[Visitor]:
    """They know the fields and nothing else: no stamp, no proof of work."""
    return [
        Visitor(f"u{n}@{domain}", Signals(network=10_000 + n % sources, has_stamp=False, has_proof=False))
        for n in range(number)
    ]


def _honest() -> list[Visitor]:
    """Two hundred under one roof, a tenth of them without a script, and some from everywhere."""
    congress = [
        Visitor(f"delegate{n}@union{n % 20}.example", Signals(network=1, has_proof=n % 10 > 0)) for n in range(ONE_ROOF)
    ]
    return congress + [Visitor(f"reader{n}@example.net", Signals(network=100 + n)) for n in range(ONE_ROOF)]


def _typed(visitor: Visitor) -> Typed:
    person = Person("Ada Example", "", visitor.email)
    return Typed(person, "NO", "en", _WORDS, _AGREED, signals=visitor.signals)


def _number(database: Database, petition: Petition, visitors: Sequence[Visitor], state: SignatureState) -> int:
    """How many of them are in this state."""
    digests = {email_digest(petition, visitor.email) for visitor in visitors}
    with database.reading() as session:
        found = session.execute(
            sa.select(col(Signature.email_digest)).where(
                col(Signature.petition_id) == petition.id, col(Signature.state) == state
            )
        ).scalars()
        return sum(bytes(digest) in digests for digest in found)


def _presented(session: Session, petition: Petition, visitors: Sequence[Visitor]) -> list[Presented]:
    """Everybody presses the button of their mail, some minutes later."""
    by_digest = {email_digest(petition, visitor.email): visitor for visitor in visitors}
    found = session.exec(select(Signature).where(col(Signature.email_digest).in_(by_digest))).all()
    return [
        Presented(
            make_token(confirm_purpose(signature), signature.reference, signature.nonce),
            by_digest[bytes(signature.email_digest or b"")].signals.network,
        )
        for signature in found
    ]
