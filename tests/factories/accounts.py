"""Organisations and organisers for tests."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import create_organisation, create_organiser
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role

PASSWORD = "four words make it long"


def an_organisation(session: Session, name: str = "Example Federation of Trade Unions") -> Organisation:
    return create_organisation(
        session, name=name, country="CH", address="1 Example Street\n1200 Example Town\nSWITZERLAND"
    )


def an_organiser(
    session: Session, organisation: Organisation, role: Role = Role.OWNER, email: str = "ada@example.org"
) -> SignedIn:
    user = create_organiser(
        session, organisation_id=organisation.id, name="Ada Example", email=email, password=PASSWORD, role=role
    )
    return SignedIn(user.id, user.name, {organisation.id: role})
