"""Tables of runs: many letters that are made at once, and which letters partners may take."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.models.fact import optional_link
from foundation.clock import utc_now, utc_today
from foundation.database import UtcDateTime, enum_column, json_column, random_id

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What an office program opens and changes."""


class RunState(enum.StrEnum):
    """What was called off, has failed or was removed leaves no file behind."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    CALLED_OFF = "called_off"
    REMOVED = "removed"

    @property
    def keeps_files(self) -> bool:
        return self in (RunState.MAKING, RunState.READY)


class LetterRun(SQLModel, table=True):
    """`partner_id` is the partner that made it for itself on its own pages (`is_kit`). `dated_on` is printed on what is
    laid out on partners' paper. `problem` is a message id, filled with `problem_values`. `attempt` counts how often its
    work was begun, `touched_at` is when something was last heard of it: never, while it waits for its turn."""

    __tablename__ = "letter_run"
    __table_args__ = (
        sa.Index("ix_letter_run_campaign_id", "campaign_id", "ordered_at"),
        sa.Index("ix_letter_run_partner_id", "partner_id"),
        sa.CheckConstraint("attempt >= 1", name="attempt_counts_from_one"),
        sa.CheckConstraint("merged_sha256 IS NULL OR NOT is_kit", name="kits_are_not_merged"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    is_kit: bool = False
    partner_id: int | None = optional_link("partner", ondelete="SET NULL")
    state: RunState = Field(default=RunState.MAKING, sa_column=sa.Column(enum_column(RunState), nullable=False))
    dated_on: date = Field(default_factory=utc_today)
    problem: str = ""
    problem_values: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    attempt: int = 1
    ordered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    ordered_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    touched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    merged_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))


class RunLetter(SQLModel, table=True):
    """One letter of a run, in its `place`. Once it is made it is never made again, whatever stops the work.

    `approved_sha256` is the file of the letter as it was approved when the run was begun, `head_mark` the paper that
    the partner lent then. `name` is that of its files, without an ending. `fell` says why this one could not be made
    while others were: a message id, filled with `fell_values`."""

    __tablename__ = "letter_run_letter"
    __table_args__ = (
        sa.CheckConstraint("place >= 1", name="place_counts_from_one"),
        sa.CheckConstraint("NOT own_paper OR partner_id IS NULL", name="one_paper"),
        sa.CheckConstraint("made_at IS NOT NULL OR pdf_sha256 IS NULL", name="file_when_made"),
        sa.CheckConstraint("fell = '' OR made_at IS NULL", name="fell_or_made"),
        sa.Index("ix_letter_run_letter_letter_id", "letter_id"),
        sa.Index("ix_letter_run_letter_partner_id", "partner_id"),
    )

    run_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("letter_run.id", ondelete="CASCADE"), primary_key=True)
    )
    place: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True, autoincrement=False))
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    approved_sha256: str = Field(sa_type=sa.String(64))
    own_paper: bool = False
    partner_id: int | None = optional_link("partner", ondelete="SET NULL")
    head_mark: str = Field(default="", max_length=64)
    name: str = Field(max_length=160)
    made_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fell: str = ""
    fell_values: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    pages: int | None = None
    pdf_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    document_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))


class OfferedLetter(SQLModel, table=True):
    """An approved letter that partners may send in their own name: these words, and no later ones."""

    __tablename__ = "offered_letter"

    letter_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    approved_sha256: str = Field(sa_type=sa.String(64))
    offered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    offered_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
