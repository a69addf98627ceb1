"""Whom the outbox does not write to, decided when a mail is about to leave."""

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
from tests.foundation.mail.letters import GROUP, address, letter, queue, row, states
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
        queue(database, range(petition * 10, petition * 10 + 10), Stream.CONFIRMATION, f"petition-{petition}")
    drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 5
    of_first = [mail for mail in sink.received if int(mail.recipients[0].split("+")[1].split("@")[0]) < 10]
    assert len(of_first) == 3
    refused = [row(database, number) for number in range(100) if states(database)[number] is MailState.SUPPRESSED]
    assert len(refused) == 95
    assert {mail.reason for mail in refused} == {words.HAD_ENOUGH}


def test_the_next_day_there_may_be_mail_again(database: Database, sink: SmtpSink) -> None:
    write_to_victim(range(8))
    queue(database, range(4), Stream.CONFIRMATION, "petition-1")
    drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 3
    with time_machine.travel(utc_now() + timedelta(hours=24, seconds=1), tick=True):
        queue(database, range(4, 8), Stream.CONFIRMATION, "petition-1")
        drain(database, Stream.CONFIRMATION)
    assert len(sink.received) == 6


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
