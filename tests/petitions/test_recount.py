"""Kept counters that have drifted are found, reported without anybody's name, and put right."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry
from foundation.database import Database
from petitions.actions.forget_groups import forget_some_groups
from petitions.actions.recount import recount
from petitions.actions.withdraw import withdraw
from petitions.jobs import count_all_again
from petitions.models.petition import Petition
from petitions.models.tally import Recount, Tally, TallyKind
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.figures import public_figures
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_withdrawn_signature,
    an_open_petition,
    typed,
    withdraw_token,
)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        petition = an_open_petition(session)
        for country in ("FR", "FR", "KZ"):
            a_confirmed_signature(session, petition, typed(country=country, organisation="Example Bakers", via="ex"))
        a_pending_signature(session, petition)
        a_withdrawn_signature(session, petition)
    return petition


def plant(session: Session, kind: TallyKind, number: int) -> None:
    session.execute(sa.update(Tally).where(col(Tally.kind) == kind).values(confirmed=number))


def test_what_is_right_stays_as_it_is(database: Database, petition: Petition) -> None:
    assert recount(database, petition_id=petition.id) == {}
    with database.reading() as session:
        assert session.get_one(Recount, petition.id).drifted_at is None
        assert session.exec(select(AuditEntry)).all() == []


def test_planted_drift_is_found_reported_and_put_right(
    database: Database, petition: Petition, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as session:
        session.execute(sa.update(Petition).values(confirmed=8, waiting=0))
        plant(session, TallyKind.DAY, 5)
        session.execute(sa.delete(Tally).where(col(Tally.kind) == TallyKind.ORGANISATION))
        session.execute(sa.delete(Tally).where(col(Tally.key) == "KZ"))
        session.add(Tally(petition_id=petition.id, kind=TallyKind.COUNTRY, key="XX", confirmed=2))
        session.add(Tally(petition_id=petition.id, kind=TallyKind.PARTNER, key="nobody", confirmed=1))
    with caplog.at_level(logging.WARNING):
        count_all_again(database)
    drift = {"waiting": 1, "confirmed": -5, "day": 1, "country": 2, "organisation": 1, "partner": 1}
    with database.reading() as session:
        assert kept_counts(session, petition.id) == count_again(session, petition.id)
        bakers = session.exec(select(Tally).where(Tally.kind == TallyKind.ORGANISATION)).one()
        assert bakers.name == "Example Bakers"
        found = session.get_one(Recount, petition.id)
        assert found.drift == drift
        assert found.drifted_at == found.counted_at
        trail = session.exec(select(AuditEntry)).one()
        assert (trail.act, trail.user_id) == ("petition.counts_put_right", None)
    assert str(drift) in caplog.text
    for secret in ("Bakers", "Modèle", "free-ada"):
        assert secret not in caplog.text
        assert secret not in trail.detail
    assert recount(database, petition_id=petition.id) == {}


def test_the_report_stays_when_the_next_night_finds_nothing(database: Database, petition: Petition) -> None:
    with time_machine.travel("2026-05-02 02:41:00Z", tick=False) as clock:
        with database.writing() as session:
            session.execute(sa.update(Petition).values(confirmed=4))
        recount(database, petition_id=petition.id)
        clock.shift(timedelta(days=1))
        recount(database, petition_id=petition.id)
    with database.reading() as session:
        found = session.get_one(Recount, petition.id)
    assert found.drifted_at == found.counted_at - timedelta(days=1)
    assert found.drift == {"confirmed": -1}


def test_the_public_is_shown_the_repair_at_the_next_minute(database: Database, petition: Petition) -> None:
    with time_machine.travel("2026-06-02 02:41:00Z", tick=False) as clock:
        with database.writing() as session:
            session.execute(sa.update(Petition).values(confirmed=30))
        recount(database, petition_id=petition.id)
        with database.reading() as session:
            assert public_figures(session, session.get_one(Petition, petition.id)).confirmed == 30
        clock.shift(timedelta(minutes=1))
        with database.reading() as session:
            assert public_figures(session, session.get_one(Petition, petition.id)).confirmed == 3


def test_a_counter_that_is_too_low_stops_nobody_from_withdrawing(database: Database, petition: Petition) -> None:
    with database.writing() as session:
        signature = a_confirmed_signature(session, petition)
        session.execute(sa.update(Petition).values(confirmed=0))
        for kind in TallyKind:
            plant(session, kind, 0)
        withdraw(session, token=withdraw_token(signature))
    recount(database, petition_id=petition.id)
    with database.reading() as session:
        assert kept_counts(session, petition.id) == count_again(session, petition.id)
        assert session.get_one(Petition, petition.id).confirmed == 3


def test_anonymising_keeps_organisations_of_ten_and_more_only(session: Session) -> None:
    petition = an_open_petition(session)
    for name, number in (("Example Bakers", 10), ("Few", 9)):
        for _ in range(number):
            a_confirmed_signature(session, petition, typed(organisation=name))
    forget_some_groups(session, petition_id=petition.id)
    kept = session.exec(select(Tally).where(Tally.kind == TallyKind.ORGANISATION)).all()
    assert [tally.name for tally in kept] == ["Example Bakers"]


def test_a_petition_that_is_gone_is_nothing_to_count(database: Database) -> None:
    assert recount(database, petition_id=1) == {}
