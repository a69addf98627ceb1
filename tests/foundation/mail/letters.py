"""A kind of mail for the tests of the outbox: number 7 goes to person7@example.org."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlmodel import Session, col, select

from foundation.database import Database
from foundation.mail.actions import put_many_in_outbox
from foundation.mail.composing import composer
from foundation.mail.messages import Message
from foundation.mail.models import MailState, OutboxMail, Stream

KIND = "tests.letter"
CONFIRMATION = "tests.confirmation"
NEWS = "tests.news"
GROUP = "mailing-1"

# What single numbers get instead.
instead: dict[int, Callable[[], Message | None]] = {}


def address(number: int) -> str:
    return f"person{number}@example.org"


def letter(number: int, **changed: str) -> Message:
    fields: dict[str, Any] = {
        "to": address(number),
        "subject": "News",
        "text": f"Letter number {number}.\n",
        "html": f"<p>Letter number {number}.</p>\n",
        "language": "en",
        "unsubscribe_url": f"https://campaigns.example.org/unsubscribe/{number}",
    }
    return Message(**(fields | changed))


@composer(KIND)
def write(_session: Session, number: int) -> Message | None:
    return instead[number]() if number in instead else letter(number)


@composer(CONFIRMATION, must_arrive=True)
def write_confirmation(session: Session, number: int) -> Message | None:
    return write(session, number)


@composer(NEWS, most_a_day=2)
def write_news(session: Session, number: int) -> Message | None:
    return write(session, number)


def queue(
    database: Database,
    numbers: Iterable[int],
    stream: Stream = Stream.BULK,
    group_key: str = GROUP,
    *,
    kind: str = KIND,
) -> None:
    with database.writing() as session:
        put_many_in_outbox(session, stream=stream, kind=kind, subject_ids=numbers, group_key=group_key)


def queue_confirmations(database: Database, numbers: Iterable[int], group_key: str = GROUP) -> None:
    queue(database, numbers, Stream.CONFIRMATION, group_key, kind=CONFIRMATION)


def states(database: Database) -> dict[int, MailState]:
    with database.reading() as session:
        return {mail.subject_id: mail.state for mail in session.exec(select(OutboxMail))}


def row(database: Database, number: int) -> OutboxMail:
    with database.reading() as session:
        return session.exec(select(OutboxMail).where(col(OutboxMail.subject_id) == number)).one()
