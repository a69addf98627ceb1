"""The mails that signing causes, and how many a mailbox bears."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from foundation.mail.actions import put_many_in_outbox
from foundation.mail.models import Stream
from petitions.access import mail_group
from petitions.models.signature import Signature

A_DAY = timedelta(days=1)
MAILS_A_DAY = 3
# A second press on the button is no wish for a second mail.
MAIL_AGAIN_AFTER = timedelta(minutes=10)

CONFIRM_MAIL = "petitions.confirm_signature"
# Its subject is what was typed beside a signature that waits.
CONFIRM_BESIDE_MAIL = "petitions.confirm_beside"
ALREADY_MAIL = "petitions.already_signed"
THANKS_MAIL = "petitions.thank_you"


def put_mail(session: Session, kind: str, petition_id: int, reference: int) -> None:
    put_mails(session, [(kind, petition_id, reference)])


def put_mails(session: Session, mails: Iterable[tuple[str, int, int]]) -> None:
    """(kind, petition, reference of the signature, or of what was typed beside it)."""
    together: dict[tuple[str, int], list[int]] = {}
    for kind, petition_id, reference in mails:
        together.setdefault((kind, petition_id), []).append(reference)
    for (kind, petition_id), references in together.items():
        put_many_in_outbox(
            session,
            stream=Stream.CONFIRMATION,
            kind=kind,
            subject_ids=references,
            group_key=mail_group(petition_id),
        )


def may_mail(signature: Signature, now: datetime) -> bool:
    """A few mails a day, whoever asks for them; a clock that was put back stops nobody."""
    return not timedelta(0) <= now - signature.mails_since < A_DAY or signature.mails < MAILS_A_DAY


def note_mail(signature: Signature, now: datetime) -> None:
    """Of a mail about the signature itself: its link lives from now on."""
    count_mail(signature, now)
    signature.mailed_at = now


def count_mail(signature: Signature, now: datetime) -> None:
    within_day = timedelta(0) <= now - signature.mails_since < A_DAY
    signature.mails = signature.mails + 1 if within_day else 1
    signature.mails_since = signature.mails_since if within_day else now
