"""Contacts that were written to about a campaign: whoever was asked is told what came of it."""

from collections import Counter
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col, select

from outreach.models.mailings import Delivery, Mailing
from outreach.models.partners import Contact, ContactState


@dataclass(frozen=True)
class Addressed:
    """`place` is where the walk goes on, and the id of the contact."""

    place: int
    language: str
    address: str = field(repr=False)

    @property
    def reference(self) -> int:
        return self.place


def contacts_written_to(session: Session, *, campaign_id: int, after: int, limit: int) -> list[Addressed]:
    """The next, by id; without those who want no mail or get none."""
    contacts = session.exec(
        select(Contact)
        .where(*_of_campaign(campaign_id), col(Contact.id) > after)
        .order_by(col(Contact.id))
        .limit(limit)
    )
    return [Addressed(contact.id, contact.language, contact.email) for contact in contacts]


def count_contacts_written_to(session: Session, *, campaign_id: int) -> Counter[str]:
    """By the language they are written to in."""
    rows = session.execute(
        sa.select(col(Contact.language), sa.func.count())
        .where(*_of_campaign(campaign_id))
        .group_by(col(Contact.language))
    )
    return Counter({row[0]: row[1] for row in rows})


def contact_to_tell(session: Session, contact_id: int) -> Contact | None:
    """As it stands now; None once it was removed, has unsubscribed or takes no mail."""
    contact = session.get(Contact, contact_id)
    return contact if contact is not None and contact.state.gets_mail else None


def _of_campaign(campaign_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    was_written_to = (
        sa.exists()
        .where(
            col(Delivery.contact_id) == col(Contact.id),
            col(Mailing.id) == col(Delivery.mailing_id),
            col(Mailing.campaign_id) == campaign_id,
        )
        .correlate(Contact)
    )
    return col(Contact.state) == ContactState.ACTIVE, was_written_to
