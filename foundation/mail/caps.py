"""How much confirmation mail an address may get: anybody can type anybody's address, a thousand times."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import UtcDateTime

MOST_IN_A_GROUP = 3
MOST_IN_ALL = 5
WINDOW = timedelta(hours=24)


_GROUPS = sa.text(
    "SELECT group_key FROM outbox_mail WHERE recipient_digest = :digest AND stream = 'confirmation'"
    " AND state IN ('sending', 'sent', 'unknown') AND claimed_at > :since AND id <> :mail_id"
).bindparams(sa.bindparam("since", type_=UtcDateTime))


def had_enough(session: Session, *, digest: bytes, group_key: str, mail_id: int) -> bool:
    """Counts what may have reached this mailbox within a day, this mail's own earlier attempts apart."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # Two workers with two mails to one address count one after the other. SQLite has one writer anyway.
        lock = int.from_bytes(digest[:8], "big", signed=True)
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
    asked = {"digest": digest, "since": utc_now() - WINDOW, "mail_id": mail_id}
    groups = connection.scalars(_GROUPS, asked).all()
    return len(groups) >= MOST_IN_ALL or groups.count(group_key) >= MOST_IN_A_GROUP
