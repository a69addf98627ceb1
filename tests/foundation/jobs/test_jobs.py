"""Jobs run by the real DBOS, in the database of the run."""

import logging
import re
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import BadInput
from foundation.job_recovery import forget_finished
from foundation.job_wake import wake, wake_after_commit
from foundation.jobs import Queue, client, enqueue, job, registered_jobs
from foundation.settings import Settings
from tests.jobs_running import run_jobs, until, working

pytestmark = pytest.mark.slow

ran: list[int] = []
slow_may_end = threading.Event()


@job("tests.note")
def note(_database: Database, *, number: int) -> None:
    ran.append(number)


@job("tests.break")
def break_down(_database: Database, *, number: int) -> None:
    ran.append(number)
    raise RuntimeError("ada@example.org typed this")


@job("tests.refuse")
def refuse(_database: Database, *, number: int) -> None:
    ran.append(number)
    raise BadInput("This cannot be done.")


@job("tests.look", queue=Queue.CONFIRMATION_MAIL)
def look(_database: Database) -> None:
    ran.append(0)
    slow_may_end.wait(5)


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    ran.clear()
    slow_may_end.set()


def statuses(database: Database, name: str) -> list[str]:
    return [str(workflow.status) for workflow in client(database.engine).list_workflows(name=name)]


def test_a_job_runs_when_its_transaction_was_committed_and_never_when_it_was_not(
    settings: Settings, database: Database
) -> None:
    with working(settings, database):
        with Session(database.engine) as session:
            enqueue(session, "tests.note", number=1)
        with database.writing() as session:
            enqueue(session, "tests.note", number=2)
        until(lambda: ran == [2])


def test_a_job_enqueued_once_runs_once(settings: Settings, database: Database) -> None:
    for number in (1, 2):
        with database.writing() as session:
            enqueue(session, "tests.note", once="mailing-7", number=number)
    with working(settings, database):
        until(lambda: statuses(database, "tests.note") == ["SUCCESS"])
    assert ran == [1]


def test_a_job_that_breaks_is_tried_again_later_and_nothing_typed_reaches_the_log(
    settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as session:
        enqueue(session, "tests.break", number=1)
    with working(settings, database), caplog.at_level(logging.DEBUG):
        until(lambda: sorted(statuses(database, "tests.break")) == ["DELAYED", "SUCCESS"])
    assert "tests.break failed: RuntimeError at" in caplog.text
    assert "ada@example.org" not in caplog.text
    with database.engine.connect() as connection:
        schema = None if database.engine.dialect.name == "sqlite" else "dbos"
        tables = sa.inspect(connection).get_table_names(schema=schema)
        for table in tables:
            rows = connection.execute(sa.select(sa.text("*")).select_from(sa.table(table, schema=schema))).all()
            assert "ada@example.org" not in repr(rows), table


def test_a_job_that_is_refused_is_not_tried_again(settings: Settings, database: Database) -> None:
    with database.writing() as session:
        enqueue(session, "tests.refuse", number=1)
    with working(settings, database):
        until(lambda: statuses(database, "tests.refuse") == ["ERROR"])


def test_what_lies_in_the_tables_of_jobs_is_json_and_no_code(settings: Settings, database: Database) -> None:
    with database.writing() as session:
        enqueue(session, "tests.note", number=1)
    with working(settings, database):
        until(lambda: ran == [1])
    table = "workflow_input" if database.engine.dialect.name == "sqlite" else "dbos.workflow_input"
    with database.engine.connect() as connection:
        stored = connection.execute(sa.text(f"SELECT inputs FROM {table}")).scalars().all()  # noqa: S608  # our own name
    assert stored
    assert all(text.startswith("{") for text in stored)


def test_a_hundred_wakes_give_few_runs_and_one_after_the_last(settings: Settings, database: Database) -> None:
    slow_may_end.clear()
    with working(settings, database):
        wake("tests.look")
        until(lambda: len(ran) == 1)
        for _time in range(100):
            wake("tests.look")
        slow_may_end.set()
        until(lambda: len(ran) == 2)
        time.sleep(0.5)
    assert len(ran) <= 3


def test_a_wake_comes_with_the_commit_and_not_with_a_rollback(settings: Settings, database: Database) -> None:
    with working(settings, database):
        with Session(database.engine) as session:
            session.connection()
            wake_after_commit(session, "tests.look")
        time.sleep(0.4)
        assert ran == []
        with database.writing() as session:
            session.connection()
            wake_after_commit(session, "tests.look")
            wake_after_commit(session, "tests.look")
        until(lambda: ran == [0])


def test_a_process_that_only_listens_runs_nothing(settings: Settings, database: Database) -> None:
    with working(settings, database, consume=False):
        with database.writing() as session:
            enqueue(session, "tests.note", number=1)
        time.sleep(1.0)
    assert ran == []


def test_starting_and_stopping_prints_nothing(
    settings: Settings, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    with working(settings, database):
        pass
    assert capfd.readouterr() == ("", "")


def test_finished_runs_are_forgotten_after_a_day_except_those_that_may_happen_once(
    settings: Settings, database: Database
) -> None:
    with database.writing() as session:
        enqueue(session, "tests.note", number=1)
        enqueue(session, "tests.note", once="mailing-7", number=2)
    with working(settings, database):
        until(lambda: statuses(database, "tests.note") == ["SUCCESS", "SUCCESS"])
        forget_finished(database)
        assert len(statuses(database, "tests.note")) == 2
        with time_machine.travel(utc_now() + timedelta(days=2), tick=True):
            forget_finished(database)
        assert len(statuses(database, "tests.note")) == 1
        with database.writing() as session:
            enqueue(session, "tests.note", once="mailing-7", number=3)
        time.sleep(0.5)
    assert sorted(ran) == [1, 2]


def test_a_room_can_run_what_it_enqueued_in_its_test(database: Database) -> None:
    with database.writing() as session:
        enqueue(session, "tests.note", number=1)
        enqueue(session, "tests.note", number=2)
    assert run_jobs(database) == ["tests.note", "tests.note"]
    assert ran == [1, 2]
    assert run_jobs(database) == []


def test_jobs_are_named_after_their_room() -> None:
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", name) for name in registered_jobs())


def test_two_jobs_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="two jobs"):
        job("tests.note")(lambda _database: None)
