"""Where campaigns stood that were deleted before they were published."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry

DELETED = "campaign.deleted"


def addresses_of_deleted(session: Session, *among: sa.ColumnElement[bool] | bool) -> set[str]:
    """Acts on a deleted campaign stay in the trail under its address, and links out there may lead to it: whatever
    stood there next would be taken for it."""
    wanted = select(AuditEntry.about).where(col(AuditEntry.act) == DELETED, *among)
    return {about.removeprefix("campaign:") for about in session.exec(wanted)}
