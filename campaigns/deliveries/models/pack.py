"""Tables: a pack as it was made for one delivery, and its parts."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id


class PackState(enum.StrEnum):
    """
    ordered → ready → void      something in it does not hold any more; its files are deleted
    ordered → failed, called_off
    ready → called_off
    """

    ORDERED = "ordered"
    READY = "ready"
    FAILED = "failed"
    CALLED_OFF = "called_off"
    VOID = "void"

    @property
    def keeps_files(self) -> bool:
        return self in (PackState.ORDERED, PackState.READY)


class PartKind(enum.StrEnum):
    """In the order of the pack. A letter is the file that was approved, to the last byte."""

    LETTER = "letter"
    TOTALS = "totals"
    NAMES = "names"
    PRESS = "press"
    BANNER_A4 = "banner_a4"
    BANNER_A3 = "banner_a3"
    PROTOCOL = "protocol"
    MERGED = "merged"
    ZIP = "zip"


class Pack(SQLModel, table=True):
    """`names_id` is the approval by which names stand in it, and `names_digest` tells whom it names
    (names.fingerprint), so that a withdrawal is seen. `facts_version` is of the facts it was made from. `stage` says
    what is being made, `touched_at` when something was last heard of it; `problem` is a message id: why it was not
    made, or does not hold any more."""

    __tablename__ = "hand_delivery_pack"
    __table_args__ = (
        sa.CheckConstraint("(state = 'ordered') = (settled_at IS NULL)", name="settled_at_some_time"),
        sa.CheckConstraint("names_digest = '' OR names_id IS NOT NULL", name="names_with_approval"),
        sa.Index("ix_hand_delivery_pack_delivery_id", "delivery_id", "ordered_at"),
        sa.Index("ix_hand_delivery_pack_state", "state"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    delivery_id: int = Field(foreign_key="hand_delivery.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    state: PackState = Field(default=PackState.ORDERED, sa_column=sa.Column(enum_column(PackState), nullable=False))
    names_id: int | None = optional_link("hand_delivery_names")
    names_digest: str = Field(default="", max_length=64)
    named: int = 0
    confirmed: int = 0
    facts_version: int
    stage: str = Field(default="", max_length=40)
    done: int = 0
    total: int = 0
    problem: str = Field(default="", max_length=300)
    left_out: str = Field(default="", max_length=20)
    ordered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    touched_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    ordered_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PackPart(SQLModel, table=True):
    """One file of a pack. `told` is every word on it, to be looked through for what was put on hold since; nothing of
    the list of names, which has its digest. A row is there as soon as its file is, so that none is ever left behind."""

    __tablename__ = "hand_delivery_part"
    __table_args__ = (
        sa.Index("ix_hand_delivery_part_pack_id", "pack_id", "place"),
        sa.Index("ix_hand_delivery_part_sha256", "sha256"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    pack_id: int = Field(foreign_key="hand_delivery_pack.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    place: int
    kind: PartKind = Field(sa_column=sa.Column(enum_column(PartKind), nullable=False))
    language: str = Field(max_length=20)
    name: str = Field(max_length=160)
    has_names: bool = False
    letter_id: int | None = optional_link("letter", ondelete="SET NULL")
    told: str = Field(default="", sa_type=sa.Text)
    pages: int | None = None
    sha256: str = Field(foreign_key="stored_file.sha256", ondelete="RESTRICT", max_length=64)
