"""One sending of an update, and one row for each mailbox that it goes to."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE, MailingState

# A campaign that has ended still tells what came of it.
TELLS = frozenset({CampaignState.LIVE, CampaignState.CLOSED})


class Audience(enum.StrEnum):
    """In this order they are gone through; whoever belongs to several gets one mail."""

    SIGNERS = "signers"
    LIST = "list"
    PARTNERS = "partners"


class NewsMailing(SQLModel, table=True):
    """`reading` and `after` say how far the recipients have been gone through. `counts` are the states of its mails,
    kept when the mails themselves are forgotten."""

    __tablename__ = "campaign_update_mailing"
    __table_args__ = (
        sa.CheckConstraint("approved_by_id <> created_by_id", name="approved_by_another"),
        sa.Index("ix_campaign_update_mailing_update_id", "update_id"),
        sa.Index("ix_campaign_update_mailing_state", "state"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    update_id: int = Field(foreign_key="campaign_update.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    audiences: list[str] = Field(default_factory=list, sa_type=json_column())
    state: MailingState = Field(
        default=MailingState.DRAFT, sa_column=sa.Column(enum_column(MailingState), nullable=False)
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    created_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    approved_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    queued_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    queued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # At most so many; whoever belongs to two audiences was counted twice.
    expected: int = 0
    reading: Audience | None = Field(default=None, sa_column=sa.Column(enum_column(Audience), nullable=True))
    after: int = Field(default=0, sa_type=sa.BigInteger)
    filled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=json_column())
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def group_key(self) -> str:
        """What the outbox knows all its mails by."""
        return f"news-{self.id}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    def needs_second_person(self, recipients: int, *, was_published_alone: bool) -> bool:
        return (recipients > NEEDS_SECOND_PERSON_ABOVE or was_published_alone) and not self.is_approved


class NewsDelivery(SQLModel, table=True):
    """A mailbox gets an update once, whichever audience it belongs to and however often it is sent.

    `reference` is what the audience's own room knows somebody by: the reference of a signature, the id of a member of
    the general list or of a contact. What became of the mail is the state of the outbox row about this one.
    """

    __tablename__ = "campaign_update_delivery"
    __table_args__ = (
        sa.UniqueConstraint("update_id", "address_digest"),
        sa.Index("ix_campaign_update_delivery_mailing_id", "mailing_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    update_id: int = Field(foreign_key="campaign_update.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    mailing_id: int = Field(foreign_key="campaign_update_mailing.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    audience: Audience = Field(sa_column=sa.Column(enum_column(Audience), nullable=False))
    reference: int = Field(sa_type=sa.BigInteger)
    address_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    language: str = Field(max_length=20)


def tells_readers(campaign: Campaign) -> bool:
    """Whether anybody is written to about this campaign; never about an example, nor while it, or the names in it, are
    off the site."""
    is_told = campaign.is_public and not campaign.unpublished and campaign.state in TELLS
    return is_told and not campaign.is_example and not campaign.is_history
