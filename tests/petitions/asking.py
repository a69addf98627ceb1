"""What tests of signatures ask of the database."""

from sqlmodel import Session, col, select

from foundation.mail.models import OutboxMail
from petitions.models.petition import Petition
from petitions.queries.counting import count_again, kept_counts


def mails(session: Session) -> list[str]:
    """The kinds, in the order in which they were written."""
    return list(session.exec(select(OutboxMail.kind).order_by(col(OutboxMail.id))))


def counts(session: Session, petition: Petition) -> tuple[int, int]:
    """Waiting and confirmed, as kept; fails where a recount finds others."""
    session.flush()
    kept = kept_counts(session, petition.id)
    assert kept == count_again(session, petition.id)
    return kept.waiting, kept.confirmed
