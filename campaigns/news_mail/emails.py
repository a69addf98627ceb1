"""The mail that brings an update. Written when it leaves, so that whoever took the wish back a second before gets none.

The subject for signers and readers of the general list names no cause and no person: others may read the mailbox.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import Audience, NewsDelivery, NewsMailing, tells_readers
from campaigns.updates.models import Update
from campaigns.updates.queries import Shown, shown_update
from foundation.accounts.models import Organisation
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Message
from foundation.mail.setup import mail_setup
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES
from foundation.web.markdown import plain
from outreach.models.mailings import MailingState
from outreach.models.partners import Partner
from outreach.queries.written_to import contact_to_tell
from outreach.unsubscribing import unsubscribe_url
from petitions.leaving import leave_list_url, stop_news_url, withdraw_url
from petitions.queries.news import list_reader, news_reader

MOST_A_DAY = 3


@dataclass(frozen=True)
class _To:
    """One reader, and why the mail comes to this address."""

    address: str = field(repr=False)
    leave_url: str
    name: str = ""
    signed_on: date | None = None
    withdraw_url: str = ""
    partner: str = ""


@composer("campaigns.news", most_a_day=MOST_A_DAY)
def news(session: Session, subject_id: int) -> Message | None:
    """None once the reader wants no more of it, the update was taken back, or the campaign rests."""
    delivery = session.get(NewsDelivery, subject_id)
    if delivery is None:
        return None
    mailing = session.get_one(NewsMailing, delivery.mailing_id)
    update = session.get_one(Update, delivery.update_id)
    campaign = session.get_one(Campaign, update.campaign_id)
    if mailing.state is MailingState.CANCELLED or not update.is_public or not tells_readers(campaign):
        return None
    language = frame_language(delivery.language)
    reader = _reader(session, delivery, language)
    if reader is None:
        return None
    return _compose(session, campaign, update, language=language, reader=reader)


def preview(session: Session, campaign: Campaign, update: Update, *, language: str, for_partners: bool) -> Message:
    """As somebody gets it, whose own links are not there."""
    reader = _To(address="reader@example.org", leave_url="", partner="…" if for_partners else "")
    return _compose(session, campaign, update, language=frame_language(language), reader=reader)


def frame_language(language: str) -> str:
    """Of what stands around the update; itself it may be in another one, and says so."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _reader(session: Session, delivery: NewsDelivery, language: str) -> _To | None:
    if delivery.audience is Audience.SIGNERS:
        signer = news_reader(session, delivery.reference)
        if signer is None:
            return None
        signature, address = signer
        return _To(
            address,
            stop_news_url(signature, language),
            signed_on=signature.signed_at.date(),
            withdraw_url=withdraw_url(signature, language),
        )
    if delivery.audience is Audience.LIST:
        listed = list_reader(session, delivery.reference)
        return _To(listed[1], leave_list_url(listed[0], language)) if listed else None
    contact = contact_to_tell(session, delivery.reference)
    if contact is None:
        return None
    partner = session.get_one(Partner, contact.partner_id)
    return _To(contact.email, unsubscribe_url(contact, language), name=contact.name, partner=partner.name)


def _compose(session: Session, campaign: Campaign, update: Update, *, language: str, reader: _To) -> Message:
    organisation = session.get_one(Organisation, campaign.organisation_id)
    shown = shown_update(session, update, language=language)
    return compose(
        "campaigns/news",
        language=language,
        to=reader.address,
        to_name=reader.name,
        from_name=organisation.name,
        reply_to=organisation.email,
        unsubscribe_url=reader.leave_url,
        update=shown,
        words=plain(shown.text),
        page_url=page_url(campaign, shown, language),
        reader=reader,
    )


def page_url(campaign: Campaign, shown: Shown, language: str) -> str:
    return f"{mail_setup().site_in(language)}/campaigns/{campaign.slug}/{shown.path}"
