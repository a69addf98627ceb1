"""One person corrects the directory: where there is nobody else, or at night. It is marked, and a second person looks
afterwards."""

from sqlmodel import Session, col, select

from campaigns.actions.emergency import is_night
from campaigns.offices.actions import lay_over, record_change
from campaigns.offices.models import ChangeState, OfficeChange
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Membership, User
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.errors import Conflict

_MAY_DECIDE = [role for role in Role if role.may(May.PUBLISH)]


def may_correct_alone(session: Session, *, user: SignedIn, zone: str) -> bool:
    """The directory belongs to all organisations of the installation, so anybody who decides in one is a second
    person."""
    return is_night(utc_now(), zone) or _another_decides(session, user) is None


def correct_alone(session: Session, *, user: SignedIn, change: OfficeChange, reason: str, zone: str) -> None:
    """What this person proposed holds at once. Raises Conflict by day while somebody else could look at it first."""
    if change.proposed_by_id != user.user_id:
        raise Conflict("Somebody else proposed this: accept or decline it.")
    if not may_correct_alone(session, user=user, zone=zone):
        raise Conflict("By day a second person looks first, and there is one. It waits for them.")
    change.made_alone = True
    with session.no_autoflush:
        lay_over(session, user=user, change=change, reason=reason, act="directory.corrected_alone")


def look_afterwards(session: Session, *, user: SignedIn, change: OfficeChange) -> None:
    """Raises Conflict when somebody has looked already, and for the one who made it."""
    if not change.awaits_review:
        raise Conflict("This correction does not wait for a look any more.")
    if user.user_id == change.decided_by_id:
        raise Conflict("A second person must look at it: you made it yourself.")
    change.reviewed_at, change.reviewed_by_id = utc_now(), user.user_id
    session.add(change)
    record_change(session, user, change, "directory.looked_at")


def made_alone(session: Session) -> list[OfficeChange]:
    """Those that nobody else has looked at yet; the oldest first."""
    return list(
        session.exec(
            select(OfficeChange)
            .where(
                OfficeChange.state == ChangeState.ACCEPTED,
                col(OfficeChange.made_alone).is_(True),
                col(OfficeChange.reviewed_at).is_(None),
            )
            .order_by(col(OfficeChange.decided_at), col(OfficeChange.office_id))
        )
    )


def _another_decides(session: Session, user: SignedIn) -> int | None:
    return session.exec(
        select(Membership.user_id)
        .join(User, col(User.id) == col(Membership.user_id))
        .where(
            col(User.is_active),
            col(Membership.suspended_at).is_(None),
            col(Membership.role).in_(_MAY_DECIDE),
            col(Membership.user_id) != user.user_id,
        )
        .limit(1)
    ).first()
