"""Who may throw a switch: it holds for every organisation, so that it is for the one that runs the installation."""

from sqlmodel import Session, col, select

from foundation.accounts.access import ROLE_TOO_SMALL, SignedIn
from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.errors import Forbidden


def running_organisation(session: Session) -> Organisation:
    """The one that was there first: whoever sets the program up makes it."""
    return session.exec(
        select(Organisation).order_by(col(Organisation.created_at), col(Organisation.id)).limit(1)
    ).one()


def may_throw(session: Session, user: SignedIn) -> bool:
    return user.may(May.MANAGE, running_organisation(session).id)


def require_to_throw(session: Session, user: SignedIn) -> None:
    """Raises Forbidden."""
    if not may_throw(session, user):
        raise Forbidden(ROLE_TOO_SMALL)
