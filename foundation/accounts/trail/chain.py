"""The audit trail of an organisation as a chain: each entry's hash covers the entry and the hash before it.

    hash = HMAC-SHA-256(sub-key, hash before ‖ entry), where the digest of its detail stands in the place of the detail

An entry is written where the act happens and linked right before the transaction is committed, when all other locks
are taken: two writers then wait for each other at the head of the chain and nowhere else, and it never forks. Who
can write to the database but has not the key cannot mend a chain that was broken. Signing a petition writes no entry.
"""

import enum
import hmac
import json
import secrets
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry, TrailHead
from foundation.accounts.trail.forgetting import forgotten_in
from foundation.database import insert_into
from foundation.security.keys import subkey

_UNLINKED = "entries that are not linked yet"
_BEGINNING = bytes(32)


class Break(enum.StrEnum):
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    # Found by what stands outside the database (checkpoints.py).
    CUT = "cut"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class BrokenChain:
    """Where the chain does not hold: the first entry that was changed or added, or the place where one is missing; for
    an end that was cut off, the entry that was the last one at that time."""

    kind: Break
    seq: int
    at: datetime | None = None
    entry_id: int | None = None


def add_to_trail(session: Session, entry: AuditEntry) -> None:
    session.add(entry)
    session.info.setdefault(_UNLINKED, []).append(entry)


@sa.event.listens_for(Session, "before_commit")
def _link(session: Session) -> None:
    if not session.info.get(_UNLINKED) or session.in_nested_transaction():
        return
    session.flush()
    # What a savepoint took back is not in the session any more.
    entries = [entry for entry in session.info.pop(_UNLINKED) if entry in session]
    # In one order, so that two transactions never wait for each other.
    for organisation_id in sorted({entry.organisation_id for entry in entries}):
        _link_of(session, organisation_id, [entry for entry in entries if entry.organisation_id == organisation_id])


@sa.event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(_UNLINKED, None)


def _link_of(session: Session, organisation_id: int, entries: list[AuditEntry]) -> None:
    begin = insert_into(TrailHead, session.connection().dialect.name).values(
        organisation_id=organisation_id, seq=0, hash=_BEGINNING
    )
    begun = begin.on_conflict_do_nothing().returning(col(TrailHead.seq))
    is_new = session.connection().execute(begun).first() is not None
    head = session.exec(
        select(TrailHead)
        .where(TrailHead.organisation_id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if is_new:
        # What was recorded before there was a chain is its beginning.
        older = select(AuditEntry).where(AuditEntry.organisation_id == organisation_id, col(AuditEntry.seq).is_(None))
        entries = list(session.exec(older.order_by(col(AuditEntry.id))))
    for entry in entries:
        head.seq += 1
        entry.detail_nonce = secrets.token_bytes(16)
        entry.detail_digest = _digest_of(entry.detail_nonce, entry.detail)
        head.hash = _hash_of(head.hash, head.seq, entry)
        entry.seq, entry.hash = head.seq, head.hash


def _hash_of(before: bytes, seq: int, entry: Any) -> bytes:
    """`entry` is one, or a row with its columns."""
    said = [
        seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.organisation_id,
        entry.user_id,
        entry.act,
        entry.about,
        (entry.detail_digest or b"").hex(),
    ]
    return hmac.digest(subkey("audit-trail"), before + json.dumps(said, ensure_ascii=True).encode(), "sha256")


def _digest_of(nonce: bytes, detail: str) -> bytes:
    return hmac.digest(subkey("audit-trail-detail"), nonce + detail.encode(), "sha256")


def _says_what_was_said(entry: Any, forgotten: Container[int]) -> bool:
    if entry.detail_nonce is None:
        return entry.seq in forgotten
    return _same(_digest_of(entry.detail_nonce, entry.detail), entry.detail_digest)


def verify_trail(session: Session, organisation_id: int) -> BrokenChain | None:
    """Reads the whole chain of an organisation, a thousand entries at a time; None when it holds."""
    of_this = col(AuditEntry.organisation_id) == organisation_id
    linked = sa.select(AuditEntry.__table__).where(of_this, col(AuditEntry.seq).is_not(None))  # type: ignore[attr-defined]  # SQLModel leaves it untyped
    seq, before = 0, _BEGINNING
    forgotten = forgotten_in(session, organisation_id)
    with session.execute(linked.order_by(col(AuditEntry.seq)).execution_options(yield_per=1000)) as entries:
        for entry in entries:
            seq += 1
            if entry.seq != seq:
                return BrokenChain(Break.MISSING, seq)
            before = _hash_of(before, seq, entry)
            if not _same(before, entry.hash) or not _says_what_was_said(entry, forgotten):
                return BrokenChain(Break.CHANGED, seq, entry.at, entry.id)
    head = session.get(TrailHead, organisation_id, populate_existing=True)
    if (head.seq if head else 0) != seq or (head is not None and not _same(before, head.hash)):
        return BrokenChain(Break.MISSING, seq + 1)
    if head is None:
        return None
    outside = session.exec(
        select(AuditEntry).where(of_this, col(AuditEntry.seq).is_(None)).order_by(col(AuditEntry.id)).limit(1)
    ).first()
    return BrokenChain(Break.ADDED, 0, outside.at, outside.id) if outside else None


def broken_among(session: Session, organisation_id: int, entries: Sequence[AuditEntry]) -> set[int]:
    """The ids of those that do not fit to the entry before, without reading the whole chain."""
    wanted = [entry.seq - 1 for entry in entries if entry.seq]
    found = session.execute(
        sa.select(col(AuditEntry.seq), col(AuditEntry.hash)).where(
            col(AuditEntry.organisation_id) == organisation_id, col(AuditEntry.seq).in_(wanted)
        )
    )
    before = {seq: hash_ for seq, hash_ in found if seq is not None} | {0: _BEGINNING}
    forgotten = forgotten_in(session, organisation_id)
    has_chain = session.get(TrailHead, organisation_id) is not None
    return {
        entry.id or 0
        for entry in entries
        if (entry.seq is None and has_chain)
        or (entry.seq is not None and not _fits(entry, entry.seq, before.get(entry.seq - 1), forgotten))
    }


def _fits(entry: AuditEntry, seq: int, before: bytes | None, forgotten: Container[int]) -> bool:
    return (
        before is not None and _same(_hash_of(before, seq, entry), entry.hash) and _says_what_was_said(entry, forgotten)
    )


def _same(computed: bytes, kept: bytes | None) -> bool:
    return kept is not None and hmac.compare_digest(computed, kept)
