"""Organisers look at what was set aside, and take many signatures out by a rule, stop it and undo it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

import petitions.jobs
from foundation.accounts.models import AuditEntry
from foundation.clock import utc_now
from foundation.database import Database
from petitions.actions.judging import add_reason
from petitions.actions.rules import look_for_more, take_some_out
from petitions.models.envelope import Person, seal_person
from petitions.models.judgement import Reason, Signals
from petitions.models.petition import Petition
from petitions.models.rules import Criteria, RuleRun, RuleState
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.rules import Found
from petitions.queries.rules import _person_fits as fits_person
from tests.factories.accounts import an_organisation
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, an_open_petition, typed
from tests.jobs_running import run_jobs
from tests.journeys.ruling import RULES, draft, fill
from tests.mailbox import Mailbox, path_of

QUARANTINE = "/desk/petitions/free-ada/quarantine"


def states(database: Database) -> dict[SignatureState, int]:
    with database.reading() as session:
        rows = session.execute(sa.select(col(Signature.state), sa.func.count()).group_by(col(Signature.state)))
        return {row[0]: row[1] for row in rows}


def counters_are_right(database: Database, petition: Petition) -> bool:
    with database.reading() as session:
        return kept_counts(session, petition.id) == count_again(session, petition.id)


def test_a_rule_is_looked_at_run_and_undone(desk: TestClient, database: Database, petition: Petition) -> None:
    fill(database, petition, flood=7, honest=3)
    rule = draft(desk, domain="flood.example.com")
    page = desk.get(rule).text
    assert "It hits 7 signatures." in page
    assert "User 6" in page
    assert "Jean Modèle" not in page
    before = states(database)
    assert SignatureState.INVALIDATED not in before

    assert desk.post(f"{rule}/run", data={}).status_code == 422
    assert desk.post(f"{rule}/run", data={"reason": "made up"}).status_code == 303
    assert run_jobs(database) == ["petitions.work_off_rule"]
    assert states(database) == {SignatureState.INVALIDATED: 7, SignatureState.CONFIRMED: 3}
    assert counters_are_right(database, petition)
    assert "Undo the whole rule" in desk.get(rule).text
    assert desk.post(f"{rule}/run", data={"reason": "again"}).status_code == 409

    assert desk.post(f"{rule}/undo").status_code == 303
    run_jobs(database)
    assert states(database) == before
    assert counters_are_right(database, petition)
    with database.reading() as session:
        shown = session.exec(select(Signature.shown_name).where(col(Signature.shown_name).is_not(None))).all()
        assert len(shown) == 3, "confirmed ones are shown again as they wished"
        acts = session.exec(select(AuditEntry.act)).all()
    assert {"rule.started", "rule.undone"} <= set(acts)
    assert desk.post(f"{rule}/undo").status_code == 409


def test_a_rule_is_stopped_while_it_works_and_undone_as_far_as_it_came(
    desk: TestClient, database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("petitions.actions.rules.AT_ONCE", 3)
    fill(database, petition, flood=10, honest=2)
    before = states(database)
    rule = draft(desk, domain="flood.example.com")
    assert "refresh" not in desk.get(rule).headers
    desk.post(f"{rule}/run", data={"reason": "made up"})
    assert desk.get(rule).headers["refresh"] == "5"
    rule_id = int(rule.rsplit("/", 1)[1])

    def stop_after_two(session: Session, run: RuleRun, found: Found) -> bool:
        more = take_some_out(session, run, found)
        if run.taken_out >= 6:
            run.state, run.ended_at = RuleState.CANCELLED, utc_now()
        return more

    with monkeypatch.context() as patched:
        patched.setattr("petitions.jobs.take_some_out", stop_after_two)
        petitions.jobs.work_off_rule(database, rule_id=rule_id)
    assert states(database)[SignatureState.INVALIDATED] == 6
    assert counters_are_right(database, petition)
    run_jobs(database)
    assert states(database)[SignatureState.INVALIDATED] == 6, "what was stopped does not begin again"
    assert desk.post(f"{rule}/cancel").status_code == 409
    desk.post(f"{rule}/undo")
    run_jobs(database)
    assert states(database) == before
    assert counters_are_right(database, petition)


def test_names_are_tried_in_slices_while_others_sign(
    desk: TestClient, database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("petitions.actions.rules.AT_ONCE", 2)
    monkeypatch.setattr("petitions.queries.rules.OPENED_AT_ONCE", 3)
    fill(database, petition, flood=5, honest=4)
    rule = draft(desk, name="us*r *")
    desk.post(f"{rule}/run", data={"reason": "made up"})
    tried: list[Person] = []

    def somebody_signs_meanwhile(person: Person, criteria: Criteria) -> bool:
        if not tried:
            with database.writing() as session:
                a_pending_signature(session, petition, typed("new@example.net", name="User New"))
        tried.append(person)
        return fits_person(person, criteria)

    monkeypatch.setattr("petitions.queries.rules._person_fits", somebody_signs_meanwhile)
    petitions.jobs.work_off_rule(database, rule_id=int(rule.rsplit("/", 1)[1]))
    assert states(database)[SignatureState.INVALIDATED] == 5, "who signed later is not hit"
    with database.reading() as session:
        run = session.exec(select(RuleRun)).one()
        assert (run.state, run.taken_out, run.looked_at) == (RuleState.DONE, 5, 9)
    assert counters_are_right(database, petition)


def test_who_corrects_a_name_before_the_rule_comes_is_not_hit(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    fill(database, petition, flood=2, honest=0)
    draft_id = int(draft(desk, name="user").rsplit("/", 1)[1])
    desk.post(f"{RULES}/{draft_id}/run", data={"reason": "made up"})
    with database.reading() as session:
        found = look_for_more(session, session.get_one(RuleRun, draft_id))
    assert len(found.ids) == 2
    with database.writing() as session:
        first = session.exec(select(Signature).order_by(col(Signature.id))).first()
        assert first is not None
        first.envelope = seal_person(Person("Ada Example"), first.reference)
    with database.writing() as session:
        assert not take_some_out(session, session.get_one(RuleRun, draft_id), found)
    assert states(database)[SignatureState.INVALIDATED] == 1


def test_stopping_before_the_first_was_taken_out(desk: TestClient, database: Database, petition: Petition) -> None:
    fill(database, petition, flood=4, honest=0)
    rule = draft(desk, domain="flood.example.com")
    desk.post(f"{rule}/run", data={"reason": "made up"})
    assert desk.post(f"{rule}/cancel").status_code == 303
    run_jobs(database)
    assert SignatureState.INVALIDATED not in states(database)


@pytest.mark.parametrize(
    ("fields", "hits"),
    [
        ({"domain": "FLOOD.example.com"}, 4),
        ({"domain": "x@flood.example.com"}, 4),
        ({"country": "FR"}, 4),
        ({"country": "NO"}, 3),
        ({"name": "user*"}, 4),
        ({"name": "Usеr 1"}, 1),
        ({"name": "jean mod"}, 3),
        ({"name": "jean", "country": "FR"}, 0),
        ({"organisation": "bakers"}, 0),
        ({"from_day": "2020-01-01", "until_day": "2020-01-02"}, 0),
        ({"from_day": "2020-01-01"}, 7),
        ({"domain": "flood.example.com", "only_set_aside": "yes"}, 0),
    ],
)
def test_what_a_rule_can_ask_for(
    desk: TestClient, database: Database, petition: Petition, fields: dict[str, str], hits: int
) -> None:
    fill(database, petition, flood=4, honest=3)
    page = desk.get(draft(desk, **fields)).text
    assert f"It hits {hits} signature" in page
    assert ("Nothing would change" in page) == (hits == 0)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"only_set_aside": "yes"},
        {"domain": "no domain"},
        {"country": "XX"},
        {"from_day": "yesterday"},
        {"until_day": "9999-12-31"},
        {"until_time": "25:99", "country": "NO"},
        {"name": "\u202e"},
        {"network": "x"},
        {"country": "NO", "reason": ""},
    ],
)
def test_a_rule_that_asks_nothing_or_nonsense_is_refused_in_words(desk: TestClient, fields: dict[str, str]) -> None:
    answer = desk.post(RULES, data={"reason": "a flood"} | fields)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.text


def test_a_rule_of_another_petition_is_not_found(desk: TestClient, database: Database, petition: Petition) -> None:
    with database.writing() as session:
        other = an_open_petition(session, an_organisation(session, "Another Example Union"), slug="other")
        run = RuleRun(petition_id=other.id, criteria='{"country": "NO"}')
        session.add(run)
        session.flush()
        rule_id = run.id
    for slug in ("free-ada", "other"):
        rule = f"/desk/petitions/{slug}/rules/{rule_id}"
        assert desk.get(rule).status_code == 404
        for act in ("run", "cancel", "undo"):
            answer = desk.post(f"{rule}/{act}", data={"reason": "x"}, follow_redirects=False)
            gone = answer.headers.get("location") == "/desk/petitions/free-ada/rules?gone=1"
            assert (answer.status_code, gone) == ((303, True) if slug == "free-ada" else (404, False))


def test_the_quarantine_says_why_and_lets_go_or_keeps(
    desk: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    machine = Signals(network=7, trap_filled=True)
    with database.writing() as session:
        for n in range(3):
            what = replace(typed(f"u{n}@example.net", name=f"User {n}."), signals=machine)
            a_pending_signature(session, petition, what)
    mails = mailbox.fetch()
    page = desk.get(QUARANTINE).text
    assert "3 signatures are set aside" in page
    assert "a field was filled that nobody sees" in page
    release = page.split('/release"')[0].rsplit('action="', 1)[1] + "/release"
    assert desk.post(release).status_code == 303
    assert desk.post(release).status_code == 409
    keep = desk.get(QUARANTINE).text.split('/keep"')[0].rsplit('action="', 1)[1] + "/keep"
    assert desk.post(keep).status_code == 303
    assert states(database) == {
        SignatureState.PENDING: 1,
        SignatureState.INVALIDATED: 1,
        SignatureState.QUARANTINED: 1,
    }
    assert counters_are_right(database, petition)
    answers = [desk.post(path_of(mail, "confirm")).status_code for mail in mails]
    assert sorted(answers) == [200, 200, 410]
    assert states(database) == {SignatureState.CONFIRMED: 2, SignatureState.INVALIDATED: 1}
    assert "Nothing is set aside" in desk.get(QUARANTINE).text


def test_undoing_a_rule_sets_aside_again_what_had_been(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    machine = Signals(network=7, trap_filled=True)
    with database.writing() as session:
        for n in range(3):
            a_pending_signature(session, petition, replace(typed(f"u{n}@flood.example.com"), signals=machine))
        a_pending_signature(session, petition, typed("ada@flood.example.com"))
    before = states(database)
    rule = draft(desk, domain="flood.example.com")
    desk.post(f"{rule}/run", data={"reason": "made up"})
    run_jobs(database)
    assert states(database) == {SignatureState.INVALIDATED: 4}
    desk.post(f"{rule}/undo")
    run_jobs(database)
    assert states(database) == before
    assert counters_are_right(database, petition)


def test_undoing_a_rule_leaves_what_a_person_had_released(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    machine = Signals(network=7, trap_filled=True)
    with database.writing() as session:
        for n in range(2):
            a_pending_signature(session, petition, replace(typed(f"u{n}@flood.example.com"), signals=machine))
        stays = a_confirmed_signature(session, petition, typed("ada@flood.example.com", web=WebVisibility.FULL))
        add_reason(session, [stays.row_id], Reason.FAST_CONFIRMS)
        references = [signature.reference for signature in session.exec(select(Signature).order_by(col(Signature.id)))]
    assert desk.post(f"{QUARANTINE}/{references[0]}/release").status_code == 303
    before = everything_kept(database)
    assert [state for state, *_ in before] == ["pending", "quarantined", "confirmed"]
    rule = draft(desk, domain="flood.example.com")
    desk.post(f"{rule}/run", data={"reason": "made up"})
    run_jobs(database)
    assert states(database) == {SignatureState.INVALIDATED: 3}
    desk.post(f"{rule}/undo")
    run_jobs(database)
    assert everything_kept(database) == before
    assert counters_are_right(database, petition)


def everything_kept(database: Database) -> list[tuple[object, ...]]:
    columns = ("state", "state_before", "stood_aside", "shown_name", "reason", "taken_out_by", "confirmed_at")
    with database.reading() as session:
        found = sa.select(*(col(getattr(Signature, name)) for name in columns)).order_by(col(Signature.id))
        return [tuple(row) for row in session.execute(found)]


def test_names_that_look_like_another_are_marked_and_found(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        a_pending_signature(session, petition, typed("one@example.net", name="Paul Example"))
        second = a_pending_signature(session, petition, typed("two@example.net", name="Рaul Example"))
        a_pending_signature(session, petition, typed("three@example.net", name="Pauline Example"))
        reference = second.reference
    assert "looks like another name" in desk.get(f"/desk/petitions/free-ada/signatures/{reference}").text
    page = desk.get(draft(desk, looks_alike="yes")).text
    assert "It hits 1 signature." in page
    assert "Рaul Example" in page


def test_a_network_is_offered_by_a_number_that_tells_nothing(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        for n in range(3):
            a_pending_signature(
                session, petition, replace(typed(f"u{n}@example.net"), signals=Signals(network=2**62 + 5))
            )
        a_pending_signature(session, petition, replace(typed("ada@example.net"), signals=Signals(network=9)))
    page = desk.get(RULES).text
    assert "400000, 3 signatures" in page
    assert "It hits 3 signatures" in desk.get(draft(desk, network=str(2**62 + 5))).text
