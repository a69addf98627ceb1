"""How many are on a general list."""

import sqlalchemy as sa
from sqlmodel import Session, col

from petitions.models.list_member import ListMember


def members_of(session: Session, organisation_id: int) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(ListMember)
            .where(col(ListMember.organisation_id) == organisation_id, col(ListMember.left_at).is_(None))
        )
        or 0
    )
