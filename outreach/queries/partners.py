"""The partner directory: lists page by page, and what there is to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from outreach.models.imports import PartnerImport
from outreach.models.partners import Contact, ContactState, Partner, PartnerKind

PAGE = 50


@dataclass(frozen=True)
class PartnerFilter:
    """Empty fields ask for nothing."""

    country: str = ""
    kind: str = ""
    language: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.country or self.kind or self.language)


@dataclass(frozen=True)
class PartnerLine:
    partner: Partner
    contacts: int
    reachable: int


def partners_page(
    session: Session, organisation_ids: Collection[int], wanted: PartnerFilter, *, after: int = 0
) -> tuple[list[PartnerLine], int]:
    """A page in the order of names, and the id after which the next begins, or 0. `after` was the last one seen."""
    query = select(Partner).where(*_partner_conditions(organisation_ids, wanted))
    last = session.get(Partner, after) if after else None
    if last is not None:
        place = sa.tuple_(col(Partner.name_order), col(Partner.id))
        query = query.where(place > sa.tuple_(sa.literal(last.name_order), sa.literal(last.id)))
    partners = session.exec(query.order_by(col(Partner.name_order), col(Partner.id)).limit(PAGE + 1)).all()
    page = partners[:PAGE]
    counts = _contact_counts(session, [partner.id for partner in page])
    lines = [PartnerLine(partner, *counts.get(partner.id, (0, 0))) for partner in page]
    return lines, page[-1].id if len(partners) > PAGE else 0


def count_partners(session: Session, organisation_ids: Collection[int], wanted: PartnerFilter) -> int:
    query = select(sa.func.count()).select_from(Partner).where(*_partner_conditions(organisation_ids, wanted))
    return session.exec(query).one()


def _partner_conditions(organisation_ids: Collection[int], wanted: PartnerFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [col(Partner.organisation_id).in_(organisation_ids)]
    if wanted.country:
        conditions.append(col(Partner.country) == wanted.country)
    if wanted.kind:
        conditions.append(col(Partner.kind) == wanted.kind)
    if wanted.language:
        speaks = sa.exists().where(col(Contact.partner_id) == col(Partner.id), col(Contact.language) == wanted.language)
        conditions.append(speaks)
    return conditions


def _contact_counts(session: Session, partner_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    reachable = sa.func.sum(sa.case((col(Contact.state) == ContactState.ACTIVE, 1), else_=0))
    rows = session.execute(
        sa.select(col(Contact.partner_id), sa.func.count(), reachable)
        .where(col(Contact.partner_id).in_(partner_ids))
        .group_by(col(Contact.partner_id))
    )
    return {partner_id: (count, active) for partner_id, count, active in rows}


def countries_in_directory(session: Session, organisation_ids: Collection[int]) -> list[str]:
    query = select(Partner.country).where(col(Partner.organisation_id).in_(organisation_ids), Partner.country != "")
    return sorted(session.exec(query.distinct()).all())


def kinds_in_directory(session: Session, organisation_ids: Collection[int]) -> list[PartnerKind]:
    query = select(Partner.kind).where(col(Partner.organisation_id).in_(organisation_ids)).distinct()
    found = set(session.exec(query).all())
    return [kind for kind in PartnerKind if kind in found]


def languages_in_directory(session: Session, organisation_ids: Collection[int]) -> list[str]:
    query = select(Contact.language).where(col(Contact.organisation_id).in_(organisation_ids)).distinct()
    return sorted(session.exec(query).all())


def contacts_of(session: Session, partner: Partner) -> Sequence[Contact]:
    query = select(Contact).where(Contact.partner_id == partner.id).order_by(col(Contact.created_at), col(Contact.id))
    return session.exec(query).all()


def parent_of(session: Session, partner: Partner) -> Partner | None:
    return session.get(Partner, partner.parent_id) if partner.parent_id else None


def affiliates_of(session: Session, partner: Partner) -> Sequence[Partner]:
    query = select(Partner).where(Partner.parent_id == partner.id).order_by(col(Partner.name_order), col(Partner.id))
    return session.exec(query.limit(200)).all()


def latest_imports(session: Session, organisation_ids: Collection[int]) -> Sequence[PartnerImport]:
    query = select(PartnerImport).where(col(PartnerImport.organisation_id).in_(organisation_ids))
    return session.exec(query.order_by(col(PartnerImport.created_at).desc()).limit(5)).all()
