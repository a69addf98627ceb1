"""What the public is told of groups: none under ten, also not by subtracting, and not by looking twice."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from petitions.actions.hide_group import look_at_names
from petitions.actions.withdraw import withdraw
from petitions.models.figures import milestones_between
from petitions.models.groups import Groups, Span, nameable, spans_of, steps_of
from petitions.models.petition import Petition
from petitions.models.tally import TallyKind
from petitions.models.telling import Published, Told, published_from_json
from petitions.queries.figures import last_milestone, milestones, names_to_look_at, public_figures, public_groups
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import a_partner
from tests.factories.petitions import a_confirmed_signature, an_open_petition, typed, withdraw_token

NOON = "2026-05-01 12:00:00Z"
MAY = date(2026, 5, 1)

sizes = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 40), max_size=12)
days = st.dictionaries(st.integers(0, 900).map(lambda n: MAY + timedelta(days=n)), st.integers(0, 30), max_size=40)


@given(sizes, st.integers(0, 30))
def test_no_group_under_ten_can_be_read_or_worked_out(groups: dict[str, int], in_no_group: int) -> None:
    confirmed = sum(groups.values()) + in_no_group
    named = nameable(groups, confirmed)
    assert all(named[key] == groups[key] >= 10 for key in named)
    left_over = confirmed - sum(named.values())
    assert left_over == 0 or left_over >= 10 or not named


def test_a_lone_small_group_takes_the_smallest_named_one_with_it() -> None:
    assert nameable({"NO": 40, "FR": 12, "KZ": 3}, 55) == {"NO": 40}
    assert nameable({"NO": 40, "FR": 12, "KZ": 3, "TR": 7}, 62) == {"NO": 40, "FR": 12}
    assert nameable({"NO": 40, "FR": 12}, 52) == {"NO": 40, "FR": 12}


@given(days)
def test_every_signature_is_in_a_span_of_ten_or_more(by_day: dict[date, int]) -> None:
    spans = spans_of(by_day)
    everybody = sum(by_day.values())
    assert sum(span.confirmed for span in spans) == (everybody if everybody >= 10 else 0)
    assert all(span.confirmed >= 10 and span.first <= span.last for span in spans)
    assert all(one.last < another.first for one, another in pairwise(spans))
    for span in spans:
        inside = (by_day.get(span.first + timedelta(days=n), 0) for n in range(span.days))
        assert span.confirmed == sum(inside)


def test_small_days_are_told_together() -> None:
    by_day = dict(zip((MAY + timedelta(days=n) for n in range(7)), (12, 3, 0, 8, 0, 20, 4), strict=True))
    assert spans_of(by_day) == (
        Span(MAY, MAY, 12),
        Span(date(2026, 5, 2), date(2026, 5, 4), 11),
        Span(date(2026, 5, 6), date(2026, 5, 7), 24),
    )


@pytest.mark.parametrize(("length", "steps"), [(92, 92), (93, 14), (732, 106), (733, 25)])
def test_a_long_campaign_is_told_in_weeks_or_months(length: int, steps: int) -> None:
    by_day = {MAY: 10, MAY + timedelta(days=length - 1): 10}
    found = steps_of(by_day)
    assert len(found) == steps
    assert sum(step.days for step in found) == length


@given(sizes, days)
def test_groups_are_kept_as_they_were_told(groups: dict[str, int], by_day: dict[date, int]) -> None:
    named = nameable(groups, 1000)
    told = Groups(1000, None, spans_of(by_day), named, tuple(named.items()), named)
    kept = Published(told, Told(1000, 1, datetime(2026, 5, 1, 12, tzinfo=UTC), {TallyKind.COUNTRY: groups}))
    again = published_from_json(json.loads(json.dumps(kept.as_json(), sort_keys=True)))
    assert again == kept
    assert list(again.shown.countries) == list(told.countries)


def test_the_public_is_told_of_groups_with_every_tenth_signature(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        seen = []
        for number in range(1, 31):
            a_confirmed_signature(session, petition, typed(country="NO" if number % 2 else "FR"))
            clock.shift(timedelta(minutes=1))
            session.refresh(petition)
            groups = public_groups(session, petition)
            assert public_figures(session, petition).countries == groups.countries
            assert public_figures(session, petition).confirmed == number
            seen.append((groups.confirmed, groups.countries))
        assert seen[8] == (0, {})
        assert set(map(str, seen[9:19])) == {"(10, {})"}
        assert set(map(str, seen[19:29])) == {"(20, {'FR': 10, 'NO': 10})"}
        assert seen[29] == (30, {"FR": 15, "NO": 15})


def test_who_withdraws_leaves_the_groups_at_the_next_minute(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        signatures = [a_confirmed_signature(session, petition, typed(country="NO")) for _ in range(10)]
        clock.shift(timedelta(minutes=1))
        session.refresh(petition)
        assert public_figures(session, petition).countries == {"NO": 10}
        withdraw(session, token=withdraw_token(signatures[0]))
        session.flush()
        session.refresh(petition)
        assert public_groups(session, petition).countries == {"NO": 10}
        clock.shift(timedelta(minutes=1))
        assert public_groups(session, petition) == Groups(9, public_groups(session, petition).as_of)


def test_organisations_are_one_in_all_spellings_and_named_from_ten_on(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        organisation = an_organisation(session)
        user = an_organiser(session, organisation)
        a_partner(session, user, via="bakers")
        petition = an_open_petition(session, organisation)
        for spelling in ("Example Bakers", "EXAMPLE BAKERS", "Example  Bakers."):
            for _ in range(4):
                a_confirmed_signature(session, petition, typed(organisation=spelling, via="bakers"))
        for _ in range(13):
            a_confirmed_signature(session, petition)
        session.flush()
        names = {tally.key for tally in names_to_look_at(session, petition)}
        assert len(names) == 1
        look_at_names(session, user=user, slug=petition.slug, seen=names, may_be_shown=names)
        clock.shift(timedelta(minutes=1))
        session.refresh(petition)
        groups = public_groups(session, petition)
        assert groups.organisations == (("Example Bakers", 12),)
        assert groups.partners == {"bakers": 12}
        assert groups.spans == (Span(MAY, MAY, 25),)


def test_a_milestone_is_kept_with_its_day_and_goes_when_the_count_falls_below(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        petition.goal = 3
        session.flush()
        signatures = []
        for _ in range(4):
            signatures.append(a_confirmed_signature(session, petition))
            clock.shift(timedelta(days=1))
        assert _reached(session, petition, 4) == [(3, date(2026, 5, 3))]
        assert last_milestone(session, petition.id, 2) is None
        for signature in signatures[:2]:
            withdraw(session, token=withdraw_token(signature))
        assert _reached(session, petition, 100) == []
        a_confirmed_signature(session, petition)
        assert _reached(session, petition, 4) == [(3, date(2026, 5, 5))]


def _reached(session: Session, petition: Petition, confirmed: int) -> list[tuple[int, date]]:
    return [(each.number, each.reached_at.date()) for each in milestones(session, petition.id, confirmed)]


@pytest.mark.parametrize(
    ("low", "high", "wished", "reached"),
    [
        (0, 99, None, []),
        (99, 100, None, [100]),
        (100, 100, None, []),
        (99, 600, None, [100, 250, 500]),
        (0, 120, 110, [100, 110]),
        (0, 100, 100, [100]),
        (0, 5, 110, []),
    ],
)
def test_milestones_are_round_numbers_and_the_goal(low: int, high: int, wished: int | None, reached: list[int]) -> None:
    assert milestones_between(low, high, wished) == reached
