"""A page of one petition costs what a page holds, however many signatures newer petitions have."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from foundation.database import Database
from petitions.benches.people import RARE_COUNTRY
from petitions.benches.seed import fill
from petitions.models.petition import Petition
from petitions.models.rules import Criteria
from petitions.models.signature import SignatureState
from petitions.queries import rules
from petitions.queries.quarantine import quarantine_page
from petitions.queries.signatures import Filters, desk_page, public_page
from tests.factories.accounts import an_organisation
from tests.factories.petitions import an_open_petition

pytestmark = pytest.mark.slow

LONG_AGO = date(2020, 1, 1)
FILTERS = (
    Filters(),
    Filters(country="NO"),
    Filters(country=RARE_COUNTRY),
    Filters(via="bakers"),
    Filters(since=LONG_AGO),
    Filters(state=SignatureState.PENDING),
    Filters(state=SignatureState.PENDING, country="NO"),
    Filters(state=SignatureState.CONFIRMED),
)
CRITERIA = (Criteria(country="NO"), Criteria(via="bakers"), Criteria(looks_alike=True), Criteria(only_set_aside=True))
# A few of its own may be gone through and not shown; those of the newer one are far more.
MOST_ROWS = 1500
NEWER, OLDER = 4000, 6000


@pytest.fixture
def older(database: Database) -> Petition:
    """Most signatures are its own: so a planner thinks that the newest of all are, too. They are of another one."""
    with database.writing() as session:
        older = an_open_petition(session, slug="older")
        newer = an_open_petition(session, an_organisation(session, name="Dockers"), slug="newer")
    fill(database, older.id, OLDER)
    fill(database, newer.id, NEWER)
    return older


@contextmanager
def rows_read(session: Session, database: Database) -> Iterator[list[tuple[int, str]]]:
    """Of each statement that reads signatures inside: how many rows PostgreSQL took in its busiest step, and the plan.
    SQLite counts no rows, but says where it goes through all of them, or sorts more than what it took before."""
    found: list[tuple[int, str]] = []
    on_postgresql = database.engine.dialect.name == "postgresql"

    def explain(_conn: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "FROM signature" not in statement:
            return
        apart = cursor.connection.cursor()
        if on_postgresql:
            [(plan,)] = apart.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, parameters).fetchall()
            found.append((busiest(plan[0]["Plan"]), json.dumps(plan)))
        else:
            plan = str(apart.execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall())
            sorts = "TEMP B-TREE FOR ORDER" in plan and "MATERIALIZE" not in plan
            goes_through_all = sorts or re.search(r"SCAN signature|\(rowid[<>]", plan)
            found.append((OLDER + NEWER if goes_through_all else 0, plan))

    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", explain)
    yield found
    sa.event.remove(connection, "before_cursor_execute", explain)


def busiest(plan: dict[str, Any]) -> int:
    own = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return max([int(own), *(busiest(part) for part in plan.get("Plans", ()))])


def pages(petition: Petition) -> dict[str, Callable[[Session], object]]:
    found: dict[str, Callable[[Session], object]] = {
        "signatories": lambda session: public_page(session, petition),
        "set aside": lambda session: quarantine_page(session, petition, after=""),
    }
    for filters in FILTERS:
        found[str(filters)] = lambda session, f=filters: desk_page(session, petition, filters=f, sees_names=False)  # type: ignore[misc]  # mypy sees no type of a default
    return found


def test_a_page_reads_no_row_of_a_newer_petition(database: Database, older: Petition) -> None:
    with database.reading() as session:
        for name, page in pages(older).items():
            with rows_read(session, database) as read:
                page(session)
            assert read, name
            assert [(rows, plan) for rows, plan in read if rows > MOST_ROWS] == [], name


def test_rules_read_no_row_of_a_newer_petition(
    database: Database, older: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LOOKED_AT_IN_PREVIEW", 50)
    monkeypatch.setattr(rules, "NETWORKS_OF", 50)
    with database.reading() as session:
        for criteria in CRITERIA:
            with rows_read(session, database) as read:
                rules.preview(session, older, criteria, shows_some=True)
            assert [(rows, plan) for rows, plan in read if rows > MOST_ROWS] == [], criteria


def test_pages_are_in_the_order_of_signing(database: Database, older: Petition) -> None:
    with database.reading() as session:
        by_id = [row.signature.row_id for row in desk_page(session, older, sees_names=False).rows]
        assert by_id == sorted(by_id, reverse=True)
        days = desk_page(session, older, filters=Filters(since=LONG_AGO, country="NO"), sees_names=False)
        moments = [row.signature.signed_at for row in days.rows]
        assert moments == sorted(moments, reverse=True)
        assert {row.signature.petition_id for row in days.rows} == {older.id}
        assert session.exec(select(Petition).where(Petition.slug == "older")).one().confirmed > 0
        assert moments[-1] > datetime.combine(LONG_AGO, time.min, UTC)
