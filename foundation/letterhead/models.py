"""Tables of an organisation's paper."""

import enum
from base64 import b64decode
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id


class Paper(enum.StrEnum):
    A4 = "a4"
    US_LETTER = "letter"


class Window(enum.StrEnum):
    """Where the address shows. On A4 by DIN 5008 form B, to the right as in France and Switzerland; on US Letter to the
    left, as a number 10 envelope has it."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


class Letterhead(SQLModel, table=True):
    """One of an organisation; without a row it has no logo and uses A4 with the window on the left. `is_archived`: its
    letters are made as PDF/A-3a. The logo is drawn anew or cleaned before it comes here."""

    __tablename__ = "letterhead"
    __table_args__ = (sa.CheckConstraint("(logo IS NULL) = (logo_type = '')", name="logo_with_type"),)

    organisation_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    paper: Paper = Field(default=Paper.A4, sa_column=sa.Column(enum_column(Paper), nullable=False))
    window: Window = Field(default=Window.LEFT, sa_column=sa.Column(enum_column(Window), nullable=False))
    is_archived: bool = False
    logo: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    logo_type: str = Field(default="", max_length=20)


class SignaturePicture(SQLModel, table=True):
    """A person's signature as a picture, for letters that say so. It is sealed: whoever has it could forge one."""

    __tablename__ = "signature_picture"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "name"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    name: str = Field(max_length=200)
    picture: str = Field(sa_column=sa.Column(SealedText("signature-picture"), nullable=False))
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)

    @property
    def content(self) -> bytes:
        """A PNG."""
        return b64decode(self.picture)
