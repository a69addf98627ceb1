"""What the ledger says of one signature."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from petitions.models.consent import Consent, ConsentKind

Agreed = dict[ConsentKind, str]


def agreed_to(session: Session, *, signature_id: int) -> Agreed:
    """Kind to the version of the words, of the consents that hold now."""
    return agreed_to_by(session, signature_ids=[signature_id])[signature_id]


def agreed_to_by(session: Session, *, signature_ids: Collection[int]) -> dict[int, Agreed]:
    """The same of several signatures."""
    rows = session.execute(
        sa.select(col(Consent.signature_id), col(Consent.kind), col(Consent.text_version)).where(
            col(Consent.signature_id).in_(signature_ids), col(Consent.withdrawn_at).is_(None)
        )
    )
    found: dict[int, Agreed] = {signature_id: {} for signature_id in signature_ids}
    for signature_id, kind, version in rows:
        found[signature_id][kind] = version
    return found
