"""Tables of the register: how a letter left, and what was answered."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id
from foundation.web.language import mark


class Way(enum.StrEnum):
    POST = "post"
    REGISTERED = "registered"
    EMAIL = "email"
    HAND = "hand"
    FAX = "fax"
    WEB_FORM = "web_form"

    @property
    def words(self) -> str:
        return WAYS[self]


class DispatchState(enum.StrEnum):
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    RETURNED = "returned"

    @property
    def is_settled(self) -> bool:
        return self is not DispatchState.SENT

    @property
    def words(self) -> str:
        return STATES[self]


class ReplyKind(enum.StrEnum):
    ACKNOWLEDGED = "acknowledged"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    EVASIVE = "evasive"
    ASKS = "asks"

    @property
    def words(self) -> str:
        return KINDS[self]

    @property
    def ends_waiting(self) -> bool:
        """An acknowledgement is no answer."""
        return self is not ReplyKind.ACKNOWLEDGED


IN_FUTURE = mark("This day is still to come.")
WAYS = {
    Way.POST: mark("By post"),
    Way.REGISTERED: mark("By registered post"),
    Way.EMAIL: mark("As an e-mail"),
    Way.HAND: mark("By hand"),
    Way.FAX: mark("By fax"),
    Way.WEB_FORM: mark("Through the office’s web form"),
}
STATES = {
    DispatchState.SENT: mark("On its way"),
    DispatchState.RECEIVED: mark("Received"),
    DispatchState.REFUSED: mark("Not accepted"),
    DispatchState.RETURNED: mark("Came back"),
}
KINDS = {
    ReplyKind.ACKNOWLEDGED: mark("Only acknowledges the letter"),
    ReplyKind.GRANTED: mark("Does what was asked"),
    ReplyKind.PARTLY: mark("Does part of it"),
    ReplyKind.REFUSED: mark("Refuses"),
    ReplyKind.EVASIVE: mark("Does not answer what was asked"),
    ReplyKind.ASKS: mark("Asks for more"),
}


class Dispatch(SQLModel, table=True):
    """An approved letter left by one way; it may leave by several. `proof_sha256` is the receipt."""

    __tablename__ = "dispatch"
    __table_args__ = (
        sa.CheckConstraint("(state = 'sent') = (settled_on IS NULL)", name="settled_with_day"),
        sa.Index("ix_dispatch_letter_id", "letter_id"),
        sa.Index("ix_dispatch_campaign_id", "campaign_id", "sent_on", "id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    way: Way = Field(sa_column=sa.Column(enum_column(Way), nullable=False))
    sent_on: date
    sent_to: str = Field(default="", max_length=254)
    note: str = Field(default="", max_length=500)
    state: DispatchState = Field(
        default=DispatchState.SENT, sa_column=sa.Column(enum_column(DispatchState), nullable=False)
    )
    settled_on: date | None = None
    proof_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    recorded_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    recorded_by_id: int | None = optional_link("organiser", ondelete="SET NULL")


class Reply(SQLModel, table=True):
    """What the office answered; `scan_sha256` is its letter."""

    __tablename__ = "reply"
    __table_args__ = (sa.Index("ix_reply_letter_id", "letter_id"), sa.Index("ix_reply_campaign_id", "campaign_id"))

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: ReplyKind = Field(sa_column=sa.Column(enum_column(ReplyKind), nullable=False))
    received_on: date
    their_reference: str = Field(default="", max_length=80)
    summary: str = Field(default="")
    scan_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    recorded_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    recorded_by_id: int | None = optional_link("organiser", ondelete="SET NULL")


_STILL_HERE = sa.text("ended_at IS NULL")


class LetterMail(SQLModel, table=True):
    """An e-mail to the office with the frozen PDF. What became of it is the state of the outbox row about this one;
    once it has left, or came back, that stands as a `dispatch`. It ends without one where it never left.

    `enclosed_sha256` is the dossier that whoever asked for it was shown as enclosed, `enclosed_edition` its number:
    that one leaves with it, or nothing does."""

    __tablename__ = "letter_mail"
    __table_args__ = (
        sa.Index("ix_letter_mail_letter_id", "letter_id"),
        sa.Index("ix_letter_mail_still_here", "id", sqlite_where=_STILL_HERE, postgresql_where=_STILL_HERE),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    sent_to: str = Field(max_length=254)
    enclosed_sha256: str | None = Field(default=None, max_length=64)
    enclosed_edition: int | None = None
    asked_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    asked_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dispatch_id: int | None = optional_link("dispatch", ondelete="SET NULL")

    @property
    def group_key(self) -> str:
        """What the outbox knows it by."""
        return f"letter-{self.id}"


class ReplyStep(SQLModel, table=True):
    """What an answer changed in a demand, as a person noted it."""

    __tablename__ = "reply_step"

    reply_id: int = Field(primary_key=True, foreign_key="reply.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    demand_id: int = Field(
        primary_key=True, foreign_key="campaign_demand.id", ondelete="CASCADE", sa_type=sa.BigInteger
    )
    demand_state_id: int = Field(foreign_key="campaign_demand_state.id", ondelete="CASCADE", sa_type=sa.BigInteger)


class LetterTerm(SQLModel, table=True):
    """After how many days without an answer a letter of this campaign is overdue."""

    __tablename__ = "letter_term"
    __table_args__ = (sa.CheckConstraint("days >= 1 AND days <= 365", name="days_of_a_year"),)

    campaign_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    )
    days: int
