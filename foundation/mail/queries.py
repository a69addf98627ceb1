"""What the desk shows of the outbox."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.mail import words
from foundation.mail.models import IS_WAITING, GroupHold, MailRoute, MailState, OutboxMail, Stream

# Nobody needs to know it more exactly, and the desk shows it on every visit.
COUNTED_UP_TO = 10_000


@dataclass(frozen=True)
class Trouble:
    """Something a person should know. `reason` is a sentence of the catalogues; `waiting` mails, counted up to
    COUNTED_UP_TO, stand behind it."""

    reason: str
    since: datetime
    waiting: int
    stream: Stream | None = None
    group_key: str = ""
    retry_at: datetime | None = None

    @property
    def is_more(self) -> bool:
        return self.waiting >= COUNTED_UP_TO

    @property
    def needs_a_person(self) -> bool:
        """False when it mends itself: we knock again at `retry_at`."""
        return self.retry_at is None


def group_progress(session: Session, group_key: str) -> Counter[MailState]:
    """How many mails of the group are in each state."""
    return groups_progress(session, [group_key])[group_key]


def groups_progress(session: Session, group_keys: Sequence[str]) -> dict[str, Counter[MailState]]:
    """The same of many groups, by their keys."""
    found: dict[str, Counter[MailState]] = {key: Counter() for key in group_keys}
    rows = session.exec(
        select(OutboxMail.group_key, OutboxMail.state, sa.func.count())
        .where(col(OutboxMail.group_key).in_(group_keys))
        .group_by(col(OutboxMail.group_key), col(OutboxMail.state))
    )
    for key, state, count in rows:
        found[key][MailState(state)] = count
    return found


def group_mails(
    session: Session, group_key: str, *, states: frozenset[MailState], after_id: int = 0, limit: int = 100
) -> list[OutboxMail]:
    """Page by page, by id: the rooms say whom a row is about."""
    return list(
        session.exec(
            select(OutboxMail)
            .where(OutboxMail.group_key == group_key, col(OutboxMail.state).in_(states), col(OutboxMail.id) > after_id)
            .order_by(col(OutboxMail.id))
            .limit(limit)
        )
    )


def mail_trouble(session: Session) -> list[Trouble]:
    """Empty on a good day."""
    return [*_blocked_routes(session), *_held_groups(session)]


def _blocked_routes(session: Session) -> list[Trouble]:
    troubles = []
    for route in session.exec(select(MailRoute)):
        waiting = _waiting(session, col(OutboxMail.stream) == route.stream)
        if route.paused_at is not None:
            troubles.append(Trouble(words.STOPPED_BY_A_PERSON, route.paused_at, waiting, route.stream))
        elif route.failing_since is not None:
            troubles.append(Trouble(route.reason, route.failing_since, waiting, route.stream, retry_at=route.retry_at))
    return troubles


def _held_groups(session: Session) -> list[Trouble]:
    held = session.exec(select(GroupHold).where(col(GroupHold.let_go_at).is_(None)).order_by(col(GroupHold.held_at)))
    return [
        Trouble(
            hold.reason,
            hold.held_at,
            _waiting(session, col(OutboxMail.group_key) == hold.group_key),
            group_key=hold.group_key,
        )
        for hold in held
    ]


def _waiting(session: Session, which: sa.ColumnElement[bool]) -> int:
    some = sa.select(sa.literal(1)).select_from(OutboxMail).where(which, IS_WAITING).limit(COUNTED_UP_TO).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
