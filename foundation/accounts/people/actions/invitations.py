"""Asking somebody by mail to join, and joining."""

import secrets
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import email_digest, record
from foundation.accounts.models import Grant, Invitation, Membership, User
from foundation.accounts.people.access import PEOPLE, invitation_of_token, invitation_to_change
from foundation.accounts.rights_ended import rights_ended
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import BadInput, Conflict
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream
from foundation.security.passwords import hash_password
from foundation.security.rate_limits import count_attempt

LIVES = timedelta(hours=48)
# After its end an invitation is shown as expired for so long, and then forgotten.
KEPT = timedelta(days=30)
MOST_AN_HOUR = 20
INVITATION_MAIL = "accounts.invitation"


def invite(
    session: Session,
    *,
    user: SignedIn,
    organisation_id: int,
    email: str,
    role: Role,
    language: str,
    campaign_id: int | None = None,
) -> Invitation:
    """The link leaves by mail and is good for two days, once. Raises Conflict for a member, TooMany."""
    require(user, organisation_id, May.MANAGE, campaign_id)
    count_attempt(
        session, what="invitations", key=str(organisation_id), at_most=MOST_AN_HOUR, window=timedelta(hours=1)
    )
    session.execute(sa.delete(Invitation).where(col(Invitation.ends_at) < utc_now() - KEPT))
    known = _account(session, email)
    if known is not None and campaign_id is None and session.get(Membership, (known.id, organisation_id)) is not None:
        raise Conflict("This person is a member already.")
    invitation = Invitation(
        organisation_id=organisation_id,
        campaign_id=campaign_id,
        role=role,
        email=email,
        language=language,
        nonce=secrets.token_bytes(16),
        invited_by_id=user.user_id,
        ends_at=utc_now() + LIVES,
    )
    session.add(invitation)
    session.flush()
    put_in_outbox(session, stream=Stream.CONFIRMATION, kind=INVITATION_MAIL, subject_id=invitation.id)
    record(
        session,
        user=user,
        organisation_id=organisation_id,
        act="invitation.sent",
        about="campaign-role" if campaign_id else "organisation",
        detail=role.value,
    )
    return invitation


def withdraw_invitation(session: Session, *, user: SignedIn, invitation_id: int, listed_on: str = PEOPLE) -> Invitation:
    invitation = invitation_to_change(session, user, invitation_id, page=listed_on)
    session.delete(invitation)
    record(
        session,
        user=user,
        organisation_id=invitation.organisation_id,
        act="invitation.withdrawn",
        about="organisation",
        detail=invitation.role.value,
    )
    return invitation


def has_account(session: Session, invitation: Invitation) -> bool:
    return _account(session, invitation.email) is not None


def accept(database: Database, *, token: str, name: str, password: str, language: str) -> str:
    """Makes the account where there is none, and gives the role. Returns the address to sign in with.

    Raises BadInput for a weak password or a missing name, Gone when the link was used meanwhile. Whoever has an
    account has shown its password before (actions.sign_in)."""
    with database.reading() as session:
        is_new = not has_account(session, invitation_of_token(session, token))
    # The slow hash is computed while no transaction is open.
    password_hash = hash_password(password) if is_new else ""
    if is_new and not name:
        raise BadInput("Please fill this in.")
    with database.writing() as session:
        invitation = invitation_of_token(session, token, lock=True)
        user = _account(session, invitation.email)
        if user is None:
            user = User(
                name=name,
                email=invitation.email,
                email_digest=email_digest(invitation.email),
                password_hash=password_hash,
                language=language,
            )
            session.add(user)
            session.flush()
        _give_role(session, user, invitation)
        email = invitation.email
        # What is left says only that the link was used.
        invitation.accepted_at, invitation.email = utc_now(), ""
        session.add(invitation)
        record(
            session,
            user=SignedIn(user.id, user.name, {}),
            organisation_id=invitation.organisation_id,
            act="invitation.accepted",
            about=f"person:{user.id}",
            detail=invitation.role.value,
        )
        return email


def _give_role(session: Session, user: User, invitation: Invitation) -> None:
    """A membership that is there already stays as it is."""
    if invitation.campaign_id is not None:
        held = session.exec(
            select(Grant).where(Grant.user_id == user.id, Grant.campaign_id == invitation.campaign_id)
        ).first()
        grant = held or Grant(
            of_organisation_id=invitation.organisation_id,
            campaign_id=invitation.campaign_id,
            user_id=user.id,
            role=invitation.role,
        )
        grant.role = invitation.role
        session.add(grant)
        # It may be a smaller one than before.
        rights_ended(session, user.id)
        return
    if session.get(Membership, (user.id, invitation.organisation_id)) is None:
        session.add(Membership(user_id=user.id, organisation_id=invitation.organisation_id, role=invitation.role))


def _account(session: Session, email: str) -> User | None:
    return session.exec(select(User).where(User.email_digest == email_digest(email))).first()
