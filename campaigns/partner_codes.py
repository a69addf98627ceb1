"""Tells petitions whose the codes in links are: they must not ask outreach themselves."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from outreach.models.partners import Partner
from petitions.partner_codes import look_up_with


def partners_by_code(session: Session, organisation_id: int, codes: Collection[str]) -> dict[str, str]:
    found = select(Partner.via_code, Partner.name).where(
        col(Partner.via_code).in_(codes), Partner.organisation_id == organisation_id
    )
    return dict(session.exec(found).all())


look_up_with(partners_by_code)
