"""Tells petitions whose the codes in links are, and which names: they must not ask outreach themselves."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from outreach.models.partners import Partner
from petitions.partner_codes import look_up_with


def partners_by_code(session: Session, organisation_id: int, codes: Collection[str]) -> dict[str, str]:
    found = select(Partner.via_code, Partner.name).where(
        col(Partner.via_code).in_(codes), Partner.organisation_id == organisation_id
    )
    return dict(session.exec(found).all())


def keys_of_partners(session: Session, organisation_id: int, keys: Collection[str]) -> list[str]:
    found = select(Partner.name_key).where(col(Partner.name_key).in_(keys), Partner.organisation_id == organisation_id)
    return list(session.exec(found))


look_up_with(partners_by_code, keys_of_partners)
