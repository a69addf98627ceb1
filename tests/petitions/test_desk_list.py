"""The desk finds few among many: page by page, every filter, without gaps, and along an index."""

import itertools
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.rules import Criteria
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState
from petitions.queries import rules, signatures
from petitions.queries.rules import busy_networks, preview
from petitions.queries.signatures import Filters, desk_page
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_quarantined_signature,
    an_invalidated_signature,
    an_open_petition,
    typed,
)

pytestmark = pytest.mark.slow

MAKERS = (a_confirmed_signature, a_pending_signature, a_confirmed_signature, a_quarantined_signature)
FIRST_DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def petition(database: Database) -> Petition:
    """Forty signatures: two countries, three codes, all states, over four days."""
    with database.writing() as session:
        petition = an_open_petition(session)
        for number in range(40):
            what = typed(country="FR" if number % 7 else "IS", via=("", "bakers", "miners")[number % 3])
            make = an_invalidated_signature if number == 21 else MAKERS[number % 4]
            signature = make(session, petition, what)
            signature.signed_at = FIRST_DAY + timedelta(days=number % 4, minutes=number)
    return petition


def leafed(session: Session, petition: Petition, filters: Filters) -> tuple[list[int], int]:
    """The ids of all pages, and how many pages there were."""
    found: list[int] = []
    after, pages = "", 0
    while True:
        shown = desk_page(session, petition, filters=filters, after=after, sees_names=True)
        found += [row.signature.row_id for row in shown.rows]
        pages += 1
        after = shown.after
        assert bool(after) or not shown.stopped_early
        if not after:
            return found, pages


def wanted(session: Session, filters: Filters) -> list[int]:
    """The same, by looking at every signature."""
    rows = [
        row
        for row in session.exec(select(Signature))
        if (filters.state is None or row.state is filters.state)
        and filters.country in ("", row.country)
        and filters.via in ("", row.via)
        and (filters.since is None or row.signed_at.date() >= filters.since)
        and (filters.until is None or row.signed_at.date() <= filters.until)
    ]
    order = sorted(rows, key=lambda row: (row.signed_at if filters.by_day else FIRST_DAY, row.row_id), reverse=True)
    return [row.row_id for row in order]


@pytest.mark.parametrize(
    "state", [None, SignatureState.CONFIRMED, SignatureState.QUARANTINED, SignatureState.INVALIDATED]
)
def test_leafing_through_any_filter_shows_each_once(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch, state: SignatureState | None
) -> None:
    monkeypatch.setattr(signatures, "A_DESK_PAGE", 3)
    monkeypatch.setattr(signatures, "LOOKED_THROUGH", 5)
    days = (FIRST_DAY + timedelta(days=1)).date()
    with database.reading() as session:
        for country, via, since, until in itertools.product(
            ("", "IS", "KZ"), ("", "bakers"), (None, days), (None, days)
        ):
            filters = Filters(state=state, country=country, via=via, since=since, until=until)
            assert leafed(session, petition, filters)[0] == wanted(session, filters), filters


def test_a_page_looks_through_so_many_and_says_so(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures, "LOOKED_THROUGH", 5)
    with database.reading() as session:
        filters = Filters(country="KZ", via="bakers")
        first = desk_page(session, petition, filters=filters, sees_names=True)
        assert (first.rows, first.stopped_early, bool(first.after)) == ([], 5, True)
        assert leafed(session, petition, filters) == ([], 3)
        # What an index answers alone is never looked through.
        for alone in (Filters(country="KZ"), Filters(state=SignatureState.QUARANTINED, country="KZ")):
            assert leafed(session, petition, alone) == ([], 1)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "newest"),
        (Filters(country="IS"), "by_country"),
        (Filters(via="bakers"), "by_via"),
        (Filters(since=FIRST_DAY.date()), "by_day"),
        (Filters(state=SignatureState.PENDING), "by_state"),
        (Filters(state=SignatureState.PENDING, country="IS"), "by_state_and_country"),
        (Filters(state=SignatureState.QUARANTINED, country="IS"), "by_state_and_country"),
    ],
)
def test_each_filter_has_its_index(database: Database, petition: Petition, filters: Filters, index: str) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows as a whole")
    plans: list[str] = []
    with database.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")
        connection = session.connection()

        def explain(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            if "FROM signature" in statement:
                raw = connection.connection.cursor()
                plans.append(str(raw.execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()))

        sa.event.listen(connection, "before_cursor_execute", explain)
        desk_page(session, petition, filters=filters, sees_names=True)
    assert re.findall(r"USING INDEX ix_signature_(\w+)", plans[0]) == [index]
    assert "TEMP B-TREE" not in plans[0]


def test_a_preview_says_when_it_looked_at_the_newest_only(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.reading() as session:
        rare = preview(session, petition, Criteria(country="IS"), shows_some=True)
        assert (rare.hits, rare.is_whole) == (5, True)  # one of six is out already
        assert len(rare.sample) == 5
        monkeypatch.setattr(rules, "LOOKED_AT_IN_PREVIEW", 10)
        some = preview(session, petition, Criteria(country="FR"), shows_some=False)
        assert (some.looked_at, some.is_whole, some.hits) == (10, False, 10)
        few = preview(session, petition, Criteria(country="IS", only_set_aside=True), shows_some=False)
        assert (few.hits, few.is_whole) == (2, True)


def test_the_busiest_networks_are_those_of_the_newest(
    database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as session:
        session.execute(sa.delete(SignatureSignal))
        for row in session.exec(select(Signature).order_by(sa.asc("id"))):
            session.add(
                SignatureSignal(
                    signature_id=row.row_id,
                    petition_id=petition.id,
                    network=1,
                    domain=1,
                    name_skeleton=1,
                    name_folded=1,
                    seen_at=utc_now(),
                )
            )
        session.flush()
        newest = session.execute(
            sa.select(sa.func.max(sa.column("id"))).select_from(sa.table("signature"))
        ).scalar_one()
        session.execute(sa.update(SignatureSignal).where(sa.column("signature_id") > newest - 8).values(network=2))
        assert [(each.number, each.signatures) for each in busy_networks(session, petition)] == [(1, 32), (2, 8)]
        monkeypatch.setattr(rules, "NETWORKS_OF", 10)
        found = {each.number: (each.signatures, each.set_aside) for each in busy_networks(session, petition)}
        assert found[2][0] == 8
        assert found[1][0] == 2
        assert sum(set_aside for _number, set_aside in found.values()) == 3
