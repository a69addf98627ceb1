"""Who is asking, and whether a row is theirs. What belongs to another organisation is not found, never forbidden."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from foundation.accounts.models import Membership, SignInSession, User
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.errors import Forbidden, NotFound
from foundation.web.language import mark

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)

NO_SUCH_PAGE = mark("There is no page at this address.")
ROLE_TOO_SMALL = mark("Your role does not allow this. Ask an owner of your organisation.")


@dataclass(frozen=True)
class SignedIn:
    """The organiser behind a request, with the roles as they are now."""

    user_id: int
    name: str
    roles: Mapping[int, Role]

    @property
    def organisation_id(self) -> int:
        """The organisation in whose name new things are made."""
        return next(iter(self.roles))

    @property
    def organisation_ids(self) -> tuple[int, ...]:
        return tuple(self.roles)

    def may(self, act: May, organisation_id: int | None = None) -> bool:
        """In one organisation, or in any."""
        if organisation_id is not None:
            role = self.roles.get(organisation_id)
            return role is not None and role.may(act)
        return any(role.may(act) for role in self.roles.values())


def require(user: SignedIn, organisation_id: int | None, act: May) -> None:
    """Every room's access.py calls this for the row it found. Raises NotFound for a foreign row, Forbidden for a
    role too small.
    """
    if organisation_id is None or organisation_id not in user.roles:
        raise NotFound(NO_SUCH_PAGE)
    if not user.may(act, organisation_id):
        raise Forbidden(ROLE_TOO_SMALL)


def digest_of_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def signed_in_by(session: Session, token: str) -> SignedIn | None:
    """The organiser whose browser holds this token, if the session is fresh, the account active and a membership
    left.
    """
    now = utc_now()
    found = session.exec(
        select(SignInSession, User)
        .join(User, col(User.id) == col(SignInSession.user_id))
        .where(SignInSession.token_digest == digest_of_token(token), col(User.is_active))
    ).first()
    if found is None:
        return None
    browser, user = found
    if now - browser.seen_at > IDLE or now - browser.created_at > LONGEST:
        return None
    memberships = session.exec(
        select(Membership).where(Membership.user_id == user.id).order_by(col(Membership.organisation_id))
    ).all()
    if not memberships:
        return None
    return SignedIn(user.id, user.name, {row.organisation_id: row.role for row in memberships})
