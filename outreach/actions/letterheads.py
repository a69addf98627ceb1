"""What a partner does on its own pages: it gives its paper, lends it, takes it back. Its pages get a new address."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict
from outreach.models.letterheads import PartnerLetterhead
from outreach.models.partners import Partner, new_kit_code

GIVEN = frozenset(
    {"name", "address", "email", "phone", "website", "signatory_name", "signatory_office", "place", "language"}
)


def give_letterhead(session: Session, *, partner: Partner, values: Mapping[str, str]) -> PartnerLetterhead:
    """New, or in the place of the one before; a logo and whether it is lent stay."""
    head = session.get(PartnerLetterhead, partner.id, with_for_update=True)
    given: dict[str, Any] = {name: values[name] for name in GIVEN}
    if head is None:
        head = PartnerLetterhead(partner_id=partner.id, **given)
    for name, value in given.items():
        setattr(head, name, value)
    _keep(session, partner, head, act="partner.letterhead_given")
    return head


def set_partner_logo(session: Session, *, partner: Partner, logo: bytes, media_type: str) -> None:
    head = _given(session, partner)
    head.logo, head.logo_type = logo, media_type
    _keep(session, partner, head, act="partner.letterhead_given")


def remove_partner_logo(session: Session, *, partner: Partner) -> None:
    head = _given(session, partner)
    if head.logo is not None:
        head.logo, head.logo_type = None, ""
        _keep(session, partner, head, act="partner.letterhead_given")


def lend(session: Session, *, partner: Partner, lent: bool) -> None:
    """As often as it is said. Raises Conflict while there is nothing to lend."""
    head = _given(session, partner)
    if head.lent is not lent:
        head.lent = lent
        _keep(session, partner, head, act="partner.letterhead_lent" if lent else "partner.letterhead_taken_back")


def change_code(session: Session, *, user: SignedIn, partner: Partner) -> None:
    """From now on the old address opens nothing."""
    partner.kit_code = new_kit_code()
    session.add(partner)
    record(
        session,
        user=user,
        organisation_id=partner.organisation_id,
        act="partner.code_changed",
        about=f"partner:{partner.id}",
    )


def _given(session: Session, partner: Partner) -> PartnerLetterhead:
    head = session.get(PartnerLetterhead, partner.id, with_for_update=True)
    if head is None:
        raise Conflict("Give your letterhead first.")
    return head


def _keep(session: Session, partner: Partner, head: PartnerLetterhead, *, act: str) -> None:
    """The trail says that the partner did it: nobody is signed in on its pages."""
    head.changed_at = utc_now()
    session.add(head)
    record(session, user=None, organisation_id=partner.organisation_id, act=act, about=f"partner:{partner.id}")
