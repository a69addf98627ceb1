"""Tables of templates: one row for a template, and one for its text each time somebody saved it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from campaigns.letters.kinds import LetterKind
from campaigns.models.fact import optional_link
from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, random_id
from foundation.web.language import mark

LONGEST_TEXT = 20_000
LONGEST_NAME = 120
NO_SUCH_LANGUAGE = mark("Letters of this kind have no template in that language.")


class LetterTemplate(SQLModel, table=True):
    """An organisation's own text for letters of one kind in one language. `version` is the newest one's number.

    Deleted ones stay, for letters that were approved with them, and for whoever wants them back.
    """

    __tablename__ = "letter_template"
    __table_args__ = (
        sa.Index("ix_letter_template_organisation_id", "organisation_id"),
        sa.CheckConstraint("version >= 1", name="version_counts_from_one"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: LetterKind = Field(sa_column=sa.Column(enum_column(LetterKind), nullable=False))
    language: str = Field(max_length=20)
    version: int = 1
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by_id: int | None = optional_link("organiser", ondelete="SET NULL")


class LetterTemplateVersion(SQLModel, table=True):
    """What was saved, and never changed since. `for_supporters`: one person can sign it as well."""

    __tablename__ = "letter_template_version"

    template_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("letter_template.id", ondelete="CASCADE"), primary_key=True)
    )
    number: int = Field(sa_column=sa.Column(sa.Integer, primary_key=True, autoincrement=False))
    name: str = Field(max_length=LONGEST_NAME)
    text: str
    for_supporters: bool = False
    saved_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    saved_by_id: int | None = optional_link("organiser", ondelete="SET NULL")
