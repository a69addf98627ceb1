"""Kept counters equal a recount; public figures move at full minutes, and hide small groups."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session

from foundation.database import Database
from petitions.actions.forget import forget_replies, forget_unconfirmed
from petitions.actions.push import set_organisations
from petitions.models.figures import Figures, next_goal
from petitions.models.tally import Tally, TallyKind
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.figures import counters_now, largest_tallies, milestones, public_figures, public_groups
from petitions.queries.signatures import desk_page, public_page
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    an_open_petition,
    typed,
)
from tests.house.statements import counted

NOON = "2026-05-01 12:00:00Z"


def test_public_figures_move_at_full_minutes_only(session: Session) -> None:
    with time_machine.travel("2026-05-01 12:00:20Z", tick=False) as clock:
        petition = an_open_petition(session)

        def shown() -> int:
            session.flush()
            session.refresh(petition)
            return public_figures(session, petition).confirmed

        seen = []
        for _ in range(9):
            a_confirmed_signature(session, petition)
            seen.append(shown())
            clock.shift(timedelta(seconds=20))
            seen.append(shown())
        # 12:00:20 … 12:00:40 nothing; then each full minute shows all that came before it.
        assert seen == [0, 0, 0, 2, 2, 2, 2, 2, 2, 5, 5, 5, 5, 5, 5, 8, 8, 8]


def test_a_clock_that_is_put_back_shows_the_true_count(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        a_confirmed_signature(session, petition)
        clock.shift(timedelta(hours=-1))
        session.refresh(petition)
        assert public_figures(session, petition).confirmed == 1


def test_groups_under_ten_are_not_published(session: Session) -> None:
    petition = an_open_petition(session)
    for country, number in (("NO", 10), ("FR", 9), ("KZ", 3)):
        for _ in range(number):
            a_confirmed_signature(session, petition, typed(country=country))
    assert counters_now(session, petition.id) == Figures(22, 0, 0, {"NO": 10})


def test_figures_are_those_of_the_groups_in_two_or_three_statements(session: Session, database: Database) -> None:
    """Every public page shows them; few show the groups."""
    petition = an_open_petition(session)
    shown = []
    with time_machine.travel(NOON, tick=False) as clock:
        for country, number in (("NO", 12), ("FR", 10), ("KZ", 3), ("NO", 4)):
            for _ in range(number):
                a_confirmed_signature(session, petition, typed(country=country, organisation="Bakers", via="miners"))
            clock.shift(timedelta(minutes=1))
            session.flush()
            session.refresh(petition)
            with counted(database) as statements:
                shown.append(public_figures(session, petition).countries)
            assert len(statements) <= 3, statements
            assert shown[-1] == public_groups(session, petition).countries
    # Of the last seven nothing is told yet.
    assert shown == [{"NO": 12}, *[{"NO": 12, "FR": 10}] * 3]


def test_endorsing_organisations_are_a_figure_of_their_own(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        set_organisations(session, campaign_id=petition.campaign_id, number=3)
        session.refresh(petition)
        assert public_figures(session, petition).organisations == 0
        clock.shift(timedelta(minutes=1))
        assert public_figures(session, petition) == Figures(0, 0, 3, {})


@pytest.mark.parametrize(
    ("confirmed", "wished", "goal"),
    [
        (0, None, 100),
        (99, None, 100),
        (100, None, 250),
        (249, None, 250),
        (250, None, 500),
        (999, None, 1000),
        (1000, None, 2500),
        (10, 5000, 5000),
        (5000, 5000, 10000),
        (7_000_000, None, 10_000_000),
    ],
)
def test_the_next_goal_is_always_a_little_ahead(confirmed: int, wished: int | None, goal: int) -> None:
    assert next_goal(confirmed, wished) == goal


def test_a_drifted_counter_is_noticed(session: Session) -> None:
    petition = an_open_petition(session)
    a_pending_signature(session, petition)
    a_confirmed_signature(session, petition)
    assert kept_counts(session, petition.id) == count_again(session, petition.id)
    session.execute(sa.update(Tally).values(confirmed=7))
    assert kept_counts(session, petition.id) != count_again(session, petition.id)


def test_lists_are_read_along_their_index(database: Database) -> None:
    """However many signatures there are, a page costs what a page holds."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows as a whole")
    plans: list[str] = []
    with database.writing() as session:
        petition = an_open_petition(session)
        connection = session.connection()

        def explain(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            if "FROM signature" in statement or "UPDATE signature" in statement:
                raw = connection.connection.cursor()
                plans.append(str(raw.execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()))

        sa.event.listen(connection, "before_cursor_execute", explain)
        public_page(session, petition)
        desk_page(session, petition, sees_names=True)
        forget_unconfirmed(session)
        forget_replies(session)
    used = [re.findall(r"USING (?:COVERING )?INDEX (\w+)", plan) for plan in plans]
    assert used == [["ix_signature_listed"], ["ix_signature_newest"], ["ix_signature_pending"], ["ix_signature_reply"]]


def test_groups_are_read_along_their_index(database: Database) -> None:
    """There may be as many organisations as signatures."""
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows as a whole")
    plans: list[str] = []
    with database.writing() as session:
        petition = an_open_petition(session)
        a_confirmed_signature(session, petition)
        connection = session.connection()

        def explain(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            raw = connection.connection.cursor()
            plans.append(str(raw.execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()))

        sa.event.listen(connection, "before_cursor_execute", explain)
        for kind in TallyKind:
            largest_tallies(session, petition.id, kind, least=10)
        milestones(session, petition.id, 1000)
    assert len(plans) == len(TallyKind) + 1
    assert all("ix_petition_tally_largest" in plan for plan in plans[:-1])
    assert "pk_petition_milestone" in plans[-1] or "sqlite_autoindex_petition_milestone" in plans[-1]
    assert not any("SCAN" in plan or "TEMP" in plan for plan in plans)
