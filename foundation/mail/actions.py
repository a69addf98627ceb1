"""Putting mails into the outbox, and what a person may do with those that stand in it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import insert_into
from foundation.job_wake import wake_after_commit
from foundation.mail import words
from foundation.mail.models import WAITING, GroupHold, MailRoute, MailState, OutboxMail, Stream
from foundation.many_rows import insert_many

ROWS_AT_ONCE = 1000


def put_in_outbox(
    session: Session,
    *,
    stream: Stream,
    kind: str,
    subject_id: int,
    group_key: str = "",
    not_before: datetime | None = None,
) -> OutboxMail:
    """Leaves when this transaction is committed, or never."""
    mail = OutboxMail(**outbox_row(stream=stream, kind=kind, subject_id=subject_id, group_key=group_key))
    mail.next_attempt_at = not_before
    session.add(mail)
    session.flush()
    wake_after_commit(session, stream.drain_job)
    return mail


def put_many_in_outbox(
    session: Session,
    *,
    stream: Stream,
    kind: str,
    subject_ids: Iterable[int],
    group_key: str = "",
    not_before: datetime | None = None,
) -> int:
    """One mail about each; says how many. Takes an iterator, and holds a thousand rows at a time."""
    row = outbox_row(stream=stream, kind=kind, subject_id=0, group_key=group_key) | {"next_attempt_at": not_before}
    del row["subject_id"]
    subjects = iter(subject_ids)
    count = 0
    while rows := [(subject_id,) for subject_id in islice(subjects, ROWS_AT_ONCE)]:
        insert_many(session.connection(), OutboxMail, ("subject_id",), rows, same=row)
        count += len(rows)
    wake_after_commit(session, stream.drain_job)
    return count


def outbox_row(*, stream: Stream, kind: str, subject_id: int, group_key: str = "") -> dict[str, Any]:
    """The columns of a row, for those who insert many in a statement of their own, and call `wake` afterwards."""
    return {
        "stream": stream,
        "kind": kind,
        "subject_id": subject_id,
        "group_key": group_key,
        "state": MailState.QUEUED,
        "reason": "",
        "reply_code": "",
        "attempts": 0,
        "created_at": utc_now(),
    }


def call_off_group(session: Session, *, group_key: str) -> int:
    """What has not left yet never leaves. Says how many that were; one being handed over right now still goes."""
    return _move(session, group_key, WAITING, MailState.CANCELLED, words.CALLED_OFF)


def send_again(
    session: Session, *, group_key: str, states: frozenset[MailState] = frozenset({MailState.UNKNOWN})
) -> int:
    """A person decides to try again those of whom nobody knows, or other final ones. Message-IDs stay the same."""
    moved = _move(session, group_key, states, MailState.QUEUED, "")
    wake_after_commit(session, Stream.BULK.drain_job)
    return moved


def let_unknown_rest(session: Session, *, group_key: str) -> int:
    """The other choice: whoever may have got it gets no second one."""
    return _move(session, group_key, frozenset({MailState.UNKNOWN}), MailState.CANCELLED, words.NOBODY_KNOWS)


def _move(session: Session, group_key: str, states: frozenset[MailState], to: MailState, reason: str) -> int:
    moved = session.connection().execute(
        sa.update(OutboxMail)
        .where(col(OutboxMail.group_key) == group_key, col(OutboxMail.state).in_(states))
        .values(state=to, reason=reason, reply_code="", next_attempt_at=None, claimed_by=None)
    )
    return moved.rowcount


def hold_group(session: Session, *, group_key: str, reason: str) -> None:
    """Its mails stay until `let_group_go`. A group that a person let go once is not held again by a refusal."""
    # Two workers may be refused the same thing at the same moment.
    connection = session.connection()
    held = insert_into(GroupHold, connection.dialect.name).values(group_key=group_key, reason=reason, held_at=utc_now())
    connection.execute(held.on_conflict_do_nothing(index_elements=["group_key"]))


def hold_group_by_a_person(session: Session, *, group_key: str, reason: str) -> None:
    """Also where it was let go before: that must not be undone by a refusal, but by a person's word it is."""
    hold_group(session, group_key=group_key, reason=reason)
    held = session.get_one(GroupHold, group_key)
    held.let_go_at, held.reason, held.held_at = None, reason, utc_now()
    session.add(held)


def let_group_go(session: Session, *, group_key: str) -> None:
    held = session.get(GroupHold, group_key)
    if held is None:
        return
    held.let_go_at = utc_now()
    session.connection().execute(
        sa.update(OutboxMail)
        .where(col(OutboxMail.group_key) == group_key, col(OutboxMail.state) == MailState.DEFERRED)
        .values(next_attempt_at=None)
    )
    wake_after_commit(session, Stream.BULK.drain_job)


def pause_stream(session: Session, *, stream: Stream) -> None:
    """Nothing leaves by this stream until `resume_stream`: after a backup was restored, a person looks first."""
    route = route_of(session, stream)
    route.paused_at = route.paused_at or utc_now()


def resume_stream(session: Session, *, stream: Stream) -> None:
    """Also knocks at once at a server that did not answer."""
    route = route_of(session, stream)
    route.paused_at = route.retry_at = None
    wake_after_commit(session, stream.drain_job)


def note_trouble(session: Session, *, stream: Stream, reason: str, wait_minutes: Iterable[int]) -> None:
    """The way out is blocked: the next knock comes after the next of these minutes, the last of which is repeated."""
    route = route_of(session, stream)
    steps = list(wait_minutes)
    minutes = steps[min(route.failures, len(steps) - 1)]
    route.failures += 1
    route.reason = reason
    route.failing_since = route.failing_since or utc_now()
    route.retry_at = utc_now() + timedelta(minutes=minutes)


def note_success(session: Session, *, stream: Stream) -> None:
    route = route_of(session, stream)
    if route.failures:
        route.failures, route.reason = 0, ""
        route.failing_since = route.retry_at = None


def route_of(session: Session, stream: Stream) -> MailRoute:
    route = session.get(MailRoute, stream)
    if route is None:
        # Two workers may meet here at the first mail of an installation.
        connection = session.connection()
        first = insert_into(MailRoute, connection.dialect.name).values(stream=stream)
        connection.execute(first.on_conflict_do_nothing(index_elements=["stream"]))
        route = session.get_one(MailRoute, stream)
    return route
