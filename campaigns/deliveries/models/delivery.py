"""Tables: a delivery that is planned, who let the names of signers go along, and countries that get no names."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id

SEALED = "hand-delivery"


class DeliveryState(enum.StrEnum):
    """
    planned → done         a visit was noted; back when that was an error
    planned → called_off   for good
    """

    PLANNED = "planned"
    DONE = "done"
    CALLED_OFF = "called_off"


class NamesState(enum.StrEnum):
    """
    asked → approved → fallen      whoever asked or approved has lost the right to before the pack was made
    asked → refused, taken_back    approved → taken_back
    """

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    FALLEN = "fallen"

    @property
    def is_open(self) -> bool:
        """Nobody has ended it."""
        return self in (NamesState.ASKED, NamesState.APPROVED)


class Delivery(SQLModel, table=True):
    """One visit that is planned, to one office of a country. `language` is that of the pages that are made for it; its
    letters keep theirs. `delegation` and `note` are for those who work on the campaign, and sealed."""

    __tablename__ = "hand_delivery"
    __table_args__ = (
        sa.Index("ix_hand_delivery_campaign_id", "campaign_id", "planned_on"),
        sa.Index("ix_hand_delivery_state", "state", "planned_on"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    office_id: str = Field(max_length=80)
    country: str = Field(max_length=2)
    language: str = Field(max_length=20)
    planned_on: date
    delegation: str = Field(default="", sa_column=sa.Column(SealedText(SEALED), nullable=False))
    note: str = Field(default="", sa_column=sa.Column(SealedText(SEALED), nullable=False))
    state: DeliveryState = Field(
        default=DeliveryState.PLANNED, sa_column=sa.Column(enum_column(DeliveryState), nullable=False)
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    created_by_id: int | None = optional_link("organiser", ondelete="SET NULL")


class NamesAsk(SQLModel, table=True):
    """That the names of signers go along with one delivery: of those who had confirmed by `until`, which is past when
    it is asked, so that whoever approves knows of whom. Never one person alone. `because` is a message id: why it fell.
    """

    __tablename__ = "hand_delivery_names"
    __table_args__ = (
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_at_some_time"),
        sa.CheckConstraint("state <> 'approved' OR decided_by_id <> asked_by_id", name="two_persons"),
        sa.Index("ix_hand_delivery_names_delivery_id", "delivery_id"),
        sa.Index(
            "uq_hand_delivery_names_open",
            "delivery_id",
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'approved')"),
            postgresql_where=sa.text("state IN ('asked', 'approved')"),
        ),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    delivery_id: int = Field(foreign_key="hand_delivery.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    until: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(max_length=200)
    state: NamesState = Field(default=NamesState.ASKED, sa_column=sa.Column(enum_column(NamesState), nullable=False))
    asked_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    asked_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    because: str = Field(default="", max_length=200)


class NamesOff(SQLModel, table=True):
    """A country whose offices are given no names by this campaign, whatever signers chose."""

    __tablename__ = "hand_delivery_names_off"

    campaign_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    )
    country: str = Field(sa_column=sa.Column(sa.String(2), primary_key=True))
    since: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
