"""Partner organisations and the people who are written to there."""

import enum
import secrets
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import SealedText, UtcDateTime, enum_column, json_column, random_id
from foundation.searching import keep_keys, key_column


class PartnerKind(enum.StrEnum):
    UNION = "union"
    FEDERATION = "federation"
    NATIONAL_CENTRE = "national_centre"
    GLOBAL_UNION = "global_union"
    NGO = "ngo"
    MEDIA = "media"
    OTHER = "other"


class ContactState(enum.StrEnum):
    ACTIVE = "active"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"

    @property
    def gets_mail(self) -> bool:
        return self is ContactState.ACTIVE


def new_via_code() -> str:
    """Public: it stands in links that members forward, and opens nothing."""
    return secrets.token_hex(5)


def new_kit_code() -> str:
    """Secret: whoever holds it speaks for the partner. It is mailed to the partner's contacts only."""
    return secrets.token_urlsafe(24)


class Partner(SQLModel, table=True):
    """`name_key` is the name as it is compared, `name_order` its place in the root collation.

    `members` is what the partner itself declares, as of `members_on`; figures of a parent and its affiliates overlap.
    """

    __tablename__ = "partner"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "name_key", "country"),
        # What a contact refers to, so that it cannot belong to another organisation than its partner.
        sa.UniqueConstraint("id", "organisation_id"),
        sa.Index("ix_partner_organisation_id_name_order_id", "organisation_id", "name_order", "id"),
        sa.Index("ix_partner_parent_id", "parent_id"),
        sa.CheckConstraint("parent_id <> id", name="is_not_its_own_parent"),
        sa.CheckConstraint("members >= 0", name="members_not_negative"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    parent_id: int | None = Field(default=None, foreign_key="partner.id", ondelete="SET NULL", sa_type=sa.BigInteger)
    name: str = Field(max_length=200)
    name_key: str = Field(max_length=600)
    name_order: bytes = Field(sa_type=sa.LargeBinary)
    kind: PartnerKind = Field(sa_column=sa.Column(enum_column(PartnerKind), nullable=False))
    country: str = Field(default="", max_length=2)
    sector: str = Field(default="", max_length=120)
    languages: list[str] = Field(default_factory=list, sa_type=json_column())
    search_key: str = key_column("name")
    members: int | None = Field(default=None, sa_type=sa.BigInteger)
    members_on: date | None = None
    via_code: str = Field(default_factory=new_via_code, max_length=20, unique=True)
    kit_code: str = Field(default_factory=new_kit_code, max_length=60, unique=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


keep_keys(Partner, "name")


class Contact(SQLModel, table=True):
    """One address, once in an organisation's directory, so that who unsubscribed stays so under every partner.

    The address is sealed; `nonce` goes into the tokens of the links in mails.
    """

    __tablename__ = "contact"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "email_digest"),
        sa.ForeignKeyConstraint(
            ["partner_id", "organisation_id"],
            ["partner.id", "partner.organisation_id"],
            name="fk_contact_partner_id_organisation_id",
            ondelete="CASCADE",
        ),
        sa.Index("ix_contact_partner_id", "partner_id"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(sa_type=sa.BigInteger)
    partner_id: int = Field(sa_type=sa.BigInteger)
    name: str = Field(default="", max_length=80)
    search_key: str = key_column("name")
    role: str = Field(default="", max_length=120)
    email: str = Field(sa_column=sa.Column(SealedText("contact-email"), nullable=False))
    email_digest: bytes = Field(sa_type=sa.LargeBinary)
    language: str = Field(default="en", max_length=20)
    zone: str = Field(default="", max_length=64)
    state: ContactState = Field(
        default=ContactState.ACTIVE, sa_column=sa.Column(enum_column(ContactState), nullable=False)
    )
    state_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    nonce: bytes = Field(default_factory=lambda: secrets.token_bytes(16), sa_type=sa.LargeBinary)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


keep_keys(Contact, "name")
