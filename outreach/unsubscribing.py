"""The link in every partner mail that ends it: what it says, and what its button does."""

from sqlmodel import Session, select

from foundation.accounts.models import Organisation
from foundation.errors import NotFound
from foundation.mail.setup import mail_setup
from foundation.mail.unsubscribing import NOT_VALID, Words, unsubscriber
from foundation.security.links import make_token, row_of_token, token_holds
from foundation.web.language import mark
from outreach.actions.partners import unsubscribe
from outreach.models.partners import Contact

PURPOSE = "outreach.contact"

WOULD_MEAN = mark("%(organisation)s would write to this address no more as a partner.")
IS_DONE = mark("%(organisation)s writes to this address no more as a partner. What has just left may still arrive.")


def unsubscribe_url(contact: Contact, language: str) -> str:
    """`language` is the mail's."""
    return f"{mail_setup().site_in(language)}/unsubscribe/{make_token(PURPOSE, contact.id, contact.nonce)}"


def what_it_would_mean(session: Session, token: str) -> Words:
    return Words(WOULD_MEAN, {"organisation": _organisation(session, _contact_of(session, token))})


@unsubscriber(PURPOSE, shows=what_it_would_mean)
def unsubscribe_contact(session: Session, token: str) -> Words:
    contact = _contact_of(session, token)
    unsubscribe(session, contact=contact)
    return Words(IS_DONE, {"organisation": _organisation(session, contact)})


def _contact_of(session: Session, token: str) -> Contact:
    contact = session.exec(select(Contact).where(Contact.id == row_of_token(token))).first()
    if contact is None or not token_holds(token, PURPOSE, contact.id, contact.nonce):
        raise NotFound(NOT_VALID)
    return contact


def _organisation(session: Session, contact: Contact) -> str:
    return session.get_one(Organisation, contact.organisation_id).name
