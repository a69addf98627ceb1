"""Tables of how an organiser proves who is there: browsers that are signed in, second factors, recovery codes."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id


class SignInSession(SQLModel, table=True):
    """A browser that is signed in. The cookie's token is kept only as its SHA-256; `device` is a coarse description."""

    __tablename__ = "sign_in_session"

    token_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    id: int = Field(default_factory=random_id, sa_column=sa.Column(sa.BigInteger, nullable=False, unique=True))
    user_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    device: str = Field(default="", max_length=60)
    # When the second factor was shown; until then only the pages that ask for it open.
    proved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # When the password was last given here: what would take an account over asks for it anew.
    password_at: datetime | None = Field(default_factory=utc_now, sa_type=UtcDateTime)


class KnownDevice(SQLModel, table=True):
    """A browser that this organiser signed in with before, known by a cookie of its own."""

    __tablename__ = "known_device"
    __table_args__ = (sa.UniqueConstraint("user_id", "digest"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    user_id: int = Field(foreign_key="organiser.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))
    device: str = Field(default="", max_length=60)
    first_seen_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class FactorKind(enum.StrEnum):
    APP = "app"
    KEY = "key"


class SecondFactor(SQLModel, table=True):
    """An app that shows codes (TOTP, RFC 6238), or a security key or passkey (WebAuthn)."""

    __tablename__ = "second_factor"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'app') = (secret IS NOT NULL)", name="app_has_a_secret"),
        sa.CheckConstraint("(kind = 'key') = (credential_id IS NOT NULL)", name="key_has_a_credential"),
        sa.Index("ix_second_factor_user_id", "user_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    user_id: int = Field(foreign_key="organiser.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    kind: FactorKind = Field(sa_column=sa.Column(enum_column(FactorKind), nullable=False))
    name: str = Field(max_length=60)
    # Base32, as the app was told.
    secret: str | None = Field(default=None, sa_column=sa.Column(SealedText("totp-secret"), nullable=True))
    # The last time step whose code was taken: each code opens once.
    last_step: int = Field(default=0, sa_type=sa.BigInteger)
    credential_id: bytes | None = Field(
        default=None, sa_column=sa.Column(sa.LargeBinary(1023), nullable=True, unique=True)
    )
    # Attested credential data of WebAuthn: identifier and public key.
    credential: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    sign_count: int = Field(default=0, sa_type=sa.BigInteger)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecoveryCode(SQLModel, table=True):
    """Opens once, in place of a second factor. Only its keyed digest is kept."""

    __tablename__ = "recovery_code"

    digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    user_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
