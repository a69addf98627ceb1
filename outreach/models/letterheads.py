"""The paper of partners: what stands at the head and at the foot of letters that they send in their own name."""

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime


class PartnerLetterhead(SQLModel, table=True):
    """One of a partner, as it gave it itself. `language` is the one it writes its letters in. While `lent`, organisers
    may print on it; the logo is drawn anew or cleaned before it comes here."""

    __tablename__ = "partner_letterhead"
    __table_args__ = (sa.CheckConstraint("(logo IS NULL) = (logo_type = '')", name="logo_with_type"),)

    partner_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    name: str = Field(max_length=200)
    address: str = Field(max_length=500)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=200)
    signatory_name: str = Field(max_length=200)
    signatory_office: str = Field(max_length=200)
    place: str = Field(max_length=100)
    language: str = Field(max_length=20)
    logo: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    logo_type: str = Field(default="", max_length=20)
    lent: bool = False
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)

    @property
    def words(self) -> tuple[str, ...]:
        """All that are printed of it."""
        printed = (self.name, self.address, self.email, self.phone, self.website)
        return (*printed, self.signatory_name, self.signatory_office, self.place)

    @property
    def mark(self) -> str:
        """Of everything of it that is printed: a letter with another one was printed on other paper."""
        digest = hashlib.sha256(repr((*self.words, self.logo_type)).encode())
        digest.update(self.logo or b"")
        return digest.hexdigest()
