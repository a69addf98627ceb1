"""What a mail server's answer means for one mail: its code (RFC 5321) and its enhanced code (RFC 3463)."""

import enum
import re
from dataclasses import dataclass

from foundation.mail import words
from foundation.mail.models import MailState

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


class Stage(enum.StrEnum):
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True)
class Answer:
    """`state` QUEUED means that nothing was handed over, through no fault of this mail."""

    state: MailState
    reason: str = ""
    code: str = ""
    # The mailbox does not exist: the address gets no more mail.
    suppress: bool = False
    # Refused for what we are, not for whom we write to: the others of its group would fare the same.
    by_policy: bool = False
    # Nothing more can be sent over this connection.
    gone: bool = False
    # What is wrong with the way out itself, when something is.
    trouble: str = ""


ACCEPTED = Answer(MailState.SENT)
LOST_BEFORE_HANDING_OVER = Answer(MailState.QUEUED, gone=True, trouble=words.BREAKS_OFF)
LOST_AFTER_HANDING_OVER = Answer(MailState.UNKNOWN, words.NOBODY_KNOWS, gone=True, trouble=words.BREAKS_OFF)


def judge(stage: Stage, code: int, text: str) -> Answer:
    """For every answer but success. The server's text is read for its enhanced code only: it may quote the address."""
    found = _ENHANCED.match(text)
    subject, detail = (int(found[2]), int(found[3])) if found and int(found[1]) == code // 100 else (None, None)
    shown = f"{code} {found[0].strip()}" if found and subject is not None else str(code)
    if code == 421:
        return Answer(MailState.QUEUED, code=shown, gone=True, trouble=words.BREAKS_OFF)
    if 400 <= code < 500:
        return Answer(MailState.DEFERRED, words.TRY_LATER, shown)
    if code == 552 or (subject, detail) in ((3, 4), (2, 3)):
        too_large = stage is not Stage.RECIPIENT or (subject, detail) in ((3, 4), (2, 3))
        return Answer(MailState.BOUNCED, words.TOO_LARGE if too_large else words.MAILBOX_FULL, shown)
    if stage is Stage.SENDER:
        return Answer(MailState.QUEUED, code=shown, gone=True, trouble=words.SENDER_REFUSED)
    if subject == 7:
        return Answer(MailState.DEFERRED, words.REFUSED_BY_POLICY, shown, by_policy=True)
    if subject == 2:
        return Answer(MailState.BOUNCED, words.MAILBOX_FULL, shown)
    if _says_no_such_mailbox(stage, code, subject, detail):
        return Answer(MailState.BOUNCED, words.NO_SUCH_MAILBOX, shown, suppress=True)
    return Answer(MailState.BOUNCED, words.REFUSED_FOR_GOOD, shown)


def _says_no_such_mailbox(stage: Stage, code: int, subject: int | None, detail: int | None) -> bool:
    """X.1.7 and X.1.8 speak of the sender's address. Without an enhanced code, 550 after RCPT is how servers say it."""
    if subject is not None:
        return subject == 1 and detail not in (7, 8)
    return stage is Stage.RECIPIENT and code in (550, 551, 553)
