"""Who may look at a campaign with the eyes of a second person."""

from collections.abc import Container

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from foundation.accounts.models import Grant, Membership, User
from foundation.accounts.roles import May, Role

_MAY_PUBLISH = [role for role in Role if role.may(May.PUBLISH)]


def reviewers(session: Session, campaign: Campaign, *, besides: Container[int | None] = ()) -> list[User]:
    """Owners and reviewers of the organisation, and those who were made one for this campaign, by name."""
    members = sa.select(col(Membership.user_id)).where(
        col(Membership.organisation_id) == campaign.organisation_id, col(Membership.suspended_at).is_(None)
    )
    suspended = sa.select(col(Membership.user_id)).where(
        col(Membership.organisation_id) == campaign.organisation_id, col(Membership.suspended_at).is_not(None)
    )
    guests = sa.select(col(Grant.user_id)).where(
        col(Grant.campaign_id) == campaign.id,
        col(Grant.role).in_(_MAY_PUBLISH),
        col(Grant.user_id).is_not(None),
        col(Grant.user_id).not_in(suspended),
    )
    found = session.exec(
        select(User)
        .where(
            col(User.is_active),
            col(User.id).in_(members.where(col(Membership.role).in_(_MAY_PUBLISH))) | col(User.id).in_(guests),
        )
        .order_by(col(User.name), col(User.id))
    )
    return [user for user in found if user.id not in besides]
