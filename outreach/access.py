"""Rows of this room, found and checked in one step. What belongs to another organisation is not found."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.errors import Forbidden, GoneAlready, NotFound
from foundation.web.language import mark
from outreach.hindrances import kept_from_reader
from outreach.models.imports import PartnerImport
from outreach.models.mailings import Mailing, MailingAttachment
from outreach.models.partners import Contact, Partner

LARGEST_ID = 2**63 - 1
PARTNERS = "/desk/outreach"
NO_SUCH_KIT = mark(
    "This address opens nothing, or not any more. Please ask whoever gave it to you for the one that holds now."
)
TELLS_HELD = mark("This mailing tells what is on hold. It is shown to those who work on the campaign.")

R = TypeVar("R", bound=SQLModel)


def partner_of(session: Session, user: SignedIn, partner_id: int, act: May) -> Partner:
    partner = _row(session, Partner, partner_id, PARTNERS)
    require(user, partner.organisation_id, act)
    return partner


def partner_by_code(session: Session, code: str) -> Partner:
    """Whoever holds the secret code of its pages. Raises NotFound for any other word."""
    partner = session.exec(select(Partner).where(Partner.kit_code == code)).first() if code else None
    if partner is None:
        raise NotFound(NO_SUCH_KIT)
    return partner


def contact_of(session: Session, user: SignedIn, contact_id: int, act: May) -> Contact:
    contact = _row(session, Contact, contact_id, PARTNERS)
    require(user, contact.organisation_id, act)
    return contact


def import_of(session: Session, user: SignedIn, import_id: int, act: May) -> PartnerImport:
    upload = _row(session, PartnerImport, import_id, "/desk/outreach/import")
    require(user, upload.organisation_id, act)
    return upload


def mailing_of(
    session: Session, user: SignedIn, mailing_id: int, act: May, *, to_change: bool = False, own_only: bool = False
) -> Mailing:
    """`to_change` holds the row until the transaction ends, so that two tabs cannot both find it in the same state.
    `own_only` is for what names contacts: a role in the campaign alone does not open the directory.
    """
    mailing = _row(session, Mailing, mailing_id, "/desk/outreach/mailings")
    require(user, mailing.organisation_id, act, None if own_only else mailing.campaign_id)
    if mailing.id in kept_from_reader(session, user, [mailing]):
        raise Forbidden(TELLS_HELD)
    if to_change:
        session.refresh(mailing, with_for_update=True)
    return mailing


def attachment_of(session: Session, mailing: Mailing, attachment_id: int) -> MailingAttachment:
    page = f"/desk/outreach/mailings/{mailing.id}"
    attachment = _row(session, MailingAttachment, attachment_id, page)
    if attachment.mailing_id != mailing.id:
        raise GoneAlready(NO_SUCH_PAGE, page=page)
    return attachment


def _row(session: Session, table: type[R], row_id: int, page: str) -> R:
    """Beyond what the column holds there is no row to look for."""
    found = session.exec(select(table).where(col(table.id) == row_id)).first() if 0 < row_id <= LARGEST_ID else None  # type: ignore[attr-defined]  # all of them have an id
    if found is None:
        raise GoneAlready(NO_SUCH_PAGE, page=page)
    return found
