"""`bench seed N`: a petition with N plausible signatures, its counters and tallies right."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import Database
from foundation.measuring.load import CannotMeasure
from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.actions.agreements import keep_words
from petitions.actions.counting import Change, count_changes
from petitions.actions.forget_signals import NETWORKS_KEPT
from petitions.actions.sign import AT_FIRST, new_row
from petitions.benches import people
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import Person, seal_person, shown_name
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal, domain_number, domain_of, name_numbers
from petitions.models.signature import Signature, SignatureState, StateBefore, WebVisibility
from petitions.models.tally import TallyKind
from petitions.models.typed import Typed, Words
from petitions.queries.counting import count_again, kept_counts

SUMMARY = "fill a petition with N plausible signatures in many scripts"
AT_ONCE = 5000
OVER_DAYS = 60
# From one country, however many there are in all.
RARE_ONES = 60
MOST = 10_000_000
_WORDS = Words("Free Ada Example", "en")
_AGREED = {kind: Words(f"I agree to this: {kind.value}", "en") for kind in ConsentKind}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("--keep", metavar="FOLDER", help="a new data directory in which all this is to stay")


def run(place: Place, options: Namespace) -> Result:
    if not 0 < options.number <= MOST:
        raise CannotMeasure("N is a number from 1 to %(most)s.", most=MOST)
    petition_id = place.make_petition(place.database, "bench")
    began = time.perf_counter()
    fill(place.database, petition_id, options.number)
    seconds = time.perf_counter() - began
    result = Result("seed")
    result.figures = {
        "database": place.settings.effective_database_url.partition("://")[0],
        "signatures": options.number,
        "seconds": round(seconds, 1),
        "signatures/s": round(options.number / seconds, 1),
    }
    with place.database.reading() as session:
        kept = kept_counts(session, petition_id)
        result.figures |= {
            "confirmed": kept.confirmed,
            "waiting": kept.waiting,
            "countries": len(kept.of(TallyKind.COUNTRY)),
        }
        result.met["kept counters equal a recount"] = kept == count_again(session, petition_id)
    return result


def fill(database: Database, petition_id: int, number: int, *, first: int = 0) -> None:
    """Adds signatures `first` … `first + number - 1`, a few thousand in each transaction. Four in five are confirmed,
    over the last two months, the oldest first; one in five hundred is set aside or taken out; no mails are queued.
    """
    now = utc_now()
    with database.writing() as session:
        keep_words(session, [_WORDS, *_AGREED.values()])
        petition = session.get_one(Petition, petition_id)
    for begin in range(first, first + number, AT_ONCE):
        numbers = range(begin, min(begin + AT_ONCE, first + number))
        with database.writing() as session:
            rows = [_signature(petition, one, one - first, number, now) for one in numbers]
            _insert(session, rows)
            _insert_signals(session, petition, rows, numbers, now)
            changes = [_change(row, people.person(one)) for row, one in zip(rows, numbers, strict=True)]
            # Each batch in a minute of its own, long past: figures stand still for the minute in which they change.
            count_changes(session, changes, now=rows[0]["signed_at"])
    with database.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")


def _moment(place: int, number: int, now: datetime) -> datetime:
    return now - timedelta(hours=1) - timedelta(days=OVER_DAYS) * ((number - place) / number)


def _signature(petition: Petition, number: int, place: int, in_all: int, now: datetime) -> dict[str, Any]:
    moment = _moment(place, in_all, now)
    is_rare = place % max(1, in_all // RARE_ONES) == 0 and in_all > RARE_ONES
    person = people.person(number)
    web = list(WebVisibility)[number % 4]
    typed = Typed(
        person=person,
        country=people.RARE_COUNTRY if is_rare else people.country(number),
        language=people.LANGUAGES[number % 2],
        signed_words=_WORDS,
        consents={},
        web_visibility=web,
        via=people.PARTNERS[number % len(people.PARTNERS)],
    )
    row = {**AT_FIRST, **new_row(petition, typed, moment)}
    if number % 500 == 0:
        state = SignatureState.INVALIDATED if number % 1000 else SignatureState.QUARANTINED
        row |= {"state": state, "state_before": StateBefore.PENDING}
    elif number % 5:
        keeps = number % 10 == 1
        row |= {
            "state": SignatureState.CONFIRMED,
            "confirmed_at": moment + timedelta(minutes=7),
            "keeps_address": keeps,
            "shown_name": shown_name(person.name, web),
        }
        if not keeps:
            row["envelope"] = seal_person(Person(person.name, person.organisation), row["reference"])
    return row


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    """Ids are given here, so that one statement takes all rows, and consents can follow."""
    connection = session.connection()
    newest = connection.scalar(sa.select(sa.func.coalesce(sa.func.max(col(Signature.id)), 0))) or 0
    for row_id, row in enumerate(rows, start=newest + 1):
        row["id"] = row_id
    connection.execute(sa.insert(Signature), rows)
    connection.execute(sa.insert(Consent), list(_consents(rows)))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('signature', 'id'), max(id)) FROM signature")


def _insert_signals(
    session: Session, petition: Petition, rows: list[dict[str, Any]], numbers: range, now: datetime
) -> None:
    """As they are a while afterwards: networks are forgotten after a month."""
    domains: dict[str, int] = {}
    names: dict[str, tuple[int, int] | tuple[None, None]] = {}
    signals = []
    for row, number in zip(rows, numbers, strict=True):
        person = people.person(number)
        domain = domain_of(person.email)
        if domain not in domains:
            domains[domain] = domain_number(petition, domain)
        if person.name not in names:
            names[person.name] = name_numbers(petition, person.name)
        signals.append(
            {
                "signature_id": row["id"],
                "petition_id": petition.id,
                "network": number % people.NETWORKS if row["signed_at"] > now - NETWORKS_KEPT else None,
                "domain": domains[domain],
                "name_skeleton": names[person.name][0],
                "name_folded": names[person.name][1],
                "looks_alike": number % 5003 == 0,
                "score": 0,
                "reasons": "",
                "seen_at": row["signed_at"],
            }
        )
    session.connection().execute(sa.insert(SignatureSignal), signals)


def _consents(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for kind in (ConsentKind.COUNT, *((ConsentKind.UPDATES,) if row["keeps_address"] else ())):
            yield {
                "signature_id": row["id"],
                "kind": kind,
                "text_version": _AGREED[kind].version,
                "language": row["language"],
                "given_at": row["signed_at"],
                "withdrawn_at": None,
            }


def _change(row: dict[str, Any], person: Person) -> Change:
    state: SignatureState = row["state"]
    if not state.counts:
        return Change(row["petition_id"], waiting=int(state.waits))
    return Change(
        row["petition_id"],
        confirmed=1,
        day=row["confirmed_at"].date().isoformat(),
        country=row["country"],
        organisation=person.organisation,
        via=row["via"],
    )
