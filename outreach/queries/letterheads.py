"""Which partners have given their paper, and which of them lend it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from outreach.models.letterheads import PartnerLetterhead
from outreach.models.partners import Partner

MOST_LENDERS = 500


def letterhead_of_partner(session: Session, partner_id: int) -> PartnerLetterhead | None:
    return session.get(PartnerLetterhead, partner_id)


def lenders(session: Session, organisation_id: int) -> list[Partner]:
    """In the order of their names."""
    return list(
        session.exec(
            select(Partner)
            .join(PartnerLetterhead, col(PartnerLetterhead.partner_id) == col(Partner.id))
            .where(Partner.organisation_id == organisation_id, col(PartnerLetterhead.lent).is_(True))
            .order_by(col(Partner.name_order), col(Partner.id))
            .limit(MOST_LENDERS)
        )
    )


def partners_by_id(session: Session, partner_ids: Collection[int]) -> dict[int, Partner]:
    return {row.id: row for row in session.exec(select(Partner).where(col(Partner.id).in_(partner_ids)))}


def letterheads_by_partner(session: Session, partner_ids: Collection[int]) -> dict[int, PartnerLetterhead]:
    found = select(PartnerLetterhead).where(col(PartnerLetterhead.partner_id).in_(partner_ids))
    return {row.partner_id: row for row in session.exec(found)}
