"""The outbox against a real SMTP server that answers as it is told."""

import re
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail import words
from foundation.mail.actions import (
    call_off_group,
    let_group_go,
    let_unknown_rest,
    pause_stream,
    put_in_outbox,
    resume_stream,
    send_again,
)
from foundation.mail.drain import drain
from foundation.mail.messages import Message
from foundation.mail.models import MailState, Stream
from foundation.mail.queries import group_mails, group_progress, mail_trouble
from foundation.mail.setup import configure_mail
from foundation.mail.suppression import is_suppressed
from foundation.settings import Settings
from tests.foundation.mail import letters
from tests.foundation.mail.letters import GROUP, KIND, address, letter, queue, row, states
from tests.jobs_running import sending_to
from tests.smtp_sink import DROP, SmtpSink

pytestmark = pytest.mark.slow


def broken() -> Message:
    raise KeyError("ada@example.org")


BOTH = pytest.mark.parametrize("stream", list(Stream))


@BOTH
def test_each_person_gets_one_mail_of_their_own(database: Database, sink: SmtpSink, stream: Stream) -> None:
    queue(database, range(120), stream)
    assert drain(database, stream) == 120
    assert sink.counts() == Counter({address(number): 1 for number in range(120)})
    for mail in sink.received:
        message = mail.message
        assert len(mail.recipients) == 1
        assert [person.addr_spec for person in message["To"].addresses] == [mail.recipients[0]]
        assert message["Cc"] is None
        assert message["Bcc"] is None
    assert len({mail.message["Message-ID"] for mail in sink.received}) == 120
    # One connection for a hundred mails, and for a mailing a few side by side.
    assert sink.connections <= 2 * stream.connections
    with database.reading() as session:
        assert group_progress(session, GROUP) == {MailState.SENT: 120}
        assert mail_trouble(session) == []


def test_confirmations_leave_in_the_order_in_which_they_were_asked_for(database: Database, sink: SmtpSink) -> None:
    queue(database, range(30), Stream.CONFIRMATION)
    drain(database, Stream.CONFIRMATION)
    assert sink.addresses() == [address(number) for number in range(30)]


def test_what_was_rolled_back_is_never_sent(database: Database, sink: SmtpSink) -> None:
    with Session(database.engine) as session:
        put_in_outbox(session, stream=Stream.CONFIRMATION, kind=KIND, subject_id=7)
    assert drain(database, Stream.CONFIRMATION) == 0
    assert sink.received == []


def test_a_message_id_tells_nothing_and_stays_the_same(database: Database, sink: SmtpSink) -> None:
    sink.answer("451 4.7.1 later", stage="data", times=1)
    queue(database, [7], Stream.CONFIRMATION)
    drain(database, Stream.CONFIRMATION)
    first = row(database, 7).message_id
    with time_machine.travel(utc_now() + timedelta(minutes=6), tick=True):
        assert drain(database, Stream.CONFIRMATION) == 1
    assert sink.received[0].message["Message-ID"] == first == row(database, 7).message_id
    assert first is not None
    assert re.fullmatch(r"<[a-z2-7]{26}@testserver>", first)


def test_a_greylisted_mail_is_tried_again_after_five_minutes_and_arrives_once(
    database: Database, sink: SmtpSink
) -> None:
    sink.answer("451 4.7.1 come again", to=address(7), times=1)
    queue(database, range(10))
    assert drain(database, Stream.BULK) == 9
    assert row(database, 7).state is MailState.DEFERRED
    assert row(database, 7).reason == words.TRY_LATER
    assert drain(database, Stream.BULK) == 0
    with time_machine.travel(utc_now() + timedelta(minutes=5, seconds=1), tick=True):
        assert drain(database, Stream.BULK) == 1
    assert sink.counts()[address(7)] == 1


def test_a_mailbox_that_does_not_exist_is_never_written_to_again(database: Database, sink: SmtpSink) -> None:
    sink.answer("550 5.1.1 no such user here", to=address(7))
    queue(database, range(10))
    drain(database, Stream.BULK)
    assert (row(database, 7).state, row(database, 7).reply_code) == (MailState.BOUNCED, "550 5.1.1")
    with database.reading() as session:
        assert is_suppressed(session, address="PERSON7+x@example.org")
        assert not is_suppressed(session, address=address(8))


def test_a_refusal_by_policy_holds_the_mailing_and_blames_no_address(database: Database, sink: SmtpSink) -> None:
    for number in range(20):
        sink.answer("554 5.7.1 your network is on a list", to=address(number))
    queue(database, range(20))
    queue(database, range(100, 105), group_key="mailing-2")
    drain(database, Stream.BULK)
    with database.reading() as session:
        [trouble] = mail_trouble(session)
        assert (trouble.reason, trouble.group_key) == (words.REFUSED_BY_POLICY, GROUP)
        assert trouble.waiting == 20
        assert trouble.needs_a_person
        assert not is_suppressed(session, address=address(0))
        assert group_progress(session, "mailing-2") == {MailState.SENT: 5}
    sink.forget_answers()
    with database.writing() as session:
        let_group_go(session, group_key=GROUP)
    drain(database, Stream.BULK)
    with database.reading() as session:
        assert group_progress(session, GROUP) == {MailState.SENT: 20}
        assert mail_trouble(session) == []


def test_a_connection_that_is_closed_in_the_middle_costs_nobody_a_mail(database: Database, sink: SmtpSink) -> None:
    sink.answer("421 4.3.2 too many mails", to=address(40), times=1)
    sink.answer(DROP, to=address(80), times=1)
    queue(database, range(120))
    drain(database, Stream.BULK)
    assert sink.counts() == Counter({address(number): 1 for number in range(120)})


def test_a_connection_that_breaks_after_the_mail_leaves_only_that_mail_in_doubt(
    database: Database, sink: SmtpSink
) -> None:
    sink.answer(DROP, stage="data", to=address(50), times=1)
    queue(database, range(100))
    drain(database, Stream.BULK)
    assert {number for number, state in states(database).items() if state is MailState.UNKNOWN} == {50}
    assert row(database, 50).reason == words.NOBODY_KNOWS
    assert sink.counts()[address(50)] == 1
    with database.writing() as session:
        assert send_again(session, group_key=GROUP) == 1
    drain(database, Stream.BULK)
    assert set(states(database).values()) == {MailState.SENT}
    copies = sink.mails_to(address(50))
    assert len(copies) == 2
    assert copies[0].message["Message-ID"] == copies[1].message["Message-ID"]


def test_a_person_may_let_those_in_doubt_rest(database: Database, sink: SmtpSink) -> None:
    sink.answer(DROP, stage="data", to=address(5), times=1)
    queue(database, range(10))
    drain(database, Stream.BULK)
    with database.writing() as session:
        assert let_unknown_rest(session, group_key=GROUP) == 1
    assert drain(database, Stream.BULK) == 0
    assert row(database, 5).state is MailState.CANCELLED


def test_every_fault_at_once_leaves_everybody_in_one_state_that_is_true(database: Database, sink: SmtpSink) -> None:
    """1 % of 451, of 550 and of connections dropped after the mail, a 421 each hundred."""
    for number in range(0, 500, 100):
        sink.answer("451 4.7.1 later", to=address(number), times=1)
        sink.answer("550 5.1.1 nobody", to=address(number + 1))
        sink.answer(DROP, stage="data", to=address(number + 2), times=1)
        sink.answer("421 4.3.2 enough", to=address(number + 3), times=1)
    queue(database, range(500))
    drain(database, Stream.BULK)
    with time_machine.travel(utc_now() + timedelta(hours=2), tick=True):
        drain(database, Stream.BULK)
    ended = states(database)
    assert Counter(ended.values()) == {MailState.SENT: 490, MailState.BOUNCED: 5, MailState.UNKNOWN: 5}
    arrived = {number for number, state in ended.items() if state in (MailState.SENT, MailState.UNKNOWN)}
    assert sink.counts() == Counter({address(number): 1 for number in arrived})


@BOTH
def test_a_server_that_is_down_holds_everything_and_is_knocked_at_ever_less_often(
    settings: Settings, database: Database, stream: Stream
) -> None:
    with SmtpSink() as away:
        port = away.port
    with sending_to(away, settings):
        queue(database, range(20), stream)
        began = utc_now()
        knocks = []
        for minute in range(40):
            with time_machine.travel(began + timedelta(minutes=minute, seconds=1), tick=False):
                drain(database, stream)
                with database.reading() as session:
                    [trouble] = mail_trouble(session)
                assert (trouble.reason, trouble.waiting, trouble.needs_a_person) == (words.UNREACHABLE, 20, False)
                assert trouble.retry_at is not None
                knocks.append(trouble.retry_at)
        waits = [round((later - earlier) / timedelta(minutes=1)) for earlier, later in pairwise(knocks)]
        assert [wait for wait in waits if wait] == [5, 15, 15, 15]
        assert set(states(database).values()) == {MailState.QUEUED}
        with SmtpSink(port) as back, time_machine.travel(began + timedelta(minutes=60), tick=True):
            assert drain(database, stream) == 20
            assert back.counts() == Counter({address(number): 1 for number in range(20)})
    with database.reading() as session:
        assert mail_trouble(session) == []


def test_a_person_need_not_wait_for_the_next_knock(settings: Settings, database: Database) -> None:
    with SmtpSink() as away:
        port = away.port
    with sending_to(away, settings):
        queue(database, [1])
        drain(database, Stream.BULK)
        with SmtpSink(port):
            assert drain(database, Stream.BULK) == 0
            with database.writing() as session:
                resume_stream(session, stream=Stream.BULK)
            assert drain(database, Stream.BULK) == 1


def test_a_refused_sender_stops_the_stream_and_bounces_nobody(database: Database, sink: SmtpSink) -> None:
    sink.answer("550 5.7.1 you may not send as this", stage="mail")
    queue(database, range(20))
    drain(database, Stream.BULK)
    assert {state for state in states(database).values() if state is not MailState.DEFERRED} == {MailState.QUEUED}
    with database.reading() as session:
        assert [trouble.reason for trouble in mail_trouble(session)] == [words.SENDER_REFUSED]
    sink.forget_answers()
    with time_machine.travel(utc_now() + timedelta(minutes=20), tick=True):
        drain(database, Stream.BULK)
    assert set(states(database).values()) == {MailState.SENT}


def test_a_mail_that_cannot_be_written_stops_no_other(
    database: Database, sink: SmtpSink, caplog: pytest.LogCaptureFixture
) -> None:
    letters.instead[3] = lambda: letter(3, subject="Hello\r\nBcc: evil@example.org")
    letters.instead[4] = lambda: letter(4, to="ada@@example.org")
    letters.instead[5] = broken
    queue(database, range(10))
    assert drain(database, Stream.BULK) == 7
    ended = states(database)
    assert {number for number, state in ended.items() if state is MailState.REFUSED} == {3, 4, 5}
    assert "evil" not in caplog.text
    assert "ada@" not in caplog.text


def test_what_there_is_nothing_to_say_about_any_more_is_skipped(database: Database, sink: SmtpSink) -> None:
    letters.instead[3] = lambda: None
    queue(database, range(5))
    drain(database, Stream.BULK)
    assert row(database, 3).state is MailState.SKIPPED
    assert len(sink.received) == 4


def test_a_mailing_that_is_called_off_does_not_leave(database: Database, sink: SmtpSink) -> None:
    queue(database, range(50))
    with database.writing() as session:
        assert call_off_group(session, group_key=GROUP) == 50
    assert drain(database, Stream.BULK) == 0
    assert set(states(database).values()) == {MailState.CANCELLED}


def test_a_paused_stream_lets_nothing_leave_until_a_person_says_so(database: Database, sink: SmtpSink) -> None:
    queue(database, range(3))
    with database.writing() as session:
        pause_stream(session, stream=Stream.BULK)
    assert drain(database, Stream.BULK) == 0
    with database.reading() as session:
        [trouble] = mail_trouble(session)
        assert (trouble.reason, trouble.waiting) == (words.STOPPED_BY_A_PERSON, 3)
    with database.writing() as session:
        resume_stream(session, stream=Stream.BULK)
    assert drain(database, Stream.BULK) == 3


def test_a_mail_for_tomorrow_leaves_tomorrow(database: Database, sink: SmtpSink) -> None:
    with database.writing() as session:
        put_in_outbox(session, stream=Stream.BULK, kind=KIND, subject_id=7, not_before=utc_now() + timedelta(hours=12))
    assert drain(database, Stream.BULK) == 0
    with time_machine.travel(utc_now() + timedelta(hours=13), tick=True):
        assert drain(database, Stream.BULK) == 1


def test_a_clock_that_is_put_back_stalls_nothing_that_is_new(database: Database, sink: SmtpSink) -> None:
    queue(database, range(3), Stream.CONFIRMATION)
    with time_machine.travel(utc_now() - timedelta(hours=1), tick=True):
        assert drain(database, Stream.CONFIRMATION) == 3


def test_without_a_mail_server_mail_waits_and_says_why(settings: Settings, database: Database, sink: SmtpSink) -> None:
    configure_mail(settings)
    queue(database, [1])
    assert drain(database, Stream.BULK) == 0
    with database.reading() as session:
        assert [trouble.reason for trouble in mail_trouble(session)] == [words.NO_SERVER]


def test_the_desk_pages_through_those_who_need_a_person(database: Database, sink: SmtpSink) -> None:
    letters.instead.update(dict.fromkeys(range(7), broken))
    queue(database, range(10))
    drain(database, Stream.BULK)
    refused = frozenset({MailState.REFUSED})
    with database.reading() as session:
        first = group_mails(session, GROUP, states=refused, limit=4)
        assert first[-1].id is not None
        rest = group_mails(session, GROUP, states=refused, after_id=first[-1].id, limit=4)
    assert [mail.subject_id for mail in first + rest] == list(range(7))


def test_a_thousand_mails_are_queued_in_one_go(database: Database) -> None:
    began = time.monotonic()
    queue(database, range(5000))
    assert len(states(database)) == 5000
    assert time.monotonic() - began < 20  # ordinarily a tenth of a second; this only catches a row at a time
