"""Tables of organisations and the people who work for them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id


class Organisation(SQLModel, table=True):
    """A union office, federation or mission that runs campaigns; its letterhead stands on letters of record."""

    __tablename__ = "organisation"

    id: int = Field(
        default_factory=random_id, sa_column=sa.Column(sa.BigInteger, primary_key=True, autoincrement=False)
    )
    name: str = Field(max_length=200)
    country: str = Field(default="", max_length=2)
    address: str = Field(default="", max_length=500)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=200)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class User(SQLModel, table=True):
    """An organiser. The address is sealed; it is found by its digest."""

    __tablename__ = "organiser"

    id: int = Field(
        default_factory=random_id, sa_column=sa.Column(sa.BigInteger, primary_key=True, autoincrement=False)
    )
    name: str = Field(max_length=200)
    email: str = Field(sa_column=sa.Column(SealedText("organiser-email"), nullable=False))
    email_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False, unique=True))
    password_hash: str = Field(max_length=300)
    is_active: bool = True
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Membership(SQLModel, table=True):
    __tablename__ = "membership"

    user_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="CASCADE"), primary_key=True)
    )
    organisation_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    )
    role: Role = Field(sa_column=sa.Column(enum_column(Role), nullable=False))


class SignInSession(SQLModel, table=True):
    """A browser that is signed in. The cookie's token is kept only as its SHA-256."""

    __tablename__ = "sign_in_session"

    token_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    user_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class RateWindow(SQLModel, table=True):
    """How often something was tried; kept in the database so that several processes agree."""

    __tablename__ = "rate_window"

    key_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    window_start: datetime = Field(sa_column=sa.Column(UtcDateTime, primary_key=True, index=True))
    count: int = 0


class AuditEntry(SQLModel, table=True):
    """Who did what to which thing. `about` is a label such as `campaign:free-ada`, never personal data of signers."""

    __tablename__ = "audit_entry"

    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    organisation_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    user_id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="SET NULL"))
    )
    act: str = Field(max_length=80)
    about: str = Field(default="", max_length=200)
    detail: str = Field(default="", max_length=500)
