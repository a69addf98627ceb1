"""A campaign that is off the site sends nothing; its mailings wait, and a person lets them go on."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from outreach.actions.sending import hold_for_another
from outreach.models.mailings import Mailing, MailingState


def stop_mailings(session: Session, *, campaign_id: int) -> None:
    """Pushed down by the campaign. What is being handed over in this very moment still goes."""
    ours = select(Mailing).where(Mailing.campaign_id == campaign_id)
    for mailing in session.exec(ours.with_for_update()).all():
        mailing.is_stopped = True
        session.add(mailing)
        if mailing.state in (MailingState.QUEUED, MailingState.SENDING):
            hold_for_another(session, mailing)


def let_mailings_go(session: Session, *, campaign_id: int) -> None:
    """They may be sent again. What was on its way stays paused until somebody resumes it."""
    session.execute(sa.update(Mailing).where(col(Mailing.campaign_id) == campaign_id).values(is_stopped=False))
