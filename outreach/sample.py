"""Somebody to look at a mailing with while the directory is empty."""

from foundation.text import name_key
from outreach.models.partners import Contact, Partner, PartnerKind
from outreach.names import email_digest, name_order


def a_sample() -> tuple[Contact, Partner]:
    """In no directory, and at an address that cannot exist."""
    name, email = "Example Federation", "ada@example.org"
    partner = Partner(
        organisation_id=0,
        name=name,
        name_key=name_key(name),
        name_order=name_order(name),
        kind=PartnerKind.FEDERATION,
        country="CH",
    )
    contact = Contact(
        organisation_id=0,
        partner_id=partner.id,
        name="Ada Example",
        role="President",
        email=email,
        email_digest=email_digest(email),
    )
    return contact, partner
