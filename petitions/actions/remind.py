"""One reminder to those who signed and have not pressed the button, two days later; never a second."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.actions.mails import put_mails
from petitions.models.petition import Petition, PetitionState
from petitions.models.signature import LINK_LIVES, Signature

REMINDER_MAIL = "petitions.remind"
AFTER = timedelta(hours=48)
# The link is to work for a while after the reminder has come.
AT_LEAST_LEFT = timedelta(hours=24)
AT_ONCE = 500


def remind_some(session: Session) -> int:
    """Says how many; call again until none. Whether the address has had enough mail, or wants none, is looked at when
    the mail leaves. A reminder counts against what the mailbox bears, and its link ends when the first one does."""
    now = utc_now()
    rows = session.execute(
        sa.select(col(Signature.id), col(Signature.petition_id), col(Signature.reference))
        .join(Petition, col(Petition.id) == col(Signature.petition_id))
        .where(
            # Written out, for the partial index to be seen as fitting.
            sa.text("signature.state = 'pending'"),
            col(Signature.reminded_at).is_(None),
            col(Signature.mailed_at) <= now - AFTER,
            col(Signature.mailed_at) > now - LINK_LIVES + AT_LEAST_LEFT,
            col(Petition.state) == PetitionState.OPEN,
            ~col(Petition.is_example),
        )
        .order_by(col(Signature.mailed_at))
        .limit(AT_ONCE)
        .with_for_update(of=Signature, skip_locked=True)
    ).all()
    if rows:
        session.execute(
            sa.update(Signature)
            .where(col(Signature.id).in_([row[0] for row in rows]))
            .values(reminded_at=now, mails=col(Signature.mails) + 1)
            .execution_options(synchronize_session=False)
        )
    put_mails(session, [(REMINDER_MAIL, petition_id, reference) for _id, petition_id, reference in rows])
    return len(rows)
