"""Whom a rule hits is a search for signers: it is written down, it is for owners, and nobody makes it at high risk."""

from datetime import timedelta

import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

import petitions.jobs
from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.rules import RuleRun
from tests.factories.accounts import PASSWORD, an_organiser
from tests.journeys.ruling import RULES, draft, fill


def trail(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(row[0], row[1]) for row in session.exec(select(AuditEntry.act, AuditEntry.detail))]


def test_a_look_is_written_down_and_belongs_to_whoever_took_it(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    fill(database, petition, flood=2, honest=1)
    with database.writing() as session:
        organisation = session.get_one(Organisation, petition.organisation_id)
        an_organiser(session, organisation, Role.EDITOR, "editor@example.org")
    rule = draft(desk, name="user", reason="a colleague asked")
    assert trail(database) == [("rule.looked", "a colleague asked")]
    assert "User 1" in desk.get(rule).text
    desk.post("/desk/sign-out")
    desk.post("/desk/sign-in", data={"email": "editor@example.org", "password": PASSWORD})
    page = desk.get(rule).text
    assert "It hits" not in page
    assert "User 1" not in page
    page = desk.get(draft(desk, name="user")).text
    assert "It hits 2 signatures." in page
    assert "User 1" not in page, "as when a signer is looked for, names are for owners"
    assert "Take them out" in page
    assert len(trail(database)) == 2


def test_at_high_risk_no_rule_seeks_anybody(desk: TestClient, database: Database, petition: Petition) -> None:
    fill(database, petition, flood=2, honest=1)
    before = draft(desk, name="user")
    assert desk.post("/desk/petitions/free-ada/risk", data={"high": "yes"}).status_code == 303
    for field, text in (("name", "Jean*"), ("domain", "example.net"), ("organisation", "bakers")):
        answer = desk.post(RULES, data={field: text, "reason": "a flood", "country": "NO"})
        assert answer.status_code == 422
        assert f'id="{field}-problem"' in answer.text
    assert "It hits" not in desk.get(before).text
    assert desk.post(f"{before}/run", data={"reason": "a flood"}).status_code == 409
    page = desk.get(draft(desk, country="FR")).text
    assert "It hits 2 signatures." in page
    assert "User 1" not in page


def test_what_was_described_and_never_run_is_forgotten_after_a_day(
    desk: TestClient, database: Database, petition: Petition
) -> None:
    with time_machine.travel("2026-05-01 12:00:00Z", tick=False) as clock:
        desk.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
        fill(database, petition, flood=1, honest=0)
        run = draft(desk, country="FR")
        desk.post(f"{run}/run", data={"reason": "made up"})
        drafted = draft(desk, name="Jean Modèle")
        clock.shift(timedelta(hours=23))
        petitions.jobs.forget_old(database)
        with database.reading() as session:
            assert len(session.exec(select(RuleRun)).all()) == 2
        clock.shift(timedelta(hours=2))
        petitions.jobs.forget_old(database)
        with database.reading() as session:
            assert [f"/{kept.id}" for kept in session.exec(select(RuleRun))] == [run[run.rindex("/") :]]
        assert drafted != run
