"""Signatures on paper: two people count, and only what both found is in the count."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import AppError, BadInput, Conflict
from petitions.actions.paper import (
    Entry,
    correct_batch,
    enter_batch,
    recount_batch,
    restore_batch,
    withdraw_batch,
)
from petitions.actions.recount import recount
from petitions.models.paper import PaperBatch, PaperState
from petitions.models.petition import Petition
from petitions.queries.figures import public_figures
from petitions.queries.paper import batches_of, paper_counted
from tests.factories.accounts import an_organiser
from tests.factories.paper import a_batch, a_counted_batch
from tests.factories.petitions import (
    a_closed_petition,
    a_confirmed_signature,
    an_example_petition,
    an_open_petition,
    make_older,
)


@pytest.fixture
def petition(session: Session) -> Petition:
    return an_open_petition(session)


@pytest.fixture
def people(session: Session, petition: Petition) -> list[SignedIn]:
    ours = session.get_one(Organisation, petition.organisation_id)
    return [an_organiser(session, ours, Role.EDITOR, f"{name}@example.org") for name in ("ada", "jean", "pyotr")]


def on_paper(session: Session, petition: Petition) -> int:
    session.refresh(petition)
    assert petition.paper == paper_counted(session, petition.id)
    return petition.paper


def test_a_batch_counts_when_another_person_finds_the_same(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, _ = people
    batch = a_batch(session, ada, claimed=40)
    assert (batch.state, on_paper(session, petition)) == (PaperState.WAITING, 0)
    recount_batch(session, user=jean, slug="free-ada", batch_id=batch.id, number=40)
    assert (batch.state, on_paper(session, petition)) == (PaperState.COUNTED, 40)


def test_nobody_is_their_own_second_pair_of_eyes(session: Session, petition: Petition, people: list[SignedIn]) -> None:
    ada, jean, _ = people
    batch = a_batch(session, ada)
    with pytest.raises(Conflict):
        recount_batch(session, user=ada, slug="free-ada", batch_id=batch.id, number=40)
    recount_batch(session, user=jean, slug="free-ada", batch_id=batch.id, number=38)
    correct_batch(session, user=jean, slug="free-ada", batch_id=batch.id, claimed=38, reason="two were struck out")
    assert (batch.state, on_paper(session, petition)) == (PaperState.WAITING, 0)


def test_two_counts_that_differ_wait_until_one_is_set_right(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, pyotr = people
    batch = a_batch(session, ada, claimed=40)
    recount_batch(session, user=jean, slug="free-ada", batch_id=batch.id, number=38)
    assert (batch.state, on_paper(session, petition)) == (PaperState.DIFFERING, 0)
    correct_batch(session, user=ada, slug="free-ada", batch_id=batch.id, claimed=38, reason="counted two headings")
    assert (batch.state, on_paper(session, petition)) == (PaperState.COUNTED, 38)
    correct_batch(session, user=ada, slug="free-ada", batch_id=batch.id, claimed=41, reason="a sheet was found")
    assert (batch.state, on_paper(session, petition)) == (PaperState.DIFFERING, 0)
    recount_batch(session, user=pyotr, slug="free-ada", batch_id=batch.id, number=41)
    assert (batch.state, on_paper(session, petition)) == (PaperState.COUNTED, 41)


def test_a_withdrawn_batch_leaves_the_count_and_can_be_put_back(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, _ = people
    batch = a_counted_batch(session, ada, jean)
    withdraw_batch(session, user=jean, slug="free-ada", batch_id=batch.id, reason="copies of other sheets")
    assert (batch.state, batch.reason, on_paper(session, petition)) == (
        PaperState.WITHDRAWN,
        "copies of other sheets",
        0,
    )
    which: dict[str, Any] = {"slug": "free-ada", "batch_id": batch.id}
    with pytest.raises(Conflict):
        withdraw_batch(session, user=jean, reason="again", **which)
    with pytest.raises(Conflict):
        recount_batch(session, user=jean, number=1, **which)
    with pytest.raises(Conflict):
        correct_batch(session, user=ada, claimed=1, reason="x", **which)
    restore_batch(session, user=ada, slug="free-ada", batch_id=batch.id)
    assert (batch.state, on_paper(session, petition)) == (PaperState.COUNTED, 40)
    with pytest.raises(Conflict):
        restore_batch(session, user=ada, slug="free-ada", batch_id=batch.id)


def test_paper_is_counted_apart_and_shown_a_minute_later(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, _ = people
    a_confirmed_signature(session, petition)
    make_older(session, petition.id)
    a_counted_batch(session, ada, jean, claimed=12)
    session.refresh(petition)
    assert (petition.confirmed, petition.paper) == (1, 12)
    assert public_figures(session, petition).paper == 0, "within the minute"
    make_older(session, petition.id)
    session.refresh(petition)
    shown = public_figures(session, petition)
    assert (shown.confirmed, shown.paper, shown.countries) == (1, 12, {})


def test_counting_again_finds_paper_that_drifted(database: Database) -> None:
    with database.writing() as session:
        petition = an_open_petition(session)
        ours = session.get_one(Organisation, petition.organisation_id)
        ada, jean = (an_organiser(session, ours, Role.EDITOR, f"{name}@example.org") for name in ("ada", "jean"))
        a_counted_batch(session, ada, jean, claimed=12)
        a_batch(session, ada, claimed=5)
    assert recount(database, petition_id=petition.id) == {}
    with database.writing() as session:
        session.get_one(Petition, petition.id).paper = 20
    assert recount(database, petition_id=petition.id) == {"paper": -8}
    with database.reading() as session:
        assert session.get_one(Petition, petition.id).paper == 12


def test_a_form_sent_twice_is_one_batch(session: Session, petition: Petition, people: list[SignedIn]) -> None:
    entry = Entry("Example Bakers", "Example Town", None, utc_now().date(), 7)
    key = "0123456789abcdef" * 2
    first = enter_batch(session, user=people[0], slug="free-ada", entry=entry, entry_key=key)
    again = enter_batch(session, user=people[0], slug="free-ada", entry=entry, entry_key=key)
    other = enter_batch(session, user=people[0], slug="free-ada", entry=entry)
    assert first.id == again.id != other.id


def test_a_form_sent_again_for_another_batch_makes_that_one_too(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    oslo = Entry("Example Bakers", "Oslo", "NO", utc_now().date(), 11)
    bergen = Entry("Example Bakers", "Bergen", "NO", utc_now().date(), 12)
    key = "0123456789abcdef" * 2
    entered = [
        enter_batch(session, user=people[0], slug="free-ada", entry=one, entry_key=key) for one in (oslo, bergen)
    ]
    again = enter_batch(session, user=people[0], slug="free-ada", entry=bergen, entry_key=key)
    assert [(batch.place, batch.claimed) for batch in entered] == [("Oslo", 11), ("Bergen", 12)]
    assert again.id == entered[1].id


def test_the_first_count_is_hidden_from_whoever_counts_next(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, _ = people
    batch = a_batch(session, ada, claimed=40)

    def seen_by(user: SignedIn) -> int | None:
        return batches_of(session, petition.id, user_id=user.user_id)[0].claimed

    assert (seen_by(ada), seen_by(jean)) == (40, None)
    recount_batch(session, user=jean, slug="free-ada", batch_id=batch.id, number=39)
    assert (seen_by(ada), seen_by(jean)) == (40, 40)


def test_what_was_signed_after_closing_does_not_count(session: Session) -> None:
    petition = a_closed_petition(session)
    ada = an_organiser(session, session.get_one(Organisation, petition.organisation_id))
    late = Entry("Example Bakers", "Example Town", None, (utc_now() + timedelta(days=1)).date(), 7)
    with pytest.raises(BadInput):
        enter_batch(session, user=ada, slug="free-ada", entry=late)
    assert a_batch(session, ada).state is PaperState.WAITING, "collected before, arrived by post"


def test_an_example_takes_no_paper(session: Session) -> None:
    petition = an_example_petition(session)
    ada = an_organiser(session, session.get_one(Organisation, petition.organisation_id))
    with pytest.raises(Conflict):
        a_batch(session, ada)


def test_the_trail_holds_every_act_and_no_first_count(
    session: Session, petition: Petition, people: list[SignedIn]
) -> None:
    ada, jean, _ = people
    batch = a_counted_batch(session, ada, jean, claimed=40)
    withdraw_batch(session, user=jean, slug="free-ada", batch_id=batch.id, reason="copies")
    restore_batch(session, user=jean, slug="free-ada", batch_id=batch.id)
    session.flush()
    trail = [entry for entry in session.exec(select(AuditEntry)) if entry.act.startswith("paper.")]
    assert [entry.act for entry in trail] == ["paper.entered", "paper.recounted", "paper.withdrawn", "paper.restored"]
    assert trail[0].detail == ""
    assert {entry.about for entry in trail} == {f"petition:free-ada paper:{batch.id}"}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["enter", "recount", "correct", "withdraw", "restore"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 3),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_count_is_that_of_the_batches_both_counts_agree_on(
    database: Database, acts: list[tuple[str, int, int, int]]
) -> None:
    with Session(database.engine, expire_on_commit=False) as session:
        petition = an_open_petition(session)
        ours = session.get_one(Organisation, petition.organisation_id)
        people = [an_organiser(session, ours, Role.EDITOR, f"{name}@example.org") for name in "abc"]
        batches: list[PaperBatch] = []
        for act, who, which, number in acts:
            if act == "enter" or not batches:
                batches.append(a_batch(session, people[who], claimed=number))
                continue
            which_one = {"user": people[who], "slug": "free-ada", "batch_id": batches[which % len(batches)].id}
            try:
                _do(session, act, number, which_one)
            except AppError:
                continue
            finally:
                agreed = sum(batch.claimed for batch in batches if batch.state is PaperState.COUNTED)
                assert on_paper(session, petition) == agreed
                for batch in batches:
                    if batch.state is PaperState.COUNTED:
                        assert batch.recounted == batch.claimed
                        assert batch.recounted_by_id != batch.entered_by_id
        session.rollback()


def _do(session: Session, act: str, number: int, which: dict[str, Any]) -> None:
    match act:
        case "recount":
            recount_batch(session, number=number, **which)
        case "correct":
            correct_batch(session, claimed=number, reason="looked again", **which)
        case "withdraw":
            withdraw_batch(session, reason="copies", **which)
        case _:
            restore_batch(session, **which)
