"""How much mail an address may get: of confirmations because anybody can type anybody's address, a thousand times; of
news because several organisers may have some on one day."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import UtcDateTime
from foundation.mail.composing import most_a_day, must_arrive

MOST_IN_A_GROUP = 3
MOST_IN_ALL = 5
# So many of these places are for mails that must arrive: else whoever asks for others with somebody's address would
# keep them from signing.
KEPT_FREE = 1
# How long such a mail waits for a place. An address that is typed everywhere is not written to for weeks.
WAITS_AT_MOST = timedelta(hours=48)
WINDOW = timedelta(hours=24)

_SENT = (
    sa.text(
        "SELECT group_key, kind, claimed_at FROM outbox_mail WHERE recipient_digest = :digest"
        " AND stream = 'confirmation'"
        " AND state IN ('sending', 'sent', 'unknown') AND claimed_at > :since AND id <> :mail_id ORDER BY claimed_at"
    )
    .bindparams(sa.bindparam("since", type_=UtcDateTime))
    .columns(group_key=sa.String, kind=sa.String, claimed_at=UtcDateTime)
)
_SENT_IN_BULK = (
    sa.text(
        "SELECT claimed_at FROM outbox_mail WHERE recipient_digest = :digest AND stream = 'bulk' AND kind = :kind"
        " AND state IN ('sending', 'sent', 'unknown') AND claimed_at > :since AND id <> :mail_id ORDER BY claimed_at"
    )
    .bindparams(sa.bindparam("since", type_=UtcDateTime))
    .columns(claimed_at=UtcDateTime)
)


def bears_it_from(session: Session, *, digest: bytes, group_key: str, mail_id: int, kind: str) -> datetime | None:
    """None when this mailbox bears the mail now, else from when on it will. Counts what may have reached it within a
    day, this mail's own earlier attempts apart."""
    connection = session.connection()
    _count_alone(connection, digest)
    asked = {"digest": digest, "since": utc_now() - WINDOW, "mail_id": mail_id}
    sent = connection.execute(_SENT, asked).all()
    waits = [
        _free_again([row.claimed_at for row in sent], MOST_IN_ALL),
        _free_again([row.claimed_at for row in sent if row.group_key == group_key], MOST_IN_A_GROUP),
    ]
    if not must_arrive(kind):
        others = [row for row in sent if not must_arrive(row.kind)]
        waits += [
            _free_again([row.claimed_at for row in others], MOST_IN_ALL - KEPT_FREE),
            _free_again([row.claimed_at for row in others if row.group_key == group_key], MOST_IN_A_GROUP - KEPT_FREE),
        ]
    return max((moment for moment in waits if moment is not None), default=None)


def bears_bulk_from(session: Session, *, digest: bytes, mail_id: int, kind: str) -> datetime | None:
    """The same for bulk mail of a kind with a daily limit."""
    most = most_a_day(kind)
    if most is None:
        return None
    connection = session.connection()
    _count_alone(connection, digest)
    asked = {"digest": digest, "since": utc_now() - WINDOW, "mail_id": mail_id, "kind": kind}
    return _free_again([row.claimed_at for row in connection.execute(_SENT_IN_BULK, asked)], most)


def _count_alone(connection: sa.Connection, digest: bytes) -> None:
    """Two workers with two mails to one address count one after the other. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        lock = int.from_bytes(digest[:8], "big", signed=True)
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def _free_again(moments: list[datetime], most: int) -> datetime | None:
    """The oldest come first."""
    return moments[-most] + WINDOW if len(moments) >= most else None
