"""The mails of this room. Each is written when it leaves, so that who unsubscribed a second before gets nothing."""

from functools import partial

from sqlmodel import Session, col, select

from foundation.accounts.access import organiser_now
from foundation.accounts.models import Organisation, User
from foundation.files import read
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Attachment, Message
from foundation.mail.setup import mail_setup
from foundation.web.language import gettext, speaking
from foundation.web.markdown import plain
from outreach.merge_values import values_for, write
from outreach.models.mailings import Delivery, Mailing, MailingAttachment, MailingState, MailingText, TrialMail
from outreach.models.partners import Contact, Partner
from outreach.sample import a_sample
from outreach.unsubscribing import unsubscribe_url


@composer("outreach.mailing")
def mailing(session: Session, subject_id: int) -> Message | None:
    """None when the contact was removed, unsubscribed or bounced meanwhile, or the mailing was called off."""
    delivery = session.get(Delivery, subject_id)
    contact = session.get(Contact, delivery.contact_id) if delivery and delivery.contact_id else None
    if delivery is None or contact is None or not contact.state.gets_mail:
        return None
    about = session.get_one(Mailing, delivery.mailing_id)
    if about.state is MailingState.CANCELLED:
        return None
    return _compose(
        session,
        about,
        language=delivery.language,
        contact=contact,
        partner=session.get_one(Partner, contact.partner_id),
        leave_url=unsubscribe_url(contact, delivery.language),
    )


@composer("outreach.trial_mailing")
def trial_mailing(session: Session, subject_id: int) -> Message | None:
    """To the organiser. No link to unsubscribe: it would be the contact's."""
    trial = session.get(TrialMail, subject_id)
    user = session.get(User, trial.organiser_id) if trial else None
    if trial is None or user is None or organiser_now(session, user.id) is None:
        return None
    contact = session.get(Contact, trial.contact_id) if trial.contact_id else None
    if contact is None:
        contact, partner = a_sample()
    else:
        partner = session.get_one(Partner, contact.partner_id)
    return _compose(
        session,
        session.get_one(Mailing, trial.mailing_id),
        language=trial.language,
        contact=contact,
        partner=partner,
        to_organiser=user,
    )


def _compose(
    session: Session,
    about: Mailing,
    *,
    language: str,
    contact: Contact,
    partner: Partner,
    leave_url: str = "",
    to_organiser: User | None = None,
) -> Message:
    organisation = session.get_one(Organisation, about.organisation_id)
    version = session.get_one(MailingText, (about.id, language))
    base_url = mail_setup().base_url
    is_trial = to_organiser is not None
    values = values_for(about, language, contact, partner, organisation, base_url=base_url, to_contact=not is_trial)
    written = write(version, values)
    subject = written.subject
    if to_organiser is not None:
        with speaking(language):
            subject = gettext("Test: %(subject)s") % {"subject": subject}
    return compose(
        "outreach/mailing",
        language=language,
        to=to_organiser.email if to_organiser else contact.email,
        to_name=to_organiser.name if to_organiser else contact.name,
        from_name=organisation.name,
        reply_to=organisation.email,
        unsubscribe_url=leave_url,
        attachments=_attachments(session, about, language),
        mail_subject=subject,
        words=plain(written.text),
        markdown_words=written.markdown,
        partner=partner.name,
        is_trial=is_trial,
    )


def _attachments(session: Session, about: Mailing, language: str) -> tuple[Attachment, ...]:
    """Those of all and of this version, read from the disk when needed; the mails of a mailing share what was read."""
    query = select(MailingAttachment).where(MailingAttachment.mailing_id == about.id)
    folder = mail_setup().files_dir
    return tuple(
        Attachment(file.filename, file.media_type, file.sha256, partial(read, folder, file.sha256))
        for file in session.exec(query.order_by(col(MailingAttachment.added_at), col(MailingAttachment.id)))
        if file.language in (None, language)
    )
