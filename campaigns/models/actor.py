"""Organisations as facts (unions, parliaments, NGOs …) and who speaks for them, and laws."""

import enum

import sqlalchemy as sa
from sqlmodel import Field

from campaigns.models.fact import NamedFact, optional_link
from campaigns.models.texts import NameForms, NameFormsType, Texts, TextsType, WordListType
from foundation.database import enum_column
from foundation.searching import keep_keys, key_column, keys_index


class ActorKind(enum.StrEnum):
    UNION = "union"
    UNION_FEDERATION = "union_federation"
    UNION_CONFEDERATION = "union_confederation"
    GLOBAL_UNION = "global_union"
    UNION_GROUP = "union_group"
    HUMAN_RIGHTS_NGO = "human_rights_ngo"
    MOVEMENT = "movement"
    COALITION = "coalition"
    MEDIA_OUTLET = "media_outlet"
    PUBLIC_FOUNDATION = "public_foundation"
    INTERGOVERNMENTAL_BODY = "intergovernmental_body"
    PARLIAMENT = "parliament"
    GOVERNMENT = "government"
    COURT = "court"
    AUTHORITY = "authority"
    EMPLOYER = "employer"
    SPOKESPERSON = "spokesperson"
    OTHER = "other"


ACTOR_SEARCHED = ("name", "aliases", "abbreviation", "name_forms")


class Actor(NamedFact, table=True):
    """`aliases` are other names that were read; `parent_id` is what it belongs to, or whom a spokesperson speaks for.

    `leads` marks who runs the campaign of which these facts tell.
    """

    __tablename__ = "campaign_actor"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "key"),
        sa.Index("ix_campaign_actor_parent_id", "parent_id"),
        keys_index("campaign_actor", "id"),
    )

    kind: ActorKind = Field(sa_column=sa.Column(enum_column(ActorKind), nullable=False))
    name: Texts = Field(sa_type=TextsType)
    name_forms: NameForms = Field(default_factory=dict, sa_type=NameFormsType)
    abbreviation: Texts = Field(default_factory=dict, sa_type=TextsType)
    aliases: list[str] = Field(default_factory=list, sa_type=WordListType)
    country: str | None = Field(default=None, max_length=2)
    parent_id: int | None = optional_link("campaign_actor", ondelete="SET NULL")
    role: Texts = Field(default_factory=dict, sa_type=TextsType)
    state: Texts = Field(default_factory=dict, sa_type=TextsType)
    note: Texts = Field(default_factory=dict, sa_type=TextsType)
    leads: bool = Field(default=False)
    search_key: str = key_column(*ACTOR_SEARCHED)


keep_keys(Actor, *ACTOR_SEARCHED)


class Law(NamedFact, table=True):
    """`state` says in words where the law stands; `instruments` are ids of the conventions in the directory."""

    __tablename__ = "campaign_law"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "key"),)

    name: Texts = Field(sa_type=TextsType)
    country: str | None = Field(default=None, max_length=2)
    state: Texts = Field(default_factory=dict, sa_type=TextsType)
    instruments: list[str] = Field(default_factory=list, sa_type=WordListType)
