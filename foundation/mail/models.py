"""The outbox: one row a mail, without address and without text. Both are looked up when the mail is about to leave."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column
from foundation.jobs import Queue


class Stream(enum.StrEnum):
    """Two ways out with queues and connections of their own: no confirmation waits behind a mailing."""

    CONFIRMATION = "confirmation"
    BULK = "bulk"

    @property
    def queue(self) -> Queue:
        return Queue.CONFIRMATION_MAIL if self is Stream.CONFIRMATION else Queue.BULK_MAIL

    @property
    def drain_job(self) -> str:
        return f"mail.drain_{self.value}"

    @property
    def connections(self) -> int:
        """As many mails may be between two states when a process is killed. Large providers grant three to a sender."""
        return 1 if self is Stream.CONFIRMATION else 3


class MailState(enum.StrEnum):
    """
    queued → sending → sent
                     → deferred → sending …   the server said: later
                     → bounced                the server said: never
                     → unknown → queued       nobody knows whether it was taken; a person decides
    queued, deferred → refused                it could not be written
                     → suppressed             the address wants no mail, or had enough of it
                     → skipped                there is nothing to say any more
                     → cancelled              somebody called it off
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"

    @property
    def is_final(self) -> bool:
        return self not in WAITING and self is not MailState.SENDING

    @property
    def needs_a_person(self) -> bool:
        return self in (MailState.UNKNOWN, MailState.REFUSED)


WAITING = frozenset({MailState.QUEUED, MailState.DEFERRED})

# Queries use these very words, for the partial index to be seen as fitting.
IS_WAITING = sa.text("state IN ('queued', 'deferred')")
_IS_CLAIMED = sa.text("claimed_by IS NOT NULL")
_HAS_DIGEST = sa.text("recipient_digest IS NOT NULL")


class OutboxMail(SQLModel, table=True):
    """Ids count upwards, and the oldest leaves first: a clock that is put back reorders nothing."""

    __tablename__ = "outbox_mail"
    __table_args__ = (
        sa.Index("ix_outbox_mail_waiting", "stream", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        sa.Index("ix_outbox_mail_claimed", "claimed_by", sqlite_where=_IS_CLAIMED, postgresql_where=_IS_CLAIMED),
        sa.Index(
            "ix_outbox_mail_recipient", "recipient_digest", sqlite_where=_HAS_DIGEST, postgresql_where=_HAS_DIGEST
        ),
        sa.Index("ix_outbox_mail_progress", "group_key", "state"),
    )

    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    )
    stream: Stream = Field(sa_column=sa.Column(enum_column(Stream), nullable=False))
    # Which composer writes it, such as `petitions.confirm_signature`, and the row it is about.
    kind: str = Field(max_length=80)
    subject_id: int = Field(sa_type=sa.BigInteger)
    # What belongs together for progress, holds and caps: `mailing-7`, `petition-3`.
    group_key: str = Field(default="", max_length=80)
    state: MailState = Field(default=MailState.QUEUED, sa_column=sa.Column(enum_column(MailState), nullable=False))
    # A sentence of the catalogues for the organiser, and the server's own code, such as `550 5.1.1`. Never its text.
    reason: str = Field(default="", max_length=200)
    reply_code: str = Field(default="", max_length=20)
    attempts: int = Field(default=0)
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    claimed_by: str | None = Field(default=None, max_length=60)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    message_id: str | None = Field(default=None, max_length=200)
    # Keyed, and forgotten after a day: it serves the caps only.
    recipient_digest: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MailRoute(SQLModel, table=True):
    """A stream's way out: when to knock again, since when nobody answers, whether a person stopped it."""

    __tablename__ = "mail_route"

    stream: Stream = Field(sa_column=sa.Column(enum_column(Stream), primary_key=True))
    failures: int = Field(default=0)
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(default="", max_length=200)


class GroupHold(SQLModel, table=True):
    """A group whose mails stay until a person lets them go. The row stays, so that this is asked once."""

    __tablename__ = "mail_group_hold"

    group_key: str = Field(primary_key=True, max_length=80)
    reason: str = Field(max_length=200)
    held_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    let_go_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SuppressionReason(enum.StrEnum):
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class Suppression(SQLModel, table=True):
    """An address that gets no mail, as a keyed digest. With a `group_key` it holds for that group alone."""

    __tablename__ = "mail_suppression"
    __table_args__ = (sa.UniqueConstraint("digest", "group_key"),)

    id: int | None = Field(default=None, primary_key=True)
    digest: bytes = Field(sa_type=sa.LargeBinary)
    group_key: str = Field(default="", max_length=80)
    reason: SuppressionReason = Field(sa_column=sa.Column(enum_column(SuppressionReason), nullable=False))
    since: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
