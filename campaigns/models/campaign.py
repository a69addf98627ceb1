"""The campaign itself: what bundle this is, in which state, under whose name, and its longer texts."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from campaigns.models.texts import Texts, TextsByKeyType, TextsType, WordListType
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id
from foundation.searching import keep_keys, key_column, keys_index
from petitions.models.petition import Unpublished, unpublished_column


class CampaignKind(enum.StrEnum):
    ARREST = "arrest"
    DISMISSALS = "dismissals"
    UNION_DISSOLVED = "union_dissolved"
    OUTLET_CLOSED = "outlet_closed"
    BAD_LAW = "bad_law"
    STRIKE_REPRESSED = "strike_repressed"
    FORCED_LABOUR = "forced_labour"
    MISSION_RECOMMENDATIONS = "mission_recommendations"


class CampaignState(enum.StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"
    ARCHIVED = "archived"

    def may_become(self, state: "CampaignState") -> bool:
        return state in NEXT_STATES[self]


NEXT_STATES = {
    CampaignState.DRAFT: frozenset({CampaignState.IN_REVIEW, CampaignState.LIVE}),
    CampaignState.IN_REVIEW: frozenset({CampaignState.DRAFT, CampaignState.LIVE}),
    CampaignState.LIVE: frozenset({CampaignState.PAUSED, CampaignState.CLOSED}),
    CampaignState.PAUSED: frozenset({CampaignState.LIVE, CampaignState.CLOSED}),
    CampaignState.CLOSED: frozenset({CampaignState.LIVE, CampaignState.ARCHIVED}),
    CampaignState.ARCHIVED: frozenset({CampaignState.CLOSED}),
}
"""A draft goes live without review only in an emergency, which is marked and reviewed afterwards; closed may reopen."""

PUBLIC_STATES = frozenset({CampaignState.LIVE, CampaignState.PAUSED, CampaignState.CLOSED, CampaignState.ARCHIVED})
LISTED_STATES = PUBLIC_STATES - {CampaignState.ARCHIVED}
ENDED_STATES = frozenset({CampaignState.CLOSED, CampaignState.ARCHIVED})


class Outcome(enum.StrEnum):
    WON = "won"
    PARTLY_WON = "partly_won"
    LOST = "lost"
    MERGED = "merged"


class Numbering(enum.StrEnum):
    """How a list is numbered in its original."""

    DOT = "1."
    BRACKET = "1)"
    NONE = "none"

    def label(self, number: int | None) -> str:
        """`1.` or `1)`; empty where the original has no number."""
        return "" if number is None or self is Numbering.NONE else f"{number}{self.value[-1]}"


CAMPAIGN_SEARCHED = ("title", "slug")


class Campaign(SQLModel, table=True):
    """`title`, `summary` (the story in two sentences), `background`, `motto` and the petition's texts are by language;
    `original_language` is the one that holds when they differ. `as_of` is the day up to which the facts reach.
    An example shows what the program does; one that `is_history` tells of what really was, as it stood on `as_of`, and
    takes no signatures in any state.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("outcome IS NULL OR state IN ('closed', 'archived')", name="outcome_when_ended"),
        sa.CheckConstraint("version >= 1", name="version_counts_from_one"),
        sa.Index("ix_campaign_organisation_id", "organisation_id"),
        sa.Index("ix_campaign_state", "state"),
        keys_index("campaign", "id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="RESTRICT", sa_type=sa.BigInteger)
    slug: str = Field(max_length=80)
    kind: CampaignKind = Field(sa_column=sa.Column(enum_column(CampaignKind), nullable=False))
    state: CampaignState = Field(
        default=CampaignState.DRAFT, sa_column=sa.Column(enum_column(CampaignState), nullable=False)
    )
    outcome: Outcome | None = Field(default=None, sa_column=sa.Column(enum_column(Outcome), nullable=True))
    is_example: bool = Field(default=False)
    is_history: bool = Field(default=False)
    as_of: date | None = Field(default=None)
    original_language: str = Field(default="en", max_length=20)
    countries: list[str] = Field(default_factory=list, sa_type=WordListType)
    country_names: dict[str, Texts] = Field(default_factory=dict, sa_type=TextsByKeyType)
    issues: list[str] = Field(default_factory=list, sa_type=WordListType)

    title: Texts = Field(sa_type=TextsType)
    summary: Texts = Field(default_factory=dict, sa_type=TextsType)
    background: Texts = Field(default_factory=dict, sa_type=TextsType)
    motto: Texts = Field(default_factory=dict, sa_type=TextsType)
    petition_title: Texts = Field(default_factory=dict, sa_type=TextsType)
    petition_text: Texts = Field(default_factory=dict, sa_type=TextsType)
    petition_addressee: Texts = Field(default_factory=dict, sa_type=TextsType)
    risks: list[str] | None = Field(default=None, sa_type=WordListType)

    # What the program wrote by itself and of what (actions/stock.py).
    stock: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    # Texts by column and language that are kept back because they name who is on hold (actions/holding.py).
    withheld: dict[str, Texts] = Field(default_factory=dict, sa_type=TextsByKeyType)
    # Addresses that were given up because they named who is on hold.
    former_slugs: list[str] = Field(default_factory=list, sa_type=WordListType)
    # The first version without whatever was put on hold last; what was printed before it is not shown any more.
    held_since_version: int = Field(default=0)

    # What was taken off the site at once (campaigns/unpublishing).
    unpublished: Unpublished | None = Field(default=None, sa_column=unpublished_column())

    search_key: str = key_column(*CAMPAIGN_SEARCHED)
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    created_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    published_in_emergency: bool = Field(default=False)
    emergency_reason: str = Field(default="", max_length=200)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES

    @property
    def is_shown(self) -> bool:
        """Whether anybody may read its page now."""
        return self.is_public and self.unpublished is not Unpublished.WHOLE

    @property
    def takes_signatures(self) -> bool:
        return self.state is CampaignState.LIVE and not self.is_history

    @property
    def sends_letters(self) -> bool:
        return self.state is CampaignState.LIVE and not self.is_history

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list it: examples from history stay out of their way, and so does the archive."""
        return self.state in LISTED_STATES and not self.is_example

    @property
    def endangers_signers(self) -> bool:
        """Whoever asked about risk found that it could harm people to be named in it."""
        return "signers" in (self.risks or ())

    @property
    def awaits_review_after_emergency(self) -> bool:
        return self.published_in_emergency and self.reviewed_at is None


keep_keys(Campaign, *CAMPAIGN_SEARCHED)
