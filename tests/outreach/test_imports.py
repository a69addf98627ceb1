"""Importing a partner list: what is new comes in, what is known stays, what is refused is told."""

import pytest
from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.errors import BadInput
from outreach.actions.imports import import_partners
from outreach.models.partners import Contact, ContactState, Partner
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import a_contact, a_partner, an_unsubscribed_contact


@pytest.fixture
def user(session: Session) -> SignedIn:
    return an_organiser(session, an_organisation(session))


def take(session: Session, user: SignedIn, content: str) -> tuple[int, int, int, int]:
    report = import_partners(session, organisation_id=user.organisation_id, content=content.encode())
    return report.partners_added, report.contacts_added, report.rows_known, len(report.refused)


def test_partners_and_contacts_come_in_once(session: Session, user: SignedIn) -> None:
    content = (
        "name,country,email,contact,language\n"
        "Example Miners,KZ,a@example.org,Ada Example,ru\n"
        "“EXAMPLE  miners”,Kazakhstan,b@example.org,Jean Modèle,\n"
        "Example Dockers,NL,,,\n"
    )
    assert take(session, user, content) == (2, 2, 0, 0)
    assert take(session, user, content) == (0, 0, 3, 0)
    miners = session.exec(select(Partner).where(Partner.name == "Example Miners")).one()
    contacts = session.exec(select(Contact).where(Contact.partner_id == miners.id)).all()
    assert {(contact.email, contact.language) for contact in contacts} == {
        ("a@example.org", "ru"),
        ("b@example.org", "en"),
    }
    assert len({miners.via_code, miners.kit_code}) == 2


def test_what_the_directory_holds_stays_as_it_is(session: Session, user: SignedIn) -> None:
    partner = a_partner(session, user, "Example Miners", country="KZ")
    contact = a_contact(session, user, partner, name="Ada Example", email="a@example.org", language="ru")
    content = "name,country,email,contact,language\nExample Miners,KZ,A@Example.org,Somebody Else,en\n"
    assert take(session, user, content) == (0, 0, 1, 0)
    session.expire_all()
    assert (contact.name, contact.language) == ("Ada Example", "ru")


def test_a_list_without_countries_finds_the_partners_by_name(session: Session, user: SignedIn) -> None:
    a_partner(session, user, "Example Miners", country="KZ")
    assert take(session, user, "name,email\nExample Miners,new@example.org\n") == (0, 1, 0, 0)


def test_an_address_of_another_partner_is_refused(session: Session, user: SignedIn) -> None:
    a_contact(session, user, a_partner(session, user, "Example Miners"), email="a@example.org")
    content = "name,email\nExample Dockers,a@example.org\nExample Bakers,b@example.org\nExample Cooks,b@example.org\n"
    report = import_partners(session, organisation_id=user.organisation_id, content=content.encode())
    assert [(row.number, row.column) for row in report.refused] == [(2, "email"), (4, "email")]
    assert (report.partners_added, report.contacts_added) == (1, 1)


def test_who_unsubscribed_stays_so_even_after_being_removed(session: Session, user: SignedIn) -> None:
    contact = an_unsubscribed_contact(session, user, email="gone@example.org")
    session.delete(contact)
    session.flush()
    assert take(session, user, "name,email\nExample Dockers,Gone+news@example.org\n") == (1, 1, 0, 0)
    back = session.exec(select(Contact).where(Contact.organisation_id == user.organisation_id)).one()
    assert back.state is ContactState.UNSUBSCRIBED


def test_parents_are_found_in_the_file_and_in_the_directory(session: Session, user: SignedIn) -> None:
    centre = a_partner(session, user, "Example Centre")
    content = (
        "name,email,parent\nExample Miners,a@example.org,Example Federation\n"
        "Example Federation,b@example.org,Example Centre\nExample Cooks,c@example.org,Nobody\n"
    )
    report = import_partners(session, organisation_id=user.organisation_id, content=content.encode())
    assert [(row.number, row.column) for row in report.remarks] == [(4, "parent")]
    partners = {partner.name: partner for partner in session.exec(select(Partner))}
    assert partners["Example Miners"].parent_id == partners["Example Federation"].id
    assert partners["Example Federation"].parent_id == centre.id
    assert partners["Example Cooks"].parent_id is None


def test_a_circle_of_parents_is_cut(session: Session, user: SignedIn) -> None:
    content = "name,email,parent\nA,a@example.org,B\nB,b@example.org,C\nC,c@example.org,A\nD,d@example.org,D\n"
    report = import_partners(session, organisation_id=user.organisation_id, content=content.encode())
    assert (report.partners_added, [row.number for row in report.remarks]) == (4, [4, 5])


def test_nothing_is_entered_when_the_file_cannot_be_read(session: Session, user: SignedIn) -> None:
    with pytest.raises(BadInput):
        take(session, user, "name,town\nExample Miners,Almaty\n")
    with pytest.raises(BadInput, match="no rows"):
        take(session, user, "name,email\n")
    assert session.exec(select(Partner)).all() == []


def test_another_organisation_has_a_directory_of_its_own(session: Session, user: SignedIn) -> None:
    other = an_organiser(session, an_organisation(session, "Another Example Union"), email="jean@example.org")
    content = "name,email\nExample Miners,a@example.org\n"
    assert take(session, user, content) == take(session, other, content) == (1, 1, 0, 0)
