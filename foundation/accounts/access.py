"""Who is asking, and whether a row is theirs. What belongs to another organisation is not found, never forbidden."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.models import Grant, Membership, User
from foundation.accounts.proof_models import SecondFactor, SignInSession
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.errors import Forbidden, NotFound
from foundation.web.language import mark

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# For so long after the password was given, what it protects is not asked for again.
LATELY = timedelta(minutes=10)

NO_SUCH_PAGE = mark("There is no page at this address.")
NOT_NOW = mark("This page is not available at the moment. Please come back later.")
ROLE_TOO_SMALL = mark("Your role does not allow this. Ask an owner of your organisation.")
GUEST_ONLY = mark("You take part in single campaigns. This page is for members of an organisation.")


@dataclass(frozen=True)
class SignedIn:
    """The organiser behind a request, with the rights as they are now.

    `roles` are by organisation; `granted` are roles in single campaigns beyond them, by campaign; of the organisations
    `sees_all_of` every campaign may be seen.
    """

    user_id: int
    name: str
    roles: Mapping[int, Role]
    granted: Mapping[int, Role] = field(default_factory=dict)
    sees_all_of: frozenset[int] = frozenset()
    session_id: int = 0
    seen_at: datetime | None = None
    has_second_factor: bool = False
    proved: bool = False
    gave_password_lately: bool = False

    @property
    def organisation_id(self) -> int:
        """The organisation in whose name new things are made. Raises Forbidden for a guest of single campaigns."""
        if not self.roles:
            raise Forbidden(GUEST_ONLY)
        return next(iter(self.roles))

    @property
    def organisation_ids(self) -> tuple[int, ...]:
        return tuple(self.roles)

    def may(self, act: May, organisation_id: int | None = None, scope: int | None = None) -> bool:
        """In one organisation, or anywhere. `scope` is the campaign that a row belongs to, if to one."""
        if organisation_id is None:
            anywhere = {*self.roles.values(), *self.granted.values()}
            return any(role.may(act) for role in anywhere) or (act is May.READ and bool(self.sees_all_of))
        role = self.roles.get(organisation_id)
        if role is not None and role.may(act):
            return True
        if scope is None:
            return False
        granted = self.granted.get(scope)
        return (granted is not None and granted.may(act)) or (act == May.READ and organisation_id in self.sees_all_of)

    def knows(self, organisation_id: int, scope: int | None = None) -> bool:
        """Whether rows of this organisation, or of this campaign of it, are there for this organiser at all."""
        return organisation_id in self.roles or (
            scope is not None and (scope in self.granted or organisation_id in self.sees_all_of)
        )


def require(user: SignedIn, organisation_id: int | None, act: May, scope: int | None = None) -> None:
    """Every room's access.py calls this for the row it found. Raises NotFound for a foreign row, Forbidden for a
    role too small.
    """
    if organisation_id is None or not user.knows(organisation_id, scope):
        raise NotFound(NO_SUCH_PAGE)
    if not user.may(act, organisation_id, scope):
        raise Forbidden(ROLE_TOO_SMALL)


def seen_by(user: SignedIn, organisation_id: Any, campaign_id: Any) -> sa.ColumnElement[bool]:
    """The same for lists: the condition on a table's columns of organisation and campaign."""
    return sa.or_(
        organisation_id.in_(list(user.roles)),
        organisation_id.in_(list(user.sees_all_of)) & campaign_id.is_not(None),
        campaign_id.in_(list(user.granted)),
    )


def digest_of_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def signed_in_by(session: Session, token: str) -> SignedIn | None:
    """The organiser whose browser holds this token, if the session is fresh, the account active and a right left."""
    now = utc_now()
    has_factor = sa.exists().where(col(SecondFactor.user_id) == col(User.id))
    found = session.exec(
        select(SignInSession, User, has_factor)
        .join(User, col(User.id) == col(SignInSession.user_id))
        .where(SignInSession.token_digest == digest_of_token(token), col(User.is_active))
    ).first()
    if found is None:
        return None
    browser, user, has_second_factor = found
    if now - browser.seen_at > IDLE or now - browser.created_at > LONGEST:
        return None
    roles, granted, sees_all_of = _rights(session, user.id)
    if not roles and not granted:
        return None
    return SignedIn(
        user.id,
        user.name,
        roles,
        granted,
        sees_all_of,
        session_id=browser.id,
        seen_at=browser.seen_at,
        has_second_factor=has_second_factor,
        proved=browser.proved_at is not None,
        gave_password_lately=browser.password_at is not None and now - browser.password_at <= LATELY,
    )


def organiser_now(session: Session, user_id: int) -> SignedIn | None:
    """With the rights of this moment, for work that goes on after a request; None when the account is shut."""
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        return None
    return SignedIn(user.id, user.name, *_rights(session, user_id))


def _rights(session: Session, user_id: int) -> tuple[dict[int, Role], dict[int, Role], frozenset[int]]:
    memberships = session.exec(
        select(Membership).where(Membership.user_id == user_id).order_by(col(Membership.organisation_id))
    ).all()
    roles = {row.organisation_id: row.role for row in memberships if row.suspended_at is None}
    suspended = [row.organisation_id for row in memberships if row.suspended_at is not None]
    grants = session.exec(
        select(Grant).where(
            (col(Grant.user_id) == user_id) | col(Grant.to_organisation_id).in_(list(roles)),
            col(Grant.of_organisation_id).not_in(suspended),
        )
    ).all()
    # A person's own role in a campaign is never smaller than what the whole organisation sees.
    granted = {row.campaign_id: row.role for row in grants if row.campaign_id and row.user_id is None}
    granted |= {row.campaign_id: row.role for row in grants if row.campaign_id and row.user_id is not None}
    return roles, granted, frozenset(row.of_organisation_id for row in grants if row.campaign_id is None)
