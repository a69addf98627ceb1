"""What the ledger says of one signature."""

import sqlalchemy as sa
from sqlmodel import Session, col

from petitions.models.consent import Consent, ConsentKind


def agreed_to(session: Session, *, signature_id: int) -> dict[ConsentKind, str]:
    """Kind to the version of the words, of the consents that hold now."""
    rows = session.execute(
        sa.select(col(Consent.kind), col(Consent.text_version)).where(
            col(Consent.signature_id) == signature_id, col(Consent.withdrawn_at).is_(None)
        )
    ).all()
    return {row[0]: row[1] for row in rows}
