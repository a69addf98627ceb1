"""Rows of the outbox on their way: claimed in batches by one worker, then moved one by one.

A claim changes no state: what a dead worker had claimed is simply free again. Only what was `sending` is in doubt.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import Database, UtcDateTime
from foundation.job_recovery import living_tokens
from foundation.mail import words
from foundation.mail.models import WAITING, GroupHold, MailRoute, MailState, OutboxMail, Stream

BATCH = 100
# A drain outside a worker has no heartbeat, and one inside may have failed to write down how a mail ended.
# No mail is on its way for so long.
LONGEST_CLAIM = timedelta(minutes=10)
ALONE = "alone-"

_mails = OutboxMail.__table__  # type: ignore[attr-defined]  # SQLModel sets it on table classes


@dataclass(frozen=True)
class Claimed:
    id: int
    stream: Stream
    kind: str
    subject_id: int
    group_key: str
    attempts: int
    message_id: str | None
    created_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt; `minutes` until the next, 0 for at once or never."""

    state: MailState
    reason: str = ""
    code: str = ""
    minutes: int = 0


def lone_token() -> str:
    return ALONE + secrets.token_hex(12)


def claim(database: Database, stream: Stream, token: str, limit: int = BATCH) -> list[Claimed]:
    """The oldest that may leave now, for this worker alone. Empty when the way out is known to be blocked."""
    now = utc_now()
    held = sa.select(col(GroupHold.group_key)).where(col(GroupHold.let_go_at).is_(None))
    takeable = (
        sa.select(_mails.c.id)
        .where(
            _mails.c.stream == stream,
            # Written out, for the partial index to be seen as fitting.
            sa.text("state IN ('queued', 'deferred')"),
            _mails.c.claimed_by.is_(None),
            sa.or_(_mails.c.next_attempt_at.is_(None), _mails.c.next_attempt_at <= now),
            _mails.c.group_key.not_in(held),
        )
        .order_by(_mails.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("takeable")
    )
    with database.writing(shows=False) as session:
        route = session.get(MailRoute, stream)
        if route is not None and (route.paused_at or (route.retry_at and route.retry_at > now)):
            return []
        rows = session.connection().execute(
            sa.update(_mails)
            .where(_mails.c.id.in_(sa.select(takeable.c.id)))
            .values(claimed_by=token, claimed_at=now)
            .returning(
                _mails.c.id,
                _mails.c.stream,
                _mails.c.kind,
                _mails.c.subject_id,
                _mails.c.group_key,
                _mails.c.attempts,
                _mails.c.message_id,
                _mails.c.created_at,
            )
        )
        return sorted((Claimed(**row) for row in rows.mappings()), key=lambda claimed: claimed.id)


def release(database: Database, token: str, mail_ids: list[int]) -> None:
    """What was claimed and not come to."""
    with database.writing(shows=False) as session:
        session.connection().execute(
            sa.update(_mails)
            .where(_mails.c.id.in_(mail_ids), _mails.c.claimed_by == token, _mails.c.state.in_(WAITING))
            .values(claimed_by=None)
        )


# These run for every mail. Written out, because building them anew each time costs more than running them.
_HELD = sa.text("SELECT group_key FROM mail_group_hold WHERE let_go_at IS NULL")
_BEGIN = sa.text(
    "UPDATE outbox_mail SET state = 'sending', attempts = attempts + 1, claimed_at = :now, recipient_digest = :digest,"
    " message_id = :message_id WHERE id = :id AND claimed_by = :token AND state IN ('queued', 'deferred')"
).bindparams(sa.bindparam("now", type_=UtcDateTime))
_BEGUN = sa.text(
    "SELECT id FROM outbox_mail WHERE id IN :ids AND claimed_by = :token AND state = 'sending'"
).bindparams(sa.bindparam("ids", expanding=True))
_SETTLE = sa.text(
    "UPDATE outbox_mail SET state = :state, reason = :reason, claimed_by = NULL, next_attempt_at = :next_attempt_at"
    " WHERE id = :id AND claimed_by = :token AND state IN ('queued', 'deferred')"
).bindparams(sa.bindparam("next_attempt_at", type_=UtcDateTime))
_CONCLUDE = sa.text(
    "UPDATE outbox_mail SET state = :state, reason = :reason, reply_code = :code, claimed_by = NULL,"
    " next_attempt_at = :next_attempt_at, sent_at = :sent_at WHERE id = :id AND"
    " ((state = 'sending' AND claimed_by = :token) OR (state = 'unknown' AND claimed_by IS NULL))"
).bindparams(sa.bindparam("next_attempt_at", type_=UtcDateTime), sa.bindparam("sent_at", type_=UtcDateTime))


def held_groups(session: Session) -> set[str]:
    """The groups that a person has to let go first."""
    return set(session.connection().scalars(_HELD))


def begin_sending(session: Session, *, token: str, mails: list[tuple[Claimed, bytes, str]]) -> set[int]:
    """Takes (mail, digest of the address, Message-ID); returns the ids that may be handed over now.

    The others are no longer ours, or were called off meanwhile.
    """
    if not mails:
        return set()
    now = utc_now()
    rows = [
        {"id": mail.id, "token": token, "now": now, "digest": digest, "message_id": message_id}
        for mail, digest, message_id in mails
    ]
    connection = session.connection()
    begun = connection.execute(_BEGIN, rows)
    if begun.rowcount == len(rows):
        return {mail.id for mail, _digest, _message_id in mails}
    return set(connection.scalars(_BEGUN, {"ids": [row["id"] for row in rows], "token": token}))


def settle(
    session: Session, mail: Claimed, *, token: str, state: MailState, reason: str, not_before: datetime | None = None
) -> None:
    """An end without an attempt, or no attempt before that time."""
    values = {"id": mail.id, "token": token, "state": state.value, "reason": reason, "next_attempt_at": not_before}
    session.connection().execute(_SETTLE, values)


def conclude(session: Session, *, token: str, outcomes: list[tuple[Claimed, Outcome]]) -> None:
    """What became of attempts. A worker given up for dead is believed too, where no second try began meanwhile."""
    now = utc_now()
    rows = [
        {
            "id": mail.id,
            "token": token,
            "state": ended.state.value,
            "reason": ended.reason,
            "code": ended.code,
            "next_attempt_at": now + timedelta(minutes=ended.minutes) if ended.minutes else None,
            "sent_at": now if ended.state is MailState.SENT else None,
        }
        for mail, ended in outcomes
    ]
    if rows:
        session.connection().execute(_CONCLUDE, rows)


def recover(database: Database) -> int:
    """Frees what dead workers held; says how many were in doubt. Confirmations go out again, for the rest a person
    decides.
    """
    with database.reading() as session:
        holders = set(
            session.connection().scalars(sa.select(_mails.c.claimed_by).where(_mails.c.claimed_by.is_not(None)))
        )
    if not holders:
        return 0
    with database.writing(shows=False) as session:
        living = living_tokens(session)
        dead = {holder for holder in holders - living if not holder.startswith(ALONE)}
        too_old = sa.and_(_mails.c.claimed_by.in_(holders), _mails.c.claimed_at < utc_now() - LONGEST_CLAIM)
        return _free(session, sa.or_(_mails.c.claimed_by.in_(dead), too_old))


def _free(session: Session, whose: sa.ColumnElement[bool]) -> int:
    connection = session.connection()
    connection.execute(sa.update(_mails).where(whose, _mails.c.state.in_(WAITING)).values(claimed_by=None))
    in_doubt = sa.update(_mails).where(whose, _mails.c.state == MailState.SENDING)
    again = connection.execute(
        in_doubt.where(_mails.c.stream == Stream.CONFIRMATION).values(state=MailState.QUEUED, claimed_by=None)
    )
    unknown = connection.execute(
        in_doubt.where(_mails.c.stream == Stream.BULK).values(
            state=MailState.UNKNOWN, reason=words.NOBODY_KNOWS, claimed_by=None
        )
    )
    return again.rowcount + unknown.rowcount
