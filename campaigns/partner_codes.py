"""Tells petitions which codes in links are partners': they must not ask outreach themselves."""

from sqlmodel import Session, select

from outreach.models.partners import Partner
from petitions.partner_codes import look_up_with


def is_partners_code(session: Session, organisation_id: int, code: str) -> bool:
    found = select(Partner.id).where(Partner.via_code == code, Partner.organisation_id == organisation_id)
    return session.exec(found).first() is not None


look_up_with(is_partners_code)
