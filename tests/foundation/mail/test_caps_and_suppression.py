"""Whom the outbox does not write to, decided when a mail is about to leave."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
import time_machine

from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail import words
from foundation.mail.drain import drain
from foundation.mail.jobs import tidy_outbox
from foundation.mail.models import MailState, OutboxMail, Stream, Suppression, SuppressionReason
from foundation.mail.suppression import is_suppressed, lift_suppression, suppress
from tests.foundation.mail import letters
from tests.foundation.mail.letters import GROUP, NEWS, address, letter, queue, queue_confirmations, row, states
from tests.smtp_sink import SmtpSink

VICTIM = "victim@example.org"


def write_to_victim(numbers: range) -> None:
    """In as many spellings as there are numbers."""
    for number in numbers:
        letters.instead[number] = partial(letter, number, to=f"Victim+{number}@example.org")


def test_a_thousand_sign_ups_with_somebody_elses_address_give_three_mails_a_petition_and_five_in_all(
    database: Database, sink: SmtpSink
) -> None:
    write_to_victim(range(100))
    for petition in range(10):
        queue_confirmations(database, range(petition * 10, petition * 10 + 10), f"petition-{petition}")
    drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 5
    of_first = [mail for mail in sink.received if int(mail.recipients[0].split("+")[1].split("@")[0]) < 10]
    assert len(of_first) == 3
    waiting = [row(database, number) for number in range(100) if states(database)[number] is MailState.DEFERRED]
    assert len(waiting) == 95
    assert {mail.reason for mail in waiting} == {words.HAD_ENOUGH}


def test_confirmations_wait_for_a_place_two_days_and_no_day_brings_more_than_the_mailbox_bears(
    database: Database, sink: SmtpSink
) -> None:
    write_to_victim(range(30))
    queue_confirmations(database, range(30), "petition-1")
    begun = utc_now()
    for hours in range(0, 120, 4):
        with time_machine.travel(begun + timedelta(hours=hours), tick=True):
            drain(database, Stream.CONFIRMATION)
    assert 6 <= len(sink.received) <= 9
    assert set(states(database).values()) == {MailState.SENT, MailState.SUPPRESSED}


def test_other_mails_leave_a_place_for_a_confirmation(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(20))
    queue(database, range(5), Stream.CONFIRMATION, "petition-1")
    queue_confirmations(database, [5], "petition-1")
    drain(database, Stream.CONFIRMATION)
    assert [states(database)[number] for number in range(6)] == [
        *[MailState.SENT] * 2,
        *[MailState.SUPPRESSED] * 3,
        MailState.SENT,
    ]


def test_nor_do_other_mails_of_many_petitions_take_the_last_place(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(20))
    for number in range(6):
        queue(database, [number], Stream.CONFIRMATION, f"petition-{number}")
    queue_confirmations(database, [6], "petition-6")
    drain(database, Stream.CONFIRMATION)
    assert states(database)[6] is MailState.SENT
    assert len(sink.received) == 5


def test_a_place_is_free_again_when_the_oldest_mail_is_a_day_old(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(4))
    begun = utc_now()
    for number in range(3):
        with time_machine.travel(begun + timedelta(hours=number), tick=True):
            queue_confirmations(database, [number], "petition-1")
            drain(database, Stream.CONFIRMATION)
    with time_machine.travel(begun + timedelta(hours=3), tick=True):
        queue_confirmations(database, [3], "petition-1")
        drain(database, Stream.CONFIRMATION)
    waits_until = row(database, 3).next_attempt_at
    assert waits_until is not None
    assert timedelta(hours=24) <= waits_until - begun < timedelta(hours=24, minutes=1)
    with time_machine.travel(waits_until + timedelta(seconds=1), tick=True):
        assert drain(database, Stream.CONFIRMATION) == 1


def test_of_two_mails_that_say_the_same_only_the_newer_leaves(database: Database, sink: SmtpSink) -> None:
    begun = utc_now()
    with time_machine.travel(begun - timedelta(minutes=30), tick=False):
        queue_confirmations(database, [1])
    queue_confirmations(database, [2])
    for number in (1, 2):
        letters.instead[number] = lambda: replace(letter(1), newest_since=begun)
    drain(database, Stream.CONFIRMATION)
    assert (row(database, 1).state, row(database, 1).reason) == (MailState.SKIPPED, words.NEWER_MAIL)
    assert row(database, 2).state is MailState.SENT
    assert len(sink.received) == 1


def test_the_next_day_there_may_be_mail_again(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(8))
    queue(database, range(4), Stream.CONFIRMATION, "petition-1")
    drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 2
    with time_machine.travel(utc_now() + timedelta(hours=24, seconds=1), tick=True):
        queue(database, range(4, 8), Stream.CONFIRMATION, "petition-1")
        drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 4


def test_a_mailing_is_not_capped(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(8))
    queue(database, range(8))
    assert drain(database, Stream.BULK) == 8


def test_who_unsubscribed_while_the_mail_was_queued_gets_none(database: Database, sink: SmtpSink) -> None:
    queue(database, range(5))
    with database.writing() as session:
        suppress(session, address="Person3+news@Example.ORG", reason=SuppressionReason.UNSUBSCRIBED)
        suppress(session, address=address(3), reason=SuppressionReason.UNSUBSCRIBED)
    drain(database, Stream.BULK)
    assert row(database, 3).state is MailState.SUPPRESSED
    assert row(database, 3).reason == words.WANTS_NO_MAIL
    assert address(3) not in sink.addresses()
    assert len(sink.received) == 4


def test_leaving_one_list_leaves_the_others(database: Database, sink: SmtpSink) -> None:
    with database.writing() as session:
        suppress(session, address=address(1), reason=SuppressionReason.UNSUBSCRIBED, group_key=GROUP)
        assert is_suppressed(session, address=address(1), group_key=GROUP)
        assert not is_suppressed(session, address=address(1), group_key="mailing-2")
    queue(database, [1])
    queue(database, [1], group_key="mailing-2")
    assert drain(database, Stream.BULK) == 1


def test_a_fresh_opt_in_lifts_what_was_said_before(database: Database) -> None:
    with database.writing() as session:
        suppress(session, address=address(1), reason=SuppressionReason.UNSUBSCRIBED)
        lift_suppression(session, address=f"PERSON1+x@{address(1).partition('@')[2]}")
        assert not is_suppressed(session, address=address(1))


def test_no_address_is_kept_and_whom_a_mail_went_to_is_forgotten_after_a_day(
    database: Database, sink: SmtpSink
) -> None:
    queue(database, range(3), Stream.CONFIRMATION)
    drain(database, Stream.CONFIRMATION)
    with database.writing() as session:
        suppress(session, address=address(1), reason=SuppressionReason.UNSUBSCRIBED)
    with database.engine.connect() as connection:
        kept = repr([connection.execute(sa.select(table)).all() for table in (OutboxMail, Suppression)])
        assert "person" not in kept
        assert len(connection.execute(sa.select(OutboxMail.recipient_digest)).scalars().all()) == 3  # type: ignore[call-overload]  # a column
    tidy_outbox(database)
    assert row(database, 1).recipient_digest is not None
    with time_machine.travel(utc_now() + timedelta(hours=25), tick=True):
        tidy_outbox(database)
    assert row(database, 1).recipient_digest is None
    with time_machine.travel(utc_now() + timedelta(days=8), tick=True):
        tidy_outbox(database)
    assert states(database) == {}


def test_of_news_a_mailbox_gets_so_many_a_day_and_the_rest_in_its_turn(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(4))
    for number in range(4):
        queue(database, [number], group_key=f"news-{number}", kind=NEWS)
    queue(database, [50], group_key="news-0", kind=NEWS)
    begun = utc_now()
    drain(database, Stream.BULK)
    assert len(sink.received) == 3, "two to the one mailbox, one to another"
    to_the_victim = [row(database, number).state for number in range(4)]
    assert sorted(to_the_victim) == [MailState.DEFERRED] * 2 + [MailState.SENT] * 2
    with time_machine.travel(begun + timedelta(hours=25), tick=True):
        drain(database, Stream.BULK)
    assert len(sink.received) == 5


def test_other_bulk_mail_has_no_such_limit(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(5))
    queue(database, range(5))
    drain(database, Stream.BULK)
    assert len(sink.received) == 5
