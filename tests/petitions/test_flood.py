"""Floods of made-up signatures from one, from fifty and from thousands of networks, with honest people in between."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, col, select

from petitions.actions.confirm import confirm
from petitions.actions.sign import sign
from petitions.models.envelope import email_digest
from petitions.models.judgement import Signals
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed
from petitions.queries.counting import count_again, kept_counts
from tests.factories.petitions import an_open_petition, confirm_token, typed

NOON = "2026-05-01 12:00:00Z"
HONEST = 200
ONE_ROOF = 77
CATCH_ALL = "flood.example.com"


@dataclass(frozen=True)
class Person:
    email: str
    signals: Signals


def bots(number: int, sources: int, domain: str) -> list[Person]:
    """They know the fields and nothing else: no stamp, no proof of work."""
    signals = Signals(has_stamp=False, has_proof=False)
    return [Person(f"u{n}@{domain}", replace(signals, network=10_000 + n % sources)) for n in range(number)]


def honest() -> list[Person]:
    """Two hundred behind one address, a tenth of them without a script; and some from everywhere."""
    congress = [
        Person(f"delegate{n}@union{n % 20}.example", Signals(network=ONE_ROOF, has_proof=n % 10 > 0))
        for n in range(HONEST)
    ]
    return congress + [Person(f"reader{n}@example.net", Signals(network=500 + n)) for n in range(20)]


def arrive(session: Session, petition: Petition, people: list[Person], clock: time_machine.Traveller) -> None:
    for person in people:
        sign(session, petition=petition, typed=_typed(person))
        clock.shift(timedelta(seconds=0.5))


def _typed(person: Person) -> Typed:
    return replace(typed(person.email), signals=person.signals)


def signature_of(session: Session, petition: Petition, email: str) -> Signature:
    return session.exec(select(Signature).where(Signature.email_digest == email_digest(petition, email))).one()


def states(session: Session, petition: Petition, people: list[Person]) -> dict[SignatureState, int]:
    digests = [email_digest(petition, person.email) for person in people]
    rows = session.execute(
        sa.select(col(Signature.state), sa.func.count())
        .where(col(Signature.email_digest).in_(digests))
        .group_by(col(Signature.state))
    )
    return {row[0]: row[1] for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "sources", "domain"),
    [(400, 1, "gmail.com"), (2500, 50, "gmail.com"), (500, 50, CATCH_ALL), (500, 5000, CATCH_ALL)],
)
def test_a_flood_is_set_aside_and_nobody_honest_is_lost(
    session: Session, number: int, sources: int, domain: str
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        flood, people = bots(number, sources, domain), honest()
        mixed = flood + people
        random.Random(41).shuffle(mixed)
        arrive(session, petition, mixed, clock)
        assert states(session, petition, flood)[SignatureState.QUARANTINED] >= 0.95 * number
        assert kept_counts(session, petition.id) == count_again(session, petition.id)

        clock.shift(timedelta(minutes=3))
        for person in people:
            token = confirm_token(signature_of(session, petition, person.email))
            confirm(session, token=token, network=person.signals.network)
        session.flush()
        assert states(session, petition, people) == {SignatureState.CONFIRMED: len(people)}
        session.expire_all()
        assert kept_counts(session, petition.id) == count_again(session, petition.id)
        assert kept_counts(session, petition.id).confirmed == len(people)


def test_a_domain_that_confirms_by_itself_in_bulk_stays_set_aside(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        flood = bots(300, 5000, CATCH_ALL)
        for person in flood:
            sign(session, petition=petition, typed=_typed(person))
            clock.shift(timedelta(seconds=3))
            token = confirm_token(signature_of(session, petition, person.email))
            confirm(session, token=token, network=person.signals.network)
        session.flush()
        found = states(session, petition, flood)
        assert found[SignatureState.QUARANTINED] >= 0.9 * len(flood)
        session.expire_all()
        assert kept_counts(session, petition.id) == count_again(session, petition.id)


def test_a_union_that_signs_from_its_own_domain_is_counted(session: Session) -> None:
    """A hundred members, one domain, one office; a third without a script. They read their mail before they press."""
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        members = [
            Person(f"member{n}@bakers.example", Signals(network=ONE_ROOF, has_proof=n % 3 > 0)) for n in range(100)
        ]
        arrive(session, petition, members, clock)
        clock.shift(timedelta(minutes=1))
        for person in members:
            token = confirm_token(signature_of(session, petition, person.email))
            confirm(session, token=token, network=ONE_ROOF)
        session.flush()
        assert states(session, petition, members) == {SignatureState.CONFIRMED: 100}
