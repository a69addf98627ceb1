"""Addresses that get no mail. Kept as keyed digests, so that a promise not to write needs no address."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import insert_into
from foundation.mail.addresses import address_digest
from foundation.mail.models import Suppression, SuppressionReason

EVERYTHING = ""


def suppress(session: Session, *, address: str, reason: SuppressionReason, group_key: str = EVERYTHING) -> None:
    """From now on, in every spelling of the address. Without a `group_key` for all mail of this installation."""
    suppress_digest(session, digest=address_digest(address), reason=reason, group_key=group_key)


def suppress_digest(session: Session, *, digest: bytes, reason: SuppressionReason, group_key: str = EVERYTHING) -> None:
    connection = session.connection()
    values = {"digest": digest, "group_key": group_key, "reason": reason, "since": utc_now()}
    connection.execute(
        insert_into(Suppression, connection.dialect.name)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["digest", "group_key"])
    )


def lift_suppression(session: Session, *, address: str, group_key: str = EVERYTHING) -> None:
    """Only on the person's own word: a fresh opt-in."""
    lift_digest(session, digest=address_digest(address), group_key=group_key)


def lift_digest(session: Session, *, digest: bytes, group_key: str) -> None:
    session.connection().execute(
        sa.delete(Suppression).where(col(Suppression.digest) == digest, col(Suppression.group_key) == group_key)
    )


def is_suppressed(session: Session, *, address: str, group_key: str = EVERYTHING) -> bool:
    return bool(suppressed_digests(session, {(address_digest(address), group_key)}))


# Asked for every mail; building it anew each time would cost more than running it.
_FOUND = sa.text("SELECT digest, group_key FROM mail_suppression WHERE digest IN :digests").bindparams(
    sa.bindparam("digests", expanding=True)
)


def suppressed_digests(session: Session, asked: set[tuple[bytes, str]]) -> set[tuple[bytes, str]]:
    """Which of these (digest, group) get no mail: those suppressed for the group, or for everything."""
    if not asked:
        return set()
    rows = session.connection().execute(_FOUND, {"digests": list({digest for digest, _group in asked})})
    found = {(bytes(digest), group) for digest, group in rows}
    return {(digest, group) for digest, group in asked if (digest, EVERYTHING) in found or (digest, group) in found}
