"""Several workers at one outbox, and workers that die."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

import foundation.mail.jobs  # noqa: F401  # registers the drains
from foundation.clock import utc_now
from foundation.database import Database, open_database
from foundation.job_models import WorkerHeartbeat
from foundation.jobs import registered_jobs
from foundation.mail.actions import put_in_outbox, route_of, send_again
from foundation.mail.claims import LONGEST_CLAIM, Outcome, begin_sending, claim, conclude, recover
from foundation.mail.drain import drain
from foundation.mail.models import MailRoute, MailState, OutboxMail, Stream
from foundation.mail.queries import group_progress
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.foundation.mail.letters import GROUP, KIND, address, queue, row, states
from tests.jobs_running import until, working
from tests.smtp_sink import SmtpSink

ROOT = Path(__file__).parents[3]

WORKER = """
import sys, time
import foundation.mail.jobs
import tests.foundation.mail.letters
from foundation.database import open_database
from foundation.job_worker import start_jobs
from foundation.security import keys
from foundation.settings import Settings

settings = Settings(_env_file=None)
keys.unlock(settings.secret())
start_jobs(settings, open_database(settings), consume=True, look_every=0.05)
from foundation.job_wake import wake
wake(sys.argv[1])
print("ready", flush=True)
time.sleep(120)
"""


def test_two_drains_take_no_mail_twice(settings: Settings, database: Database, sink: SmtpSink) -> None:
    queue(database, range(300))
    others = [open_database(settings) for _drain in range(2)]
    threads = [threading.Thread(target=drain, args=(other, Stream.BULK)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.engine.dispose()
    assert sink.counts() == Counter({address(number): 1 for number in range(300)})


def test_two_workers_meet_at_the_first_mail_of_an_installation(database: Database) -> None:
    others: list[MailRoute] = []

    def come_second() -> None:
        with database.writing() as session:
            others.append(route_of(session, Stream.BULK))

    second = threading.Thread(target=come_second)
    with database.writing() as session:
        route_of(session, Stream.BULK)
        second.start()
        time.sleep(0.3)
    second.join()
    assert [route.stream for route in others] == [Stream.BULK]


def test_a_real_worker_sends_what_a_transaction_left_within_a_moment(
    settings: Settings, database: Database, sink: SmtpSink
) -> None:
    assert "mail.drain_bulk" in {job.name for job in registered_jobs().values()}
    with working(settings.model_copy(update={"smtp_url": SecretStr(sink.url)}), database):
        with database.writing() as session:
            put_in_outbox(session, stream=Stream.CONFIRMATION, kind=KIND, subject_id=7)
        until(lambda: sink.addresses() == [address(7)])
        queue(database, range(20))
        until(lambda: len(sink.received) == 21)
        until(lambda: set(states(database).values()) == {MailState.SENT})


def test_a_worker_that_was_paused_past_its_lease_sends_nothing_more(database: Database, sink: SmtpSink) -> None:
    queue(database, range(3))
    paused = claim(database, Stream.BULK, "paused")
    recover(database)
    assert drain(database, Stream.BULK) == 3
    with database.writing() as session:
        assert begin_sending(session, token="paused", mails=[(mail, b"x", "<x@y>") for mail in paused]) == set()


def test_a_worker_that_was_given_up_and_knows_better_is_believed(database: Database, sink: SmtpSink) -> None:
    queue(database, range(2))
    first, second = claim(database, Stream.BULK, "paused")
    with database.writing() as session:
        begin_sending(session, token="paused", mails=[(first, b"x", "<1@y>"), (second, b"x", "<2@y>")])
    assert recover(database) == 2
    assert set(states(database).values()) == {MailState.UNKNOWN}
    with database.writing() as session:
        send_again(session, group_key=GROUP)
        conclude(session, token="paused", outcomes=[(first, Outcome(MailState.SENT))])
    assert row(database, 0).state is MailState.QUEUED, "a second try may have begun: it is not touched"
    claim(database, Stream.BULK, "other")
    with database.writing() as session:
        begin_sending(session, token="other", mails=[(first, b"x", "<1@y>")])
        conclude(session, token="other", outcomes=[(first, Outcome(MailState.UNKNOWN))])
        conclude(session, token="paused", outcomes=[(first, Outcome(MailState.SENT))])
    assert row(database, 0).state is MailState.SENT


def test_a_claim_of_ten_minutes_is_over_whoever_holds_it(database: Database) -> None:
    queue(database, [1], Stream.CONFIRMATION)
    [mail] = claim(database, Stream.CONFIRMATION, "alone-1")
    with database.writing() as session:
        begin_sending(session, token="alone-1", mails=[(mail, b"x", "<1@y>")])
    assert recover(database) == 0
    with database.writing() as session:
        session.connection().execute(sa.update(OutboxMail).values(claimed_at=utc_now() - LONGEST_CLAIM * 1.1))
    assert recover(database) == 1
    assert row(database, 1).state is MailState.QUEUED


@pytest.mark.slow
@pytest.mark.parametrize(("stream", "many"), [(Stream.BULK, 1000), (Stream.CONFIRMATION, 300)])
def test_a_worker_killed_in_the_middle_of_a_mailing_loses_nobody(
    settings: Settings, database: Database, sink: SmtpSink, stream: Stream, many: int
) -> None:
    queue(database, range(many), stream)
    environment = os.environ | {
        "SOLIDARITY_DATA_DIR": str(settings.data_dir),
        "SOLIDARITY_DATABASE_URL": settings.database_url,
        "SOLIDARITY_SECRET_KEY": SECRET,
        "SOLIDARITY_SMTP_URL": sink.url,
        "SOLIDARITY_BASE_URL": settings.base_url,
        "PYTHONPATH": str(ROOT),
    }
    kills = 0
    for enough in (many // 4, many * 3 // 5):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, stream.drain_job], env=environment, stdout=subprocess.PIPE
        )
        assert worker.stdout is not None
        with worker.stdout as output:
            assert output.readline() == b"ready\n"
            until(partial(sink.has_received, enough), seconds=60)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        kills += 1
        assert len(sink.received) < many, "it was too fast to be killed in the middle"
        with database.writing() as session:
            fell_silent = sa.update(WorkerHeartbeat).values(beat_at=utc_now() - timedelta(hours=1))
            session.connection().execute(fell_silent)
    drain(database, stream)
    ended = Counter(states(database).values())
    in_doubt = ended[MailState.UNKNOWN]
    assert in_doubt <= kills * stream.connections
    assert ended[MailState.SENT] == many - in_doubt
    if stream is Stream.BULK:
        assert max(sink.counts().values()) == 1, "of a mailing nobody gets two"
        with database.writing() as session:
            assert send_again(session, group_key=GROUP) == in_doubt
        drain(database, stream)
    with database.reading() as session:
        assert group_progress(session, GROUP) == {MailState.SENT: many}
    counts = sink.counts()
    assert set(counts) == {address(number) for number in range(many)}
    twice = [person for person, count in counts.items() if count > 1]
    assert len(twice) <= kills * stream.connections
    assert max(counts.values()) <= 2
    for person in twice:
        assert len({copy.message["Message-ID"] for copy in sink.mails_to(person)}) == 1
