"""Workers that fall silent: their slots, and what they were doing."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import col, select

from foundation import job_recovery
from foundation.clock import utc_now
from foundation.database import Database
from foundation.job_models import WorkerHeartbeat
from foundation.job_recovery import Lease, living_tokens, resume_silent
from foundation.jobs import client, enqueue, job
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.jobs_running import until, working

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
finished: list[int] = []

WORKER = """
import sys, time
from foundation.database import open_database
from foundation.job_worker import start_jobs
from foundation.jobs import job
from foundation.security import keys
from foundation.settings import Settings

@job("tests.long")
def long(_database, *, number):
    print("began", flush=True)
    time.sleep(60)

settings = Settings(_env_file=None)
keys.unlock(settings.secret())
start_jobs(settings, open_database(settings), consume=True, look_every=0.05)
time.sleep(60)
"""


@job("tests.long")
def long(_database: Database, *, number: int) -> None:
    finished.append(number)


def test_two_workers_on_one_host_have_two_names_and_a_restarted_one_has_its_old_name(database: Database) -> None:
    first, second = Lease(database), Lease(database)
    assert first.executor_id != second.executor_id
    with database.reading() as session:
        assert living_tokens(session) == {first.token, second.token}
    first.release()
    third = Lease(database)
    assert third.executor_id == first.executor_id
    assert third.token != first.token
    second.release()
    third.release()


def test_the_slot_of_a_silent_worker_is_taken_after_its_lease(database: Database) -> None:
    silent = Lease(database)
    silent._stopping.set()
    silent._thread.join()
    with time_machine.travel(utc_now() + timedelta(seconds=job_recovery.LEASE_SECONDS + 1), tick=True):
        with database.reading() as session:
            assert living_tokens(session) == set()
        heir = Lease(database)
        assert heir.executor_id == silent.executor_id
        silent.release()
        with database.reading() as session:
            assert living_tokens(session) == {heir.token}
        heir.release()


def test_a_worker_that_was_stopped_too_long_finds_its_slot_taken_and_takes_another(database: Database) -> None:
    stopped = Lease(database)
    old = (stopped.executor_id, stopped.token)
    with time_machine.travel(utc_now() + timedelta(seconds=job_recovery.LEASE_SECONDS + 1), tick=True):
        heir = Lease(database)
        assert heir.executor_id == old[0]
        stopped.beat()
        assert stopped.executor_id != old[0]
        with database.reading() as session:
            assert living_tokens(session) == {heir.token, stopped.token}
        assert old[1] not in {heir.token, stopped.token}
        stopped.release()
        heir.release()


def test_a_clock_that_is_put_back_an_hour_leaves_no_worker_alive_for_an_hour(database: Database) -> None:
    silent = Lease(database)
    silent._stopping.set()
    silent._thread.join()
    with time_machine.travel(utc_now() - timedelta(hours=1), tick=True), database.reading() as session:
        assert living_tokens(session) == set()


def test_what_a_killed_worker_was_doing_is_finished_by_another(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    finished.clear()
    environment = os.environ | {
        "SOLIDARITY_DATA_DIR": str(tmp_path),
        "SOLIDARITY_DATABASE_URL": settings.database_url,
        "SOLIDARITY_SECRET_KEY": SECRET,
        "PYTHONPATH": str(ROOT),
    }
    with database.writing() as session:
        enqueue(session, "tests.long", number=7)
    # Holds the first slot, so that the killed worker has the second, and nobody is its heir.
    first = Lease(database)
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    with worker.stdout as output:
        assert output.readline() == b"began\n"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    first.release()
    with working(settings, database):
        resume_silent(database)
        time.sleep(0.5)
        assert finished == [], "it may only be slow: its lease still holds"
        silent_since = timedelta(seconds=job_recovery.LEASE_SECONDS + 1)
        with database.writing() as session:
            for beat in session.exec(select(WorkerHeartbeat).where(col(WorkerHeartbeat.executor_id).endswith("-2"))):
                beat.beat_at = utc_now() - silent_since
        resume_silent(database)
        until(lambda: finished == [7])
    assert [workflow.status for workflow in client(database.engine).list_workflows(name="tests.long")] == ["SUCCESS"]
