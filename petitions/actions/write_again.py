"""Somebody who had ended all mail wishes to sign after all, and asks the organisers: no mail can reach them."""

from datetime import timedelta

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import Conflict
from foundation.mail.suppression import lift_digest, lift_suppression
from foundation.security.rate_limits import count_attempt
from petitions.access import mail_group, petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.envelope import email_digest

# Of one organisation: it is done for single people, never for a list.
AT_MOST = 10
WINDOW = timedelta(hours=24)


def write_again(session: Session, *, user: SignedIn, slug: str, email: str, reason: str) -> None:
    """Lifts what keeps mail from this address, whoever said it: "stop all mail", "it was not me", a mailbox that was
    gone. Does the same where nothing did, and the trail does not name the address: nobody learns whether it had been
    typed here. Sends nothing; whoever it is signs anew, and confirms.

    Raises TooMany, and Conflict once the petition is anonymised."""
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    if petition.is_anonymised:
        raise Conflict("All names and addresses of this petition are deleted.")
    count_attempt(session, what="write-again", key=str(petition.organisation_id), at_most=AT_MOST, window=WINDOW)
    group = mail_group(petition.id)
    lift_suppression(session, address=email)
    lift_suppression(session, address=email, group_key=group)
    lift_digest(session, digest=email_digest(petition, email), group_key=group)
    record_act(session, user, petition, "petition.mail_allowed_again", reason)
