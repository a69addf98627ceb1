"""Tables of letters: what an organiser set for a letter of record, and how many supporters took theirs."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from campaigns.letters.frozen import freeze
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

    @property
    def is_approved(self) -> bool:
        """A second person has looked at it, and its bytes are frozen."""
        return self is not LetterState.DRAFT


class Follows(enum.StrEnum):
    """What a later edition is to the one before it: only a correction replaces it."""

    NONE = "none"
    CORRECTION = "correction"
    REMINDER = "reminder"


LETTER_KEY = ("campaign_id", "kind", "office_id", "language")
LETTER_SEARCHED = ("our_reference", "your_reference", "subject")


class Letter(SQLModel, table=True):
    """One letter of record: this kind, to this office, in this language. What is empty here comes from the facts.

    `omitted` holds keys of facts that this letter leaves out, `answers` what only some kinds ask, by the editor's
    field. `file_sha256` is the last PDF, made from version `facts_version` of the facts; `is_clean` says that it may
    leave: nothing was missing, its address was confirmed.

    Once approved it stays as it is (frozen.py holds the database to it). A correction is the next `edition`. What
    `told` and `addressed` hold was printed: the words, and to whom; `sentences` says which version of templates and
    sentences they are from. `fell_because` is a message id: why an approval ended before the letter was sent.

    `paper`, `window` and `archived` are the organisation's where they are empty; `cosigners` sign beside the first, one
    a line; `with_pictures` prints the pictures of signatures that are kept. The text is that of the template where
    there is one: its newest version, and from the approval on `template_version`.
    """

    __tablename__ = "letter"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "kind", "office_id", "language", "edition"),
        sa.CheckConstraint("(file_sha256 IS NULL) = (printed_at IS NULL)", name="printed_with_file"),
        sa.CheckConstraint("edition >= 1", name="edition_counts_from_one"),
        sa.CheckConstraint("(state = 'draft') = (approved_at IS NULL)", name="approved_with_day"),
        sa.CheckConstraint("state = 'draft' OR (file_sha256 IS NOT NULL AND is_clean)", name="approved_with_file"),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR updated_by_id IS NULL OR approved_by_id <> updated_by_id"
            " OR approved_alone <> ''",
            name="two_persons",
        ),
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
    paper: str = Field(default="", max_length=10)
    window: str = Field(default="", max_length=10)
    archived: str = Field(default="", max_length=3)
    postal_note: str = Field(default="", max_length=40)
    cosigners: list[str] = Field(default_factory=list, sa_type=json_column())
    with_pictures: bool = False
    template_id: int | None = Field(default=None, foreign_key="letter_template.id", sa_type=sa.BigInteger)
    template_version: int | None = None

    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    updated_by_id: int | None = optional_link("organiser", ondelete="SET NULL")

    file_sha256: str | None = Field(default=None, foreign_key="stored_file.sha256", sa_type=sa.String(64))
    pages: int | None = None
    printed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    facts_version: int | None = None
    is_clean: bool = False

    edition: int = 1
    follows: Follows = Field(
        default=Follows.NONE, sa_column=sa.Column(enum_column(Follows), nullable=False, server_default="none")
    )
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    approved_alone: str = Field(default="", max_length=200)
    reviewed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reviewed_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
    sentences: str = Field(default="", max_length=64)
    told: str = Field(default="")
    addressed: list[str] = Field(default_factory=list, sa_type=json_column())
    fell_because: str = Field(default="", max_length=200)
    # Nothing is missing in it since then; a second person can approve it.
    waits_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    search_key: str = key_column(*LETTER_SEARCHED)


keep_keys(Letter, *LETTER_SEARCHED)
freeze(Letter.__table__)  # type: ignore[attr-defined]  # SQLModel adds it


def is_newest() -> sa.ColumnElement[bool]:
    """No correction and no reminder of it was begun."""
    later = aliased(Letter)
    same = [col(getattr(later, name)) == col(getattr(Letter, name)) for name in LETTER_KEY]
    return ~sa.exists().where(*same, col(later.edition) > col(Letter.edition))


def own_texts(letter: Letter) -> list[str]:
    """What an organiser wrote into it."""
    own = (letter.subject, letter.own_words, letter.held_at, letter.urgency, letter.our_reference)
    return [*own, *(letter.enclosures or ()), *(letter.copies or ())]


class LetterPrint(SQLModel, table=True):
    """Every PDF of a letter of record that was stored, by its hash, so that a stranger can be told whether it is still
    the newest. `was_approved` stays when the approval ends: such a file looks like one that stands."""

    __tablename__ = "letter_print"
    __table_args__ = (sa.Index("ix_letter_print_letter_id", "letter_id"),)

    sha256: str = Field(primary_key=True, max_length=64)
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    facts_version: int
    printed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    was_approved: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


class LetterSignature(SQLModel, table=True):
    """With whose key a PDF of a letter of record was signed."""

    __tablename__ = "letter_signature"
    __table_args__ = (sa.Index("ix_letter_signature_signing_key_id", "signing_key_id"),)

    sha256: str = Field(
        sa_column=sa.Column(sa.String(64), sa.ForeignKey("letter_print.sha256", ondelete="CASCADE"), primary_key=True)
    )
    signing_key_id: int = Field(foreign_key="signing_key.id", ondelete="CASCADE", sa_type=sa.BigInteger)


class LetterTally(SQLModel, table=True):
    """How many supporters took a letter with their name as PDF, by day; nothing else is kept of them."""

    __tablename__ = "letter_tally"

    campaign_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    )
    office_id: str = Field(sa_column=sa.Column(sa.String(80), primary_key=True))
    day: date = Field(sa_column=sa.Column(sa.Date, primary_key=True))
    count: int = 0


class LetterReference(SQLModel, table=True):
    """Our references: each once in an organisation. `number` counts the year; none for one that somebody wrote."""

    __tablename__ = "letter_reference"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "year", "number"),
        sa.UniqueConstraint("letter_id"),
    )

    organisation_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    )
    reference: str = Field(sa_column=sa.Column(sa.String(80), primary_key=True))
    letter_id: int = Field(foreign_key="letter.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    year: int
    number: int | None = None


class LetterNumbering(SQLModel, table=True):
    """How an organisation writes its references; without a row as numbering.USUAL."""

    __tablename__ = "letter_numbering"

    organisation_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    )
    pattern: str = Field(max_length=60)
