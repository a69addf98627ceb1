"""Partners, contacts and mailings for tests, one maker for each state."""

from itertools import count

import sqlalchemy as sa
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.files import store
from foundation.mail.models import MailState, OutboxMail
from foundation.settings import Settings
from outreach.actions.imports import keep_upload
from outreach.actions.mailings import AboutCampaign, attach_file, start_mailing
from outreach.actions.partners import enter_contact, enter_partner, unsubscribe
from outreach.actions.sending import cancel, fill_outbox, pause, send, settle
from outreach.hindrances import Versions
from outreach.models.mailings import Mailing, MailingState
from outreach.models.partners import Contact, Partner, PartnerKind

_numbers = count(1)


def a_partner(
    session: Session,
    user: SignedIn,
    name: str = "",
    *,
    kind: PartnerKind = PartnerKind.UNION,
    country: str = "KZ",
    languages: tuple[str, ...] = ("ru",),
    via: str = "",
) -> Partner:
    """`via` is the code in its links, when the test is about that."""
    partner = enter_partner(
        session,
        user=user,
        organisation_id=user.organisation_id,
        name=name or f"Example Union No. {next(_numbers)}",
        kind=kind,
        country=country,
        languages=list(languages),
    )
    partner.via_code = via or partner.via_code
    return partner


def a_contact(
    session: Session,
    user: SignedIn,
    partner: Partner | None = None,
    *,
    name: str = "Jean Modèle",
    email: str = "",
    language: str = "en",
    role: str = "President",
) -> Contact:
    return enter_contact(
        session,
        user=user,
        partner=partner or a_partner(session, user),
        name=name,
        role=role,
        email=email or f"contact{next(_numbers)}@example.org",
        language=language,
    )


def an_unsubscribed_contact(session: Session, user: SignedIn, email: str = "") -> Contact:
    contact = a_contact(session, user, email=email)
    unsubscribe(session, contact=contact)
    return contact


def a_draft(
    session: Session,
    user: SignedIn,
    *,
    title: str = "Letter for a jailed colleague",
    versions: Versions | None = None,
    campaign: AboutCampaign | None = None,
) -> Mailing:
    return start_mailing(
        session,
        user=user,
        organisation_id=user.organisation_id,
        title=title,
        versions={"en": ("Please help", "Dear {{contact.name}}")} if versions is None else versions,
        campaign=campaign,
    )


def a_queued_mailing(session: Session, user: SignedIn) -> Mailing:
    """Somebody pressed send; the job that fills the outbox has not run."""
    mailing = a_draft(session, user)
    send(session, user=user, mailing=mailing)
    return mailing


def a_sending_mailing(session: Session, user: SignedIn) -> Mailing:
    """Every recipient has a row in the outbox; nothing has left."""
    mailing = a_queued_mailing(session, user)
    while fill_outbox(session, mailing_id=mailing.id):
        pass
    return mailing


def a_paused_mailing(session: Session, user: SignedIn) -> Mailing:
    mailing = a_sending_mailing(session, user)
    pause(session, user=user, mailing=mailing)
    return mailing


def a_cancelled_mailing(session: Session, user: SignedIn) -> Mailing:
    mailing = a_sending_mailing(session, user)
    cancel(session, user=user, mailing=mailing)
    return mailing


def a_done_mailing(session: Session, user: SignedIn) -> Mailing:
    """All sent."""
    mailing = a_sending_mailing(session, user)
    session.execute(sa.update(OutboxMail).values(state=MailState.SENT))
    settle(session, mailing=mailing)
    return mailing


MAILINGS = {
    MailingState.DRAFT: a_draft,
    MailingState.QUEUED: a_queued_mailing,
    MailingState.SENDING: a_sending_mailing,
    MailingState.PAUSED: a_paused_mailing,
    MailingState.DONE: a_done_mailing,
    MailingState.CANCELLED: a_cancelled_mailing,
}


def outreach_of_the_world(
    session: Session, settings: Settings, user: SignedIn, campaign: AboutCampaign
) -> dict[str, str]:
    """What the addresses of this room name, for the authorisation matrix."""
    partner = a_partner(session, user, "Canary Union")
    contact = a_contact(session, user, partner, name="Canary Contact")
    upload = keep_upload(
        session, user=user, organisation_id=user.organisation_id, filename="canary.csv", content=b"name,email\nA,\n"
    )
    mailing = a_draft(session, user, title="Canary mailing", campaign=campaign)
    stored = store(session, settings.effective_files_dir, b"canary", media_type="application/pdf")
    attachment = attach_file(
        session, mailing=mailing, sha256=stored.sha256, filename="canary.pdf", media_type="application/pdf"
    )
    return {
        "partner_id": f"{partner.id}",
        "contact_id": f"{contact.id}",
        "import_id": f"{upload.id}",
        "mailing_id": f"{mailing.id}",
        "attachment_id": f"{attachment.id}",
    }
