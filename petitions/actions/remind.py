"""One reminder to those who signed and have not pressed the button, two days later; never a second."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.actions.mails import put_mails
from petitions.models.judgement import Reason
from petitions.models.petition import Petition, PetitionState
from petitions.models.signals import SignatureSignal
from petitions.models.signature import IS_SET_ASIDE_UNCONFIRMED, LINK_LIVES, WAITS_FOR_ITS_SIGNER, Signature

REMINDER_MAIL = "petitions.remind"
AFTER = timedelta(hours=48)
# The link is to work for a while after the reminder has come.
AT_LEAST_LEFT = timedelta(hours=24)
AT_ONCE = 500
A_MACHINE = (Reason.TRAP, Reason.FLOOD)


def remind_some(session: Session) -> int:
    """Says how many; call again until none. Whether the address has had enough mail, or wants none, is looked at when
    the mail leaves. A reminder counts against what the mailbox bears, and its link ends when the first one does.

    Whose signature is set aside gets one like everybody else: to be left out would tell them, and they may be people
    who share a roof. But nobody is written to a second time whose address a machine typed."""
    now = utc_now()
    waiting = _due(now).where(WAITS_FOR_ITS_SIGNER)
    set_aside = (
        _due(now)
        .join(SignatureSignal, col(SignatureSignal.signature_id) == col(Signature.id))
        .where(IS_SET_ASIDE_UNCONFIRMED, *(~_names(reason) for reason in A_MACHINE))
    )
    found = [*session.execute(waiting).all(), *session.execute(set_aside).all()]
    if found:
        session.execute(
            sa.update(Signature)
            .where(col(Signature.id).in_([row[0] for row in found]))
            .values(reminded_at=now, mails=col(Signature.mails) + 1)
            .execution_options(synchronize_session=False)
        )
    put_mails(session, [(REMINDER_MAIL, petition_id, reference) for _id, petition_id, reference in found])
    return len(found)


def _names(reason: Reason) -> sa.ColumnElement[bool]:
    """Whole words: one reason may be part of another's name."""
    spaced: sa.ColumnElement[str] = sa.literal(" ") + col(SignatureSignal.reasons) + " "
    return spaced.contains(f" {reason} ", autoescape=True)


def _due(now: datetime) -> sa.Select[int | None, int, int]:
    """The partial indexes by `mailed_at` serve it, each with its own condition."""
    return (
        sa.select(col(Signature.id), col(Signature.petition_id), col(Signature.reference))
        .join(Petition, col(Petition.id) == col(Signature.petition_id))
        .where(
            col(Signature.reminded_at).is_(None),
            col(Signature.mailed_at) <= now - AFTER,
            col(Signature.mailed_at) > now - LINK_LIVES + AT_LEAST_LEFT,
            col(Petition.state) == PetitionState.OPEN,
            ~col(Petition.is_example),
        )
        .order_by(col(Signature.mailed_at))
        .limit(AT_ONCE)
        .with_for_update(of=Signature, skip_locked=True)
    )
