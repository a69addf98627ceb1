"""What servers say, and what it means for a mail."""

from dataclasses import replace

import pytest

from foundation.clock import utc_now
from foundation.mail import words
from foundation.mail.answers import Answer, Stage, judge
from foundation.mail.claims import Claimed
from foundation.mail.models import MailState, Stream
from foundation.mail.outcomes import MOST_ATTEMPTS, outcome_of


@pytest.mark.parametrize(
    ("stage", "code", "text", "meant"),
    [
        (Stage.RECIPIENT, 550, "5.1.1 No such user", Answer(MailState.BOUNCED, words.NO_SUCH_MAILBOX, suppress=True)),
        (Stage.RECIPIENT, 550, "no such user", Answer(MailState.BOUNCED, words.NO_SUCH_MAILBOX, suppress=True)),
        (Stage.RECIPIENT, 550, "5.1.8 your domain is odd", Answer(MailState.BOUNCED, words.REFUSED_FOR_GOOD)),
        (Stage.RECIPIENT, 550, "5.2.1 disabled", Answer(MailState.BOUNCED, words.MAILBOX_FULL)),
        (Stage.RECIPIENT, 552, "full", Answer(MailState.BOUNCED, words.MAILBOX_FULL)),
        (Stage.RECIPIENT, 554, "5.7.1 blocked", Answer(MailState.DEFERRED, words.REFUSED_BY_POLICY, by_policy=True)),
        (Stage.RECIPIENT, 451, "4.7.1 greylisted", Answer(MailState.DEFERRED, words.TRY_LATER)),
        (Stage.RECIPIENT, 452, "4.2.2 full for now", Answer(MailState.DEFERRED, words.TRY_LATER)),
        (Stage.CONTENT, 550, "spam", Answer(MailState.BOUNCED, words.REFUSED_FOR_GOOD)),
        (Stage.CONTENT, 554, "5.7.1 spam", Answer(MailState.DEFERRED, words.REFUSED_BY_POLICY, by_policy=True)),
        (Stage.CONTENT, 552, "5.3.4 too big", Answer(MailState.BOUNCED, words.TOO_LARGE)),
        (Stage.SENDER, 552, "5.3.4 too big", Answer(MailState.BOUNCED, words.TOO_LARGE)),
        (Stage.SENDER, 451, "4.3.0 later", Answer(MailState.DEFERRED, words.TRY_LATER)),
    ],
)
def test_an_answer_is_understood(stage: Stage, code: int, text: str, meant: Answer) -> None:
    assert replace(judge(stage, code, text), code="") == meant


def test_a_refused_sender_is_nobodys_bounce_but_trouble_with_the_way_out() -> None:
    answer = judge(Stage.SENDER, 550, "5.7.1 campaigns@example.org may not send")
    assert answer.state is MailState.QUEUED
    assert answer.trouble == words.SENDER_REFUSED


def test_the_servers_text_is_not_kept() -> None:
    answer = judge(Stage.RECIPIENT, 550, "5.1.1 <ada@example.org> unknown")
    assert answer.code == "550 5.1.1"
    assert "ada" not in repr(answer)


def test_an_enhanced_code_that_contradicts_the_code_is_not_believed() -> None:
    assert judge(Stage.RECIPIENT, 550, "2.1.5 fine").code == "550"


def mail(attempts: int, stream: Stream = Stream.BULK) -> Claimed:
    return Claimed(1, stream, "tests.letter", 1, "mailing-1", attempts, None, utc_now())


def test_a_mail_that_was_put_off_is_tried_after_5_15_and_60_minutes_and_given_up_after_three_days() -> None:
    later = Answer(MailState.DEFERRED, words.TRY_LATER, "451")
    assert [outcome_of(mail(attempts), later).minutes for attempts in range(5)] == [5, 15, 60, 60, 60]
    assert sum(outcome_of(mail(attempts), later).minutes for attempts in range(MOST_ATTEMPTS)) > 72 * 60
    given_up = outcome_of(mail(MOST_ATTEMPTS - 1), later)
    assert (given_up.state, given_up.reason) == (MailState.BOUNCED, words.GAVE_UP)


def test_in_doubt_a_confirmation_goes_out_again_and_a_mailing_waits_for_a_person() -> None:
    doubt = Answer(MailState.UNKNOWN, words.NOBODY_KNOWS)
    assert outcome_of(mail(0, Stream.CONFIRMATION), doubt).state is MailState.DEFERRED
    assert outcome_of(mail(0, Stream.BULK), doubt).state is MailState.UNKNOWN
    assert outcome_of(mail(2, Stream.CONFIRMATION), doubt).state is MailState.UNKNOWN


def test_a_mail_at_which_the_server_breaks_off_does_not_stay_first_in_the_queue() -> None:
    broke_off = Answer(MailState.QUEUED)
    assert outcome_of(mail(0), broke_off).minutes == 0
    assert outcome_of(mail(1), broke_off).minutes == 15
