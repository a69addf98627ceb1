"""Keeping the partner directory: entering, changing and removing partners and their contacts."""

import secrets
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import is_suppressed, suppress
from foundation.text import name_key
from outreach.models.partners import Contact, ContactState, Partner, PartnerKind
from outreach.names import email_digest, name_order

MOST_LEVELS = 20


def unsubscribed_group(organisation_id: int) -> str:
    """Under this word it is kept who wants no partner mail of this organisation, also when the contact is gone."""
    return f"outreach-{organisation_id}"


def enter_partner(
    session: Session,
    *,
    user: SignedIn,
    organisation_id: int,
    name: str,
    kind: PartnerKind,
    country: str = "",
    sector: str = "",
    languages: list[str],
    members: int | None = None,
    members_on: date | None = None,
    parent: str = "",
) -> Partner:
    """Raises Conflict for a second one of this name in this country, BadInput for a parent nobody knows."""
    _refuse_twin(session, organisation_id, name, country, besides=0)
    above = partner_named(session, organisation_id, parent) if parent else None
    partner = Partner(
        organisation_id=organisation_id,
        name=name,
        name_key=name_key(name),
        name_order=name_order(name),
        kind=kind,
        country=country,
        sector=sector,
        languages=languages,
        members=members,
        members_on=members_on,
        parent_id=above.id if above else None,
    )
    session.add(partner)
    session.flush()
    _record(session, user, partner, "partner.entered")
    return partner


def change_partner(
    session: Session,
    *,
    user: SignedIn,
    partner: Partner,
    name: str,
    kind: PartnerKind,
    country: str = "",
    sector: str = "",
    languages: list[str],
    members: int | None = None,
    members_on: date | None = None,
    parent: str = "",
) -> None:
    """Raises as `enter_partner` does, and BadInput when the partner would stand above itself."""
    _refuse_twin(session, partner.organisation_id, name, country, besides=partner.id)
    above = partner_named(session, partner.organisation_id, parent) if parent else None
    if above is not None and stands_above(session, partner.id, above):
        raise BadInput("This partner stands above that one already.")
    partner.name, partner.name_key, partner.name_order = name, name_key(name), name_order(name)
    partner.kind, partner.country, partner.sector, partner.languages = kind, country, sector, languages
    partner.members, partner.members_on = members, members_on
    partner.parent_id = above.id if above else None
    session.add(partner)
    _record(session, user, partner, "partner.changed")


def remove_partner(session: Session, *, user: SignedIn, partner: Partner) -> None:
    """With its contacts. Who had unsubscribed stays remembered."""
    _record(session, user, partner, "partner.removed")
    session.delete(partner)


def enter_contact(
    session: Session,
    *,
    user: SignedIn,
    partner: Partner,
    name: str,
    role: str,
    email: str,
    language: str,
    zone: str = "",
) -> Contact:
    """Raises Conflict when the address is in the directory already. Who once unsubscribed is entered so."""
    _refuse_known_address(session, partner.organisation_id, email, besides=0)
    contact = Contact(
        organisation_id=partner.organisation_id,
        partner_id=partner.id,
        name=name,
        role=role,
        email=email,
        email_digest=email_digest(email),
        language=language,
        zone=zone,
    )
    if is_suppressed(session, address=email, group_key=unsubscribed_group(partner.organisation_id)):
        contact.state, contact.state_since = ContactState.UNSUBSCRIBED, utc_now()
    session.add(contact)
    session.flush()
    _record(session, user, contact, "contact.entered")
    return contact


def change_contact(
    session: Session,
    *,
    user: SignedIn,
    contact: Contact,
    name: str,
    role: str,
    email: str,
    language: str,
    zone: str = "",
) -> None:
    """A new address is another mailbox: links mailed to the old one end, and mail that came back is tried again.

    Raises Conflict for a known address, and when the new address would undo an unsubscription."""
    if email_digest(email) != contact.email_digest:
        if contact.state is ContactState.UNSUBSCRIBED:
            raise Conflict("This contact asked for no more mail. Enter the new address as a contact of its own.")
        _refuse_known_address(session, contact.organisation_id, email, besides=contact.id)
        unsubscribed = is_suppressed(session, address=email, group_key=unsubscribed_group(contact.organisation_id))
        contact.state = ContactState.UNSUBSCRIBED if unsubscribed else ContactState.ACTIVE
        contact.state_since = utc_now()
        contact.nonce = secrets.token_bytes(16)
    contact.name, contact.role, contact.email, contact.email_digest = name, role, email, email_digest(email)
    contact.language, contact.zone = language, zone
    session.add(contact)
    _record(session, user, contact, "contact.changed")


def remove_contact(session: Session, *, user: SignedIn, contact: Contact) -> None:
    """The address goes; mailings keep their sums."""
    _record(session, user, contact, "contact.removed")
    session.delete(contact)


def unsubscribe(session: Session, *, contact: Contact) -> None:
    """On the contact's own word, as often as it is said. Nothing that still waits for this contact leaves."""
    suppress(
        session,
        address=contact.email,
        reason=SuppressionReason.UNSUBSCRIBED,
        group_key=unsubscribed_group(contact.organisation_id),
    )
    if contact.state is not ContactState.UNSUBSCRIBED:
        contact.state, contact.state_since = ContactState.UNSUBSCRIBED, utc_now()
        session.add(contact)


def partner_named(session: Session, organisation_id: int, name: str) -> Partner:
    """Raises BadInput when there is none of this name, or more than one."""
    query = select(Partner).where(Partner.organisation_id == organisation_id, Partner.name_key == name_key(name))
    found = session.exec(query.limit(2)).all()
    if not found:
        raise BadInput("There is no partner of this name in the directory.")
    if len(found) > 1:
        raise BadInput("There are several partners of this name in the directory.")
    return found[0]


def stands_above(session: Session, partner_id: int, candidate: Partner) -> bool:
    """Whether `partner_id` is the candidate itself or is met on the way up from it."""
    above: Partner | None = candidate
    for _level in range(MOST_LEVELS):
        if above is None:
            return False
        if above.id == partner_id:
            return True
        above = session.get(Partner, above.parent_id) if above.parent_id else None
    return True


def _refuse_twin(session: Session, organisation_id: int, name: str, country: str, *, besides: int) -> None:
    twin = sa.exists().where(
        col(Partner.organisation_id) == organisation_id,
        col(Partner.name_key) == name_key(name),
        col(Partner.country) == country,
        col(Partner.id) != besides,
    )
    if session.execute(sa.select(twin)).scalar():
        raise Conflict("There is already a partner of this name in this country.")


def _refuse_known_address(session: Session, organisation_id: int, email: str, *, besides: int) -> None:
    known = session.exec(
        select(Partner.name)
        .join(Contact, col(Contact.partner_id) == col(Partner.id))
        .where(
            Contact.organisation_id == organisation_id,
            Contact.email_digest == email_digest(email),
            Contact.id != besides,
        )
    ).first()
    if known is not None:
        raise Conflict("This address already belongs to a contact of %(partner)s.", partner=known)


def _record(session: Session, user: SignedIn, row: Partner | Contact, act: str) -> None:
    about = f"{row.__tablename__}:{row.id}"
    record(session, user=user, organisation_id=row.organisation_id, act=act, about=about)
