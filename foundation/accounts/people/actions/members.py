"""Roles, deactivating, removing, leaving, handing over. Each takes effect at the next request and on what runs."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import end_sessions, record
from foundation.accounts.models import Grant, Membership
from foundation.accounts.people.access import member_to_change, owners_for_update
from foundation.accounts.proof_models import RecoveryCode, SecondFactor
from foundation.accounts.rights_ended import rights_ended
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.errors import Conflict


def change_role(session: Session, *, user: SignedIn, organiser_id: int, role: Role) -> None:
    """Raises Conflict for the last owner."""
    member = member_to_change(session, user, organiser_id)
    if member.role is role:
        return
    _keep_an_owner(session, member)
    member.role = role
    session.add(member)
    _record(session, user, "member.role_changed", organiser_id, detail=role.value)
    rights_ended(session, organiser_id)


def suspend(session: Session, *, user: SignedIn, organiser_id: int) -> None:
    member = member_to_change(session, user, organiser_id)
    if organiser_id == user.user_id:
        raise Conflict("You cannot do this to yourself. To go, leave the organisation.")
    if member.suspended_at is not None:
        return
    _keep_an_owner(session, member)
    member.suspended_at = utc_now()
    session.add(member)
    _record(session, user, "member.suspended", organiser_id)
    _out(session, organiser_id)


def restore(session: Session, *, user: SignedIn, organiser_id: int) -> None:
    member = member_to_change(session, user, organiser_id)
    if member.suspended_at is None:
        return
    member.suspended_at = None
    session.add(member)
    _record(session, user, "member.restored", organiser_id)


def remove(session: Session, *, user: SignedIn, organiser_id: int) -> None:
    """For good; what they did stays in the audit trail. Also ends their roles in single campaigns of this
    organisation."""
    member = member_to_change(session, user, organiser_id)
    if organiser_id == user.user_id:
        raise Conflict("You cannot do this to yourself. To go, leave the organisation.")
    _keep_an_owner(session, member)
    _record(session, user, "member.removed", organiser_id)
    _end_membership(session, member)


def leave(session: Session, *, user: SignedIn) -> None:
    """One's own membership. Raises Conflict for the last owner."""
    owners_for_update(session, user.organisation_id)
    member = session.get_one(Membership, (user.user_id, user.organisation_id), populate_existing=True)
    _keep_an_owner(session, member)
    _record(session, user, "member.left", user.user_id)
    _end_membership(session, member)


def hand_over(session: Session, *, user: SignedIn, organiser_id: int, stay_as: Role) -> None:
    """The other becomes an owner, and the asker what was chosen, in one step."""
    member = member_to_change(session, user, organiser_id)
    if organiser_id == user.user_id or member.suspended_at is not None:
        raise Conflict("Ownership goes to another member who is active.")
    own = session.get_one(Membership, (user.user_id, user.organisation_id), populate_existing=True)
    member.role, own.role = Role.OWNER, stay_as
    session.add_all([member, own])
    _record(session, user, "ownership.handed_over", organiser_id)
    rights_ended(session, user.user_id)


def take_factors_away(session: Session, *, user: SignedIn, organiser_id: int) -> None:
    """For somebody who lost telephone, key and recovery codes. Raises Conflict when other organisations rely on them
    too."""
    member_to_change(session, user, organiser_id)
    elsewhere = select(Membership.organisation_id).where(
        Membership.user_id == organiser_id, Membership.organisation_id != user.organisation_id
    )
    guest_elsewhere = select(Grant.id).where(
        Grant.user_id == organiser_id, Grant.of_organisation_id != user.organisation_id
    )
    relied_on = session.exec(elsewhere).first() or session.exec(guest_elsewhere).first()
    if organiser_id == user.user_id or relied_on is not None:
        raise Conflict("This account belongs to other organisations too, or is your own. Ask who runs this site.")
    session.execute(sa.delete(SecondFactor).where(col(SecondFactor.user_id) == organiser_id))
    session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.user_id) == organiser_id))
    end_sessions(session, user_id=organiser_id)
    _record(session, user, "member.factors_removed", organiser_id)


def _end_membership(session: Session, member: Membership) -> None:
    organiser_id = member.user_id
    session.execute(
        sa.delete(Grant).where(
            col(Grant.user_id) == organiser_id, col(Grant.of_organisation_id) == member.organisation_id
        )
    )
    session.delete(member)
    _out(session, organiser_id)


def _out(session: Session, organiser_id: int) -> None:
    end_sessions(session, user_id=organiser_id)
    rights_ended(session, organiser_id)


def _keep_an_owner(session: Session, member: Membership) -> None:
    others = [owner for owner in owners_for_update(session, member.organisation_id) if owner.user_id != member.user_id]
    if member.role is Role.OWNER and member.suspended_at is None and not others:
        raise Conflict("An organisation needs an owner. Hand it over to somebody first.")


def _record(session: Session, user: SignedIn, act: str, organiser_id: int, detail: str = "") -> None:
    record(
        session,
        user=user,
        organisation_id=user.organisation_id,
        act=act,
        about=f"person:{organiser_id}",
        detail=detail,
    )
