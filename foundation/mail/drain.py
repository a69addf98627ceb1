"""Emptying the outbox: claim a hundred, open the connections, and for each round of mails

    write them (while the round before is on the wire)
    → one commit: what became of the last round; this round is `sending`
    → hand them over, one on each connection.

So each recipient's state is on disk before and after; a killed process leaves one mail a connection in doubt.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session

from foundation.database import Database
from foundation.mail import words
from foundation.mail.actions import hold_group, note_success, note_trouble
from foundation.mail.answers import Answer
from foundation.mail.caps import WAITS_AT_MOST, bears_bulk_from, bears_it_from
from foundation.mail.claims import (
    Claimed,
    begin_sending,
    claim,
    conclude,
    held_groups,
    lone_token,
    recover,
    release,
    settle,
)
from foundation.mail.composing import most_a_day, must_arrive
from foundation.mail.models import MailState, Stream, SuppressionReason
from foundation.mail.outcomes import outcome_of
from foundation.mail.preparing import Prepared, prepare
from foundation.mail.setup import MailSetup, mail_setup
from foundation.mail.suppression import suppress_digest, suppressed_digests
from foundation.mail.transport import MailConnection, Unreachable
from foundation.mail.wire import EncodedFiles

# Minutes until a server that does not answer is tried again. Never more than a quarter of an hour: when it is back,
# what waited is out within half an hour.
UNREACHABLE_MINUTES = (1, 5, 15)
# Seconds between attempts to write down what became of mails: a database that restarts is back by then.
COMMIT_AGAIN_AFTER = (0.5, 2.0, 8.0)


@dataclass
class _Batch:
    database: Database
    stream: Stream
    token: str
    setup: MailSetup
    stopping: Callable[[], bool]
    files: EncodedFiles = field(default_factory=EncodedFiles)
    sent: int = 0
    # Mails to which the server gave an answer and stayed: the way out is open, whatever the answers were.
    answered: int = 0
    trouble: str = ""


def drain(database: Database, stream: Stream, *, token: str = "", stopping: Callable[[], bool] = lambda: False) -> int:
    """Sends what may leave now; says how many were accepted. Several may drain one stream at the same time."""
    setup = mail_setup()
    token = token or lone_token()
    recover(database)
    accepted = 0
    files = EncodedFiles()
    while not stopping() and (claimed := claim(database, stream, token)):
        batch = _Batch(database, stream, token, setup, stopping, files)
        try:
            asyncio.run(_send(batch, claimed))
        finally:
            release(database, token, [mail.id for mail in claimed])
        accepted += batch.sent
        _note(batch)
        if batch.trouble and not batch.answered:
            break
    return accepted


def _note(batch: _Batch) -> None:
    """A connection that breaks off after some mails is ordinary. One that answers to none is trouble."""
    with batch.database.writing(shows=False) as session:
        if batch.answered:
            note_success(session, stream=batch.stream)
        elif batch.trouble:
            note_trouble(session, stream=batch.stream, reason=batch.trouble, wait_minutes=UNREACHABLE_MINUTES)


async def _send(batch: _Batch, claimed: list[Claimed]) -> None:
    async with AsyncExitStack() as stack:
        connections = await _connect(batch, stack, min(batch.stream.connections, len(claimed)))
        waiting = deque(claimed)
        answers: list[tuple[Prepared, Answer]] = []
        ready = _write_next(batch, waiting, len(connections))
        try:
            while ready and not batch.trouble and not batch.stopping():
                moving = _commit_round(batch, answers, ready)
                answers = []
                writing = asyncio.create_task(asyncio.to_thread(_write_next, batch, waiting, len(connections)))
                answers = await _hand_over(batch, connections, moving)
                ready = await writing
        finally:
            _commit_round(batch, answers, [])


async def _connect(batch: _Batch, stack: AsyncExitStack, wanted: int) -> list[MailConnection]:
    """None, and a reason; or at least one: a server may grant fewer than we ask for."""
    if batch.setup.server is None:
        batch.trouble = words.NO_SERVER
        return []
    connections: list[MailConnection] = []
    while len(connections) < wanted:
        connection = MailConnection(batch.setup.server, batch.setup.host)
        try:
            connections.append(await stack.enter_async_context(connection))
        except Unreachable as error:
            if not connections:
                batch.trouble = error.reason
            break
    return connections


def _write_next(batch: _Batch, waiting: deque[Claimed], count: int) -> list[Prepared]:
    mails = [waiting.popleft() for _place in range(min(count, len(waiting)))]
    return prepare(batch.database, mails, batch.setup, batch.files) if mails else []


async def _hand_over(
    batch: _Batch, connections: list[MailConnection], moving: list[Prepared]
) -> list[tuple[Prepared, Answer]]:
    sending = [
        connection.send(batch.setup.sender, prepared.recipient, prepared.wire)
        for connection, prepared in zip(connections, moving, strict=False)
    ]
    answers = list(zip(moving, await asyncio.gather(*sending), strict=True))
    batch.trouble = next((answer.trouble for _prepared, answer in answers if answer.gone), "")
    return answers


def _commit_round(batch: _Batch, answers: list[tuple[Prepared, Answer]], ready: list[Prepared]) -> list[Prepared]:
    """Returns those of `ready` that are to be handed over now."""
    if not answers and not ready:
        return []
    for seconds in COMMIT_AGAIN_AFTER:
        try:
            return _commit(batch, answers, ready)
        except sa.exc.OperationalError:
            # Blocks this thread's own loop, where nothing else runs meanwhile.
            time.sleep(seconds)
    return _commit(batch, answers, ready)


def _commit(batch: _Batch, answers: list[tuple[Prepared, Answer]], ready: list[Prepared]) -> list[Prepared]:
    with batch.database.writing(shows=False) as session:
        _conclude(session, batch, answers)
        alive = [prepared for prepared in ready if not _has_ended(session, batch, prepared)]
        held = held_groups(session)
        unwanted = suppressed_digests(session, {(prepared.digest, prepared.mail.group_key) for prepared in alive})
        wanted: list[Prepared] = []
        for prepared in alive:
            if prepared.mail.group_key in held or _is_second_of_round(prepared, wanted):
                continue
            if _is_wanted(session, batch, prepared, unwanted):
                wanted.append(prepared)
        leaving = begin_sending(
            session,
            token=batch.token,
            mails=[(prepared.mail, prepared.digest, prepared.message_id) for prepared in wanted],
        )
    batch.sent += sum(answer.state is MailState.SENT for _prepared, answer in answers)
    batch.answered += sum(not answer.gone for _prepared, answer in answers)
    return [prepared for prepared in wanted if prepared.mail.id in leaving]


def _conclude(session: Session, batch: _Batch, answers: list[tuple[Prepared, Answer]]) -> None:
    outcomes = [(prepared.mail, outcome_of(prepared.mail, answer)) for prepared, answer in answers]
    conclude(session, token=batch.token, outcomes=outcomes)
    for prepared, answer in answers:
        if answer.suppress:
            suppress_digest(session, digest=prepared.digest, reason=SuppressionReason.BOUNCED)
        if answer.by_policy and batch.stream is Stream.BULK and prepared.mail.group_key:
            hold_group(session, group_key=prepared.mail.group_key, reason=answer.reason)


def _has_ended(session: Session, batch: _Batch, prepared: Prepared) -> bool:
    if prepared.ended is None:
        return False
    settle(session, prepared.mail, token=batch.token, state=prepared.ended, reason=prepared.reason)
    return True


def _is_second_of_round(prepared: Prepared, wanted: list[Prepared]) -> bool:
    """Where mails to one mailbox are counted, two in the same moment would not see each other: the second is released
    with its batch, and comes with the next one."""
    if most_a_day(prepared.mail.kind) is None:
        return False
    return any(other.digest == prepared.digest for other in wanted)


def _is_wanted(session: Session, batch: _Batch, prepared: Prepared, unwanted: set[tuple[bytes, str]]) -> bool:
    """Looked at now, and not when it was queued: much may have been said since."""
    mail, digest = prepared.mail, prepared.digest
    if (digest, mail.group_key) in unwanted:
        settle(session, mail, token=batch.token, state=MailState.SUPPRESSED, reason=words.WANTS_NO_MAIL)
        return False
    if batch.stream is Stream.CONFIRMATION:
        later = bears_it_from(session, digest=digest, group_key=mail.group_key, mail_id=mail.id, kind=mail.kind)
    else:
        later = bears_bulk_from(session, digest=digest, mail_id=mail.id, kind=mail.kind)
    if later is None:
        return True
    waits = (must_arrive(mail.kind) or batch.stream is Stream.BULK) and later - mail.created_at <= WAITS_AT_MOST
    settle(
        session,
        mail,
        token=batch.token,
        state=MailState.DEFERRED if waits else MailState.SUPPRESSED,
        reason=words.HAD_ENOUGH,
        not_before=later if waits else None,
    )
    return False
