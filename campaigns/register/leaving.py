"""Whether a letter is still here: an e-mail that waits is called off, one that has begun to leave has left."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.letters.models import Letter
from campaigns.register.models import LetterMail
from foundation.mail.actions import call_off_group
from foundation.mail.models import MailState, OutboxMail

BEGUN = frozenset({MailState.SENDING, MailState.SENT, MailState.UNKNOWN, MailState.BOUNCED})
"""States of a mail that somebody may have got, or that was refused only at their door."""


def keep_here(session: Session, letter: Letter) -> bool:
    """Calls off the e-mails of it that wait. False when one was quicker: then the letter has left."""
    still_here = select(LetterMail).where(LetterMail.letter_id == letter.id, col(LetterMail.ended_at).is_(None))
    keys = [mail.group_key for mail in session.exec(still_here)]
    for key in keys:
        call_off_group(session, group_key=key)
    gone = sa.select(col(OutboxMail.id)).where(col(OutboxMail.group_key).in_(keys), col(OutboxMail.state).in_(BEGUN))
    return not keys or session.execute(gone.limit(1)).first() is None
