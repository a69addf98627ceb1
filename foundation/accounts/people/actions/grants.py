"""Roles beyond the own organisation: a person in one campaign, a federation that sees campaigns of its affiliates."""

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import record
from foundation.accounts.models import Grant, Membership, Organisation
from foundation.accounts.people.access import PEOPLE, grant_to_end
from foundation.accounts.rights_ended import rights_ended
from foundation.accounts.roles import May, Role
from foundation.errors import BadInput
from foundation.text import name_key


def grant_to_member(
    session: Session, *, user: SignedIn, organisation_id: int, campaign_id: int, organiser_id: int, role: Role
) -> None:
    """A role in one campaign for somebody of the organisation whose campaign it is; whoever is not of it is invited
    by mail. Raises BadInput."""
    require(user, organisation_id, May.MANAGE, campaign_id)
    if session.get(Membership, (organiser_id, organisation_id)) is None:
        raise BadInput("Please choose a member of your organisation.")
    held = session.exec(select(Grant).where(Grant.user_id == organiser_id, Grant.campaign_id == campaign_id)).first()
    grant = held or Grant(of_organisation_id=organisation_id, campaign_id=campaign_id, user_id=organiser_id, role=role)
    grant.role = role
    session.add(grant)
    _record(session, user, organisation_id, "grant.given", f"person:{organiser_id}", role.value)
    rights_ended(session, organiser_id)


def let_organisation_see(
    session: Session, *, user: SignedIn, organisation_id: int, name: str, campaign_id: int | None = None
) -> None:
    """One campaign, or all of them, the future ones too. Without the names of signers. Raises BadInput."""
    require(user, organisation_id, May.MANAGE, campaign_id)
    wanted = name_key(name)
    # A site serves a few dozen organisations.
    others = session.exec(select(Organisation).where(Organisation.id != organisation_id)).all()
    found = [other for other in others if name_key(other.name) == wanted]
    if len(found) != 1:
        raise BadInput("There is no other organisation of this name here. Please write it as it calls itself.")
    held = select(Grant).where(
        Grant.of_organisation_id == organisation_id,
        Grant.to_organisation_id == found[0].id,
        Grant.campaign_id == campaign_id,
    )
    if session.exec(held).first() is not None:
        return
    session.add(
        Grant(
            of_organisation_id=organisation_id,
            campaign_id=campaign_id,
            to_organisation_id=found[0].id,
            role=Role.VIEWER,
        )
    )
    _record(session, user, organisation_id, "grant.given", f"union:{found[0].id}", Role.VIEWER.value)


def end_grant(
    session: Session, *, user: SignedIn, grant_id: int, campaign_id: int | None, listed_on: str = PEOPLE
) -> None:
    grant = grant_to_end(session, user, grant_id, campaign_id=campaign_id, page=listed_on)
    session.delete(grant)
    about = f"person:{grant.user_id}" if grant.user_id else f"union:{grant.to_organisation_id}"
    _record(session, user, grant.of_organisation_id, "grant.ended", about, grant.role.value)
    if grant.user_id:
        rights_ended(session, grant.user_id)


def _record(session: Session, user: SignedIn, organisation_id: int, act: str, about: str, detail: str) -> None:
    record(session, user=user, organisation_id=organisation_id, act=act, about=about, detail=detail)
