"""Members, invitations and grants that the asker may change, found and checked in one step."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.models import AuditEntry, Grant, Invitation, Membership, User
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.errors import Gone, GoneAlready, NotFound
from foundation.security.links import row_of_token, token_holds
from foundation.web.language import mark

INVITATION_PURPOSE = "accounts.invitation"
BAD_INVITATION = mark("This invitation is not valid. Please open its link exactly as it stands in the mail.")
OLD_INVITATION = mark("This invitation has expired or was used already. Ask whoever invited you for a new one.")
LARGEST_ID = 2**63 - 1
PEOPLE = "/desk/settings/people"


def member_to_change(session: Session, user: SignedIn, organiser_id: int) -> Membership:
    """Of the asker's own organisation. Everybody who changes members waits here for each other, so that two owners
    cannot both step back in the same moment."""
    require(user, user.organisation_id, May.MANAGE)
    owners_for_update(session, user.organisation_id)
    found = (
        session.get(Membership, (organiser_id, user.organisation_id), populate_existing=True)
        if 0 < organiser_id <= LARGEST_ID
        else None
    )
    if found is None:
        raise no_member(session, user.organisation_id, organiser_id)
    return found


def no_member(session: Session, organisation_id: int, organiser_id: int) -> NotFound:
    """Who was a member stands in the trail; somebody else's member is not found."""
    was_here = select(AuditEntry.id).where(
        AuditEntry.organisation_id == organisation_id, AuditEntry.about == f"person:{organiser_id}"
    )
    is_somebody = 0 < organiser_id <= LARGEST_ID and session.get(User, organiser_id) is not None
    if is_somebody and session.exec(was_here).first() is None:
        return NotFound(NO_SUCH_PAGE)
    return GoneAlready(NO_SUCH_PAGE, page=PEOPLE)


def owners_for_update(session: Session, organisation_id: int) -> Sequence[Membership]:
    return session.exec(
        select(Membership)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.OWNER,
            col(Membership.suspended_at).is_(None),
        )
        .order_by(col(Membership.user_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def invitation_to_change(session: Session, user: SignedIn, invitation_id: int, *, page: str = PEOPLE) -> Invitation:
    """`page` lists what is still there."""
    found = session.get(Invitation, invitation_id) if 0 < invitation_id <= LARGEST_ID else None
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=page)
    require(user, found.organisation_id, May.MANAGE, found.campaign_id)
    if found.accepted_at is not None:
        raise GoneAlready(NO_SUCH_PAGE, page=page)
    return found


def invitation_of_token(session: Session, token: str, *, lock: bool = False) -> Invitation:
    """Raises NotFound for a wrong link, Gone for one that has expired or was used."""
    query = select(Invitation).where(Invitation.id == row_of_token(token))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None or not token_holds(token, INVITATION_PURPOSE, found.id, found.nonce):
        raise NotFound(BAD_INVITATION)
    if found.accepted_at is not None or utc_now() > found.ends_at:
        raise Gone(OLD_INVITATION)
    return found


def grant_to_end(
    session: Session, user: SignedIn, grant_id: int, *, campaign_id: int | None, page: str = PEOPLE
) -> Grant:
    found = session.get(Grant, grant_id) if 0 < grant_id <= LARGEST_ID else None
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=page)
    if found.campaign_id != campaign_id:
        raise NotFound(NO_SUCH_PAGE)
    require(user, found.of_organisation_id, May.MANAGE, found.campaign_id)
    return found
