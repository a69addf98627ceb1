"""Tables of letters: what an organiser set for a letter of record, and how many supporters took theirs."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.letters.kinds import LetterKind
from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, json_column, random_id
from foundation.searching import keep_keys, key_column


class LetterState(enum.StrEnum):
    """A letter that was approved or has left will not follow the facts any more."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"

    @property
    def may_change(self) -> bool:
        return self is LetterState.DRAFT


LETTER_SEARCHED = ("our_reference", "your_reference", "subject")


class Letter(SQLModel, table=True):
    """One letter of record: this kind, to this office, in this language. What is empty here comes from the facts.

    `omitted` holds keys of facts that this letter leaves out, `answers` what only some kinds ask, by the editor's
    field. `file_sha256` is the last PDF, made from version `facts_version` of the facts; `is_clean` says that it may
    leave: nothing was missing, its address was confirmed.
    """

    __tablename__ = "letter"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "kind", "office_id", "language"),
        sa.CheckConstraint("(file_sha256 IS NULL) = (printed_at IS NULL)", name="printed_with_file"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: LetterKind = Field(sa_column=sa.Column(enum_column(LetterKind), nullable=False))
    office_id: str = Field(max_length=80)
    language: str = Field(max_length=20)
    state: LetterState = Field(default=LetterState.DRAFT, sa_column=sa.Column(enum_column(LetterState), nullable=False))

    subject: str = Field(default="", max_length=200)
    own_words: str = Field(default="")
    held_at: str = Field(default="", max_length=500)
    urgency: str = Field(default="")
    holder: str = Field(default="", max_length=10)
    signatory_name: str = Field(default="", max_length=200)
    signatory_office: str = Field(default="", max_length=200)
    contact_name: str = Field(default="", max_length=200)
    contact_phone: str = Field(default="", max_length=40)
    contact_email: str = Field(default="", max_length=254)
    our_reference: str = Field(default="", max_length=80)
    your_reference: str = Field(default="", max_length=80)
    place: str = Field(default="", max_length=100)
    dated_on: date | None = None
    enclosures: list[str] | None = Field(default=None, sa_type=json_column())
    copies: list[str] | None = Field(default=None, sa_type=json_column())
    omitted: list[str] = Field(default_factory=list, sa_type=json_column())
    answers: dict[str, str] = Field(default_factory=dict, sa_type=json_column())

    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    updated_by_id: int | None = optional_link("organiser", ondelete="SET NULL")

    file_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    pages: int | None = None
    printed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    facts_version: int | None = None
    is_clean: bool = False
    search_key: str = key_column(*LETTER_SEARCHED)


keep_keys(Letter, *LETTER_SEARCHED)


def own_texts(letter: Letter) -> list[str]:
    """What an organiser wrote into it."""
    own = (letter.subject, letter.own_words, letter.held_at, letter.urgency, letter.our_reference)
    return [*own, *(letter.enclosures or ()), *(letter.copies or ())]


class LetterPrint(SQLModel, table=True):
    """Every PDF of a letter of record that was stored, by its hash, so that a stranger can be told whether it is still
    the newest."""

    __tablename__ = "letter_print"
    __table_args__ = (sa.Index("ix_letter_print_letter_id", "letter_id"),)

    sha256: str = Field(primary_key=True, max_length=64)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    facts_version: int
    printed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class LetterTally(SQLModel, table=True):
    """How many supporters took a letter with their name as PDF, by day; nothing else is kept of them."""

    __tablename__ = "letter_tally"

    campaign_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    )
    office_id: str = Field(sa_column=sa.Column(sa.String(80), primary_key=True))
    day: date = Field(sa_column=sa.Column(sa.Date, primary_key=True))
    count: int = 0
