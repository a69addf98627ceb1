"""Tables of organisations and the people who work for them. How they prove who they are: proof_models.py."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, random_id


class NamesShown(enum.StrEnum):
    """What the audit trail shows of the organisers of an organisation."""

    FULL = "full"
    INITIALS = "initials"
    ROLE = "role"


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
    trail_names: str = Field(default=NamesShown.FULL.value, max_length=20)
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
    # The one spoken at the last sign-in, for mails.
    language: str = Field(default="en", max_length=20)
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
    # Deactivated for the time being: it counts as none, and comes back with the same role.
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Grant(SQLModel, table=True):
    """A role beyond one's own organisation, or beyond one's role in it: of a person in one campaign, or of a whole
    organisation (a federation) in one campaign or in all of another's. Campaign, petition and mailing share one scope.

    An organisation only ever gets to see: what names signers is shown to those who may write.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        sa.CheckConstraint("(user_id IS NULL) <> (to_organisation_id IS NULL)", name="one_subject"),
        sa.CheckConstraint("user_id IS NULL OR campaign_id IS NOT NULL", name="person_in_one_campaign"),
        sa.CheckConstraint("to_organisation_id IS NULL OR role = 'viewer'", name="organisation_sees"),
        sa.CheckConstraint("to_organisation_id <> of_organisation_id", name="to_another_organisation"),
        sa.UniqueConstraint("user_id", "campaign_id", name="uq_role_grant_person"),
        sa.UniqueConstraint("to_organisation_id", "campaign_id", name="uq_role_grant_organisation"),
        sa.Index(
            "uq_role_grant_all_campaigns",
            "to_organisation_id",
            "of_organisation_id",
            unique=True,
            sqlite_where=sa.text("campaign_id IS NULL"),
            postgresql_where=sa.text("campaign_id IS NULL"),
        ),
        sa.Index("ix_role_grant_of_organisation_id", "of_organisation_id"),
        sa.Index("ix_role_grant_campaign_id", "campaign_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    of_organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    user_id: int | None = Field(default=None, foreign_key="organiser.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    to_organisation_id: int | None = Field(
        default=None, foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger
    )
    role: Role = Field(sa_column=sa.Column(enum_column(Role), nullable=False))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Invitation(SQLModel, table=True):
    """Somebody is asked by mail to join an organisation, or one of its campaigns. The link is made of id and nonce."""

    __tablename__ = "invitation"
    __table_args__ = (sa.Index("ix_invitation_organisation_id", "organisation_id"),)

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    role: Role = Field(sa_column=sa.Column(enum_column(Role), nullable=False))
    email: str = Field(sa_column=sa.Column(SealedText("invitation-email"), nullable=False))
    language: str = Field(default="en", max_length=20)
    nonce: bytes = Field(sa_column=sa.Column(sa.LargeBinary(16), nullable=False))
    invited_by_id: int | None = Field(
        default=None, foreign_key="organiser.id", ondelete="SET NULL", sa_type=sa.BigInteger
    )
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RateWindow(SQLModel, table=True):
    """How often something was tried; kept in the database so that several processes agree."""

    __tablename__ = "rate_window"

    key_digest: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    window_start: datetime = Field(sa_column=sa.Column(UtcDateTime, primary_key=True, index=True))
    count: int = 0


class AuditEntry(SQLModel, table=True):
    """Who did what to which thing. `about` is a label such as `campaign:free-ada`, never personal data of signers.

    `seq` and `hash` are written when the transaction is committed (trail/chain.py): each hash covers the one before.
    Of `detail` it covers a digest only, so that words about people can be forgotten (trail/forgetting.py).
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_newest", "organisation_id", "id"),
        sa.Index("ix_audit_entry_chain", "organisation_id", "seq", unique=True),
    )

    id: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    )
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    organisation_id: int = Field(
        sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), nullable=False)
    )
    user_id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger, sa.ForeignKey("organiser.id", ondelete="SET NULL"))
    )
    act: str = Field(max_length=80)
    about: str = Field(default="", max_length=200)
    detail: str = Field(default="", max_length=500)
    # What the digest was made with; gone once the words were forgotten, so that nobody can try out what they were.
    detail_nonce: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    detail_digest: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    seq: int | None = Field(default=None, sa_type=sa.BigInteger)
    hash: bytes | None = Field(default=None, sa_type=sa.LargeBinary)


class TrailHead(SQLModel, table=True):
    """The end of an organisation's chain. Whoever adds to it holds this row, so that it never forks."""

    __tablename__ = "trail_head"

    organisation_id: int = Field(
        sa_column=sa.Column(
            sa.BigInteger, sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    seq: int = Field(sa_type=sa.BigInteger)
    hash: bytes = Field(sa_column=sa.Column(sa.LargeBinary, nullable=False))
