"""Who works for an organisation, who was asked to, and who sees its campaigns from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from foundation.accounts.models import Grant, Invitation, Membership, Organisation, User
from foundation.accounts.proof_models import SecondFactor
from foundation.accounts.roles import Role
from foundation.clock import utc_now


@dataclass(frozen=True)
class Member:
    user_id: int
    name: str
    email: str
    role: Role
    suspended_at: datetime | None
    has_second_factor: bool
    # Whether this is the only organisation the account belongs to, so that its owner answers for the account.
    belongs_here_only: bool


@dataclass(frozen=True)
class Guest:
    """A grant, and the name of the person or the organisation that has it."""

    grant_id: int
    name: str
    is_organisation: bool
    role: Role


def members_of(session: Session, organisation_id: int) -> list[Member]:
    """Owners first, then by name."""
    other = aliased(Membership)
    elsewhere = sa.exists().where(col(other.user_id) == col(User.id), col(other.organisation_id) != organisation_id)
    has_factor = sa.exists().where(col(SecondFactor.user_id) == col(User.id))
    rows = session.exec(
        select(Membership, User, has_factor, elsewhere)
        .join(User, col(User.id) == col(Membership.user_id))
        .where(Membership.organisation_id == organisation_id, col(User.is_active))
    ).all()
    members = [
        Member(user.id, user.name, user.email, row.role, row.suspended_at, factor, not belongs_elsewhere)
        for row, user, factor, belongs_elsewhere in rows
    ]
    ranks = list(Role)
    return sorted(members, key=lambda member: (ranks.index(member.role), member.name.casefold(), member.user_id))


def open_invitations(session: Session, organisation_id: int, *, campaign_id: int | None = None) -> Sequence[Invitation]:
    """To the organisation, or to one of its campaigns; the newest first, also those that have expired."""
    return session.exec(
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.campaign_id == campaign_id,
            col(Invitation.accepted_at).is_(None),
        )
        .order_by(col(Invitation.created_at).desc(), col(Invitation.id))
    ).all()


def guests_of(session: Session, organisation_id: int, *, campaign_id: int | None = None) -> list[Guest]:
    """Who has a grant for one campaign; without one, which organisations see all campaigns."""
    rows = session.exec(
        select(Grant, col(User.name), col(Organisation.name))
        .join(User, col(User.id) == col(Grant.user_id), isouter=True)
        .join(Organisation, col(Organisation.id) == col(Grant.to_organisation_id), isouter=True)
        .where(Grant.of_organisation_id == organisation_id, Grant.campaign_id == campaign_id)
        .order_by(col(Grant.created_at), col(Grant.id))
    ).all()
    return [Guest(grant.id, person or union or "", grant.user_id is None, grant.role) for grant, person, union in rows]


def is_open(invitation: Invitation) -> bool:
    return utc_now() <= invitation.ends_at
