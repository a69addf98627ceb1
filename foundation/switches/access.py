"""Who may throw a switch: it holds for every organisation, so that it is for the one that runs the installation."""

from sqlmodel import Session, col, select

from foundation.accounts.access import ROLE_TOO_SMALL, SignedIn
from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.errors import Forbidden


def may_throw(session: Session, user: SignedIn) -> bool:
    """Whether this is an owner of the organisation that was there first: whoever sets the program up makes it."""
    by_age = select(Organisation.id).order_by(col(Organisation.created_at), col(Organisation.id))
    return user.may(May.MANAGE, session.exec(by_age.limit(1)).one())


def require_to_throw(session: Session, user: SignedIn) -> None:
    """Raises Forbidden."""
    if not may_throw(session, user):
        raise Forbidden(ROLE_TOO_SMALL)
