"""A mailing, its versions by language, what is attached, and one row for each contact it goes to."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id
from foundation.searching import keep_keys, key_column

NEEDS_SECOND_PERSON_ABOVE = 200


class MailingState(enum.StrEnum):
    """
    draft → queued     somebody pressed send; the outbox is being filled
          → sending    every recipient has a row in the outbox
          → paused → queued or sending
          → done       nothing waits any more
          → cancelled  also from draft; what was not sent stays unsent
    """

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def may_be_changed(self) -> bool:
        return self is MailingState.DRAFT

    @property
    def may_be_paused(self) -> bool:
        return self in (MailingState.QUEUED, MailingState.SENDING)

    @property
    def may_be_cancelled(self) -> bool:
        return self in (MailingState.DRAFT, MailingState.QUEUED, MailingState.SENDING, MailingState.PAUSED)

    @property
    def is_under_way(self) -> bool:
        return self in UNDER_WAY


UNDER_WAY = frozenset({MailingState.QUEUED, MailingState.SENDING, MailingState.PAUSED})


class Mailing(SQLModel, table=True):
    """`kinds` and `countries` narrow the recipients; empty means all. `written_by_id` changed its contents last:
    neither that person nor who started it can be the second pair of eyes.

    `campaign` is pushed down by the campaign: for each language its `title` and its `link`.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        sa.CheckConstraint(
            "approved_by_id <> created_by_id AND approved_by_id <> written_by_id", name="approved_by_another"
        ),
        sa.Index("ix_mailing_organisation_id_id", "organisation_id", "created_at", "id"),
        sa.Index("ix_mailing_state", "state"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int | None = Field(
        default=None, foreign_key="campaign.id", ondelete="SET NULL", index=True, sa_type=sa.BigInteger
    )
    campaign: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=json_column())
    # Pushed by the campaign: while it is off the site, nothing leaves.
    is_stopped: bool = False
    title: str = Field(max_length=200)
    kinds: list[str] = Field(default_factory=list, sa_type=json_column())
    countries: list[str] = Field(default_factory=list, sa_type=json_column())
    state: MailingState = Field(
        default=MailingState.DRAFT, sa_column=sa.Column(enum_column(MailingState), nullable=False)
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    created_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    written_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    approved_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    queued_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    queued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # How many contacts it went out to when send was pressed; the rows themselves are written by a job.
    expected: int = 0
    # When every recipient had a row in the outbox.
    filled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    search_key: str = key_column("title")

    @property
    def group_key(self) -> str:
        """What the outbox knows all its mails by."""
        return f"mailing-{self.id}"

    @property
    def trial_group_key(self) -> str:
        return f"trial-{self.id}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    def needs_second_person(self, recipients: int) -> bool:
        return recipients > NEEDS_SECOND_PERSON_ABOVE and not self.is_approved


keep_keys(Mailing, "title")


class MailingText(SQLModel, table=True):
    """One language version, as it was typed, with its merge fields."""

    __tablename__ = "mailing_text"

    mailing_id: int = Field(primary_key=True, foreign_key="mailing.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    language: str = Field(primary_key=True, max_length=20)
    subject: str = Field(max_length=200)
    body: str = Field(sa_type=sa.Text)


class MailingAttachment(SQLModel, table=True):
    """A stored file by its hash; the name is what recipients see. With a `language` it goes with that version only."""

    __tablename__ = "mailing_attachment"
    __table_args__ = (sa.UniqueConstraint("mailing_id", "sha256"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    mailing_id: int = Field(foreign_key="mailing.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    sha256: str = Field(foreign_key="stored_file.sha256", ondelete="RESTRICT", index=True, max_length=64)
    filename: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    language: str | None = Field(default=None, max_length=20)
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Delivery(SQLModel, table=True):
    """One contact gets one mailing once. What became of it is the state of the outbox row about this one.

    A contact that was removed leaves the row, so that the sums stay true.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "contact_id"),
        sa.Index("ix_delivery_contact_id", "contact_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    mailing_id: int = Field(foreign_key="mailing.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", sa_type=sa.BigInteger)
    language: str = Field(max_length=20)


class TrialMail(SQLModel, table=True):
    """A mailing as one contact would get it, sent to the organiser who asked."""

    __tablename__ = "mailing_test"

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    mailing_id: int = Field(foreign_key="mailing.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    organiser_id: int = Field(foreign_key="organiser.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="SET NULL", sa_type=sa.BigInteger)
    language: str = Field(max_length=20)
    sent_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
