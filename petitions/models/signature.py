"""A signature, its states, and what its signer chose to show."""

import enum
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, enum_column, random_id

LINK_LIVES = timedelta(days=7)


class SignatureState(enum.StrEnum):
    """
    pending → confirmed → withdrawn → pending …   who withdrew may sign again
    pending, confirmed → invalidated → back       by an organiser, with a reason
    pending, confirmed → quarantined → back       kept, not counted, and its signer is not told
    """

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"
    QUARANTINED = "quarantined"

    @property
    def counts(self) -> bool:
        return self is SignatureState.CONFIRMED

    @property
    def waits(self) -> bool:
        return self is SignatureState.PENDING

    @property
    def can_be_invalidated(self) -> bool:
        return self not in (SignatureState.INVALIDATED, SignatureState.WITHDRAWN)

    @property
    def can_be_restored(self) -> bool:
        return self in (SignatureState.INVALIDATED, SignatureState.QUARANTINED)


class StateBefore(enum.StrEnum):
    """Where a signature returns to when what was decided about it is taken back."""

    PENDING = "pending"
    CONFIRMED = "confirmed"


class WebVisibility(enum.StrEnum):
    """What everybody on the web may see, the safest first."""

    NONE = "none"
    COUNTRY = "country"
    INITIALS = "initials"
    FULL = "full"

    @property
    def shows_anything(self) -> bool:
        return self is not WebVisibility.NONE

    def is_wider_than(self, other: "WebVisibility") -> bool:
        order = list(WebVisibility)
        return order.index(self) > order.index(other)


class AddresseeVisibility(enum.StrEnum):
    """What the addressee may be handed, the safest first."""

    COUNTED = "counted"
    INITIALS = "initials"
    FULL = "full"

    def is_wider_than(self, other: "AddresseeVisibility") -> bool:
        order = list(AddresseeVisibility)
        return order.index(self) > order.index(other)


# Queries use these very words: with bound values SQLite would not recognise the partial indexes that are made of them.
SHOWS_ANYTHING = sa.text("web_visibility <> 'none'")
NAMED_TO_ADDRESSEE = sa.text("addressee_visibility <> 'counted'")
IS_CONFIRMED = sa.text("state = 'confirmed'")
# Most are confirmed: who looks for those goes through all of them in order.
IS_NOT_CONFIRMED = sa.text("state <> 'confirmed'")
HAS_REPLY = sa.text("reply_envelope IS NOT NULL")
IS_PENDING = sa.text("state = 'pending'")
IS_SET_ASIDE = sa.text("state = 'quarantined'")
# With the name of the table, where another one has such a column too.
WAITS_FOR_ITS_SIGNER = sa.text("signature.state = 'pending'")
IS_SET_ASIDE_UNCONFIRMED = sa.text("signature.state = 'quarantined' AND signature.state_before = 'pending'")
BY_A_RULE = sa.text("taken_out_by IS NOT NULL")
HAS_VIA = sa.text("via <> ''")
HAS_NAME = sa.text("name_digest IS NOT NULL")
REPLACES = sa.text("replaces IS NOT NULL")


class Signature(SQLModel, table=True):
    """`id` counts upwards and is never shown; `reference` stands in links and binds the envelope to its row.

    `envelope` seals name, organisation and e-mail address together (models/envelope.py); after confirmation the address
    stays in it only when `keeps_address`, that is, when news was asked for. `shown_name` is in clear because its owner
    chose to show it. `round` counts how often somebody signed with this address: only the newest confirm link works.
    `reply_envelope` is an address typed again, kept until the mail that says "you have signed already" has left.
    `name_digest` finds an exact name; a petition at high risk has none. Anonymised, a confirmed signature is a row
    without `email_digest`, of which country, partner code and day remain, each torn off from the others.
    """

    __tablename__ = "signature"
    __table_args__ = (
        sa.UniqueConstraint("petition_id", "email_digest"),
        sa.CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_has_a_time"),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR (envelope IS NULL AND reply_envelope IS NULL AND shown_name IS NULL"
            " AND country IS NULL AND name_digest IS NULL AND via = '')",
            name="withdrawn_keeps_nothing",
        ),
        sa.CheckConstraint(
            "state = 'withdrawn' OR email_digest IS NULL OR (envelope IS NOT NULL AND country IS NOT NULL)",
            name="is_whole",
        ),
        sa.CheckConstraint(
            "email_digest IS NOT NULL OR (state = 'confirmed' AND envelope IS NULL AND reply_envelope IS NULL"
            " AND shown_name IS NULL AND name_digest IS NULL)",
            name="anonymous_keeps_nothing",
        ),
        sa.CheckConstraint(
            "web_visibility IN ('initials', 'full') OR shown_name IS NULL", name="shows_what_was_chosen"
        ),
        sa.CheckConstraint(
            "(state IN ('invalidated', 'quarantined')) = (state_before IS NOT NULL)", name="can_go_back"
        ),
        # Desk: newest first. It also serves the foreign key.
        sa.Index("ix_signature_newest", "petition_id", "id"),
        # With the state in it, it is a better match than the one above to every planner, whatever it knows of the rows.
        sa.Index(
            "ix_signature_listed",
            "petition_id",
            "state",
            "id",
            sqlite_where=SHOWS_ANYTHING,
            postgresql_where=SHOWS_ANYTHING,
        ),
        # Whom the addressee is told of is looked up once more whenever such a list is taken.
        sa.Index(
            "ix_signature_named",
            "petition_id",
            "state",
            "id",
            sqlite_where=NAMED_TO_ADDRESSEE,
            postgresql_where=NAMED_TO_ADDRESSEE,
        ),
        # Desk: one index a filter, so that a page of the list costs the same among a thousand and among a million.
        sa.Index(
            "ix_signature_by_state",
            "petition_id",
            "state",
            "id",
            sqlite_where=IS_NOT_CONFIRMED,
            postgresql_where=IS_NOT_CONFIRMED,
        ),
        # Else a country of many has to be gone through for the few of them that were set aside or taken out.
        sa.Index(
            "ix_signature_by_state_and_country",
            "petition_id",
            "state",
            "country",
            "id",
            sqlite_where=IS_NOT_CONFIRMED,
            postgresql_where=IS_NOT_CONFIRMED,
        ),
        sa.Index("ix_signature_by_country", "petition_id", "country", "id"),
        sa.Index("ix_signature_by_day", "petition_id", "signed_at", "id"),
        sa.Index("ix_signature_by_via", "petition_id", "via", "id", sqlite_where=HAS_VIA, postgresql_where=HAS_VIA),
        sa.Index(
            "ix_signature_by_name", "petition_id", "name_digest", sqlite_where=HAS_NAME, postgresql_where=HAS_NAME
        ),
        sa.Index("ix_signature_reply", "mailed_at", sqlite_where=HAS_REPLY, postgresql_where=HAS_REPLY),
        sa.Index("ix_signature_pending", "mailed_at", sqlite_where=IS_PENDING, postgresql_where=IS_PENDING),
        # For forgetting them. With petition and id in it, SQLite would take it for more than it is.
        sa.Index("ix_signature_set_aside", "mailed_at", sqlite_where=IS_SET_ASIDE, postgresql_where=IS_SET_ASIDE),
        sa.Index("ix_signature_replaces", "replaces", sqlite_where=REPLACES, postgresql_where=REPLACES),
        sa.Index("ix_signature_taken_out", "taken_out_by", "id", sqlite_where=BY_A_RULE, postgresql_where=BY_A_RULE),
    )

    id: int | None = Field(
        default=None, sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    )
    reference: int = Field(default_factory=random_id, unique=True, sa_type=sa.BigInteger)
    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    email_digest: bytes | None = Field(default=None, sa_column=sa.Column(sa.LargeBinary(32)))
    nonce: bytes = Field(
        default_factory=lambda: secrets.token_bytes(16), sa_column=sa.Column(sa.LargeBinary(16), nullable=False)
    )
    round: int = 1
    state: SignatureState = Field(
        default=SignatureState.PENDING, sa_column=sa.Column(enum_column(SignatureState), nullable=False)
    )
    state_before: StateBefore | None = Field(default=None, sa_column=sa.Column(enum_column(StateBefore)))
    # Whether it stood in the quarantine when it was taken out: then undoing that leads back there.
    stood_aside: bool = Field(default=False, sa_column=sa.Column(sa.Boolean, nullable=False, server_default=sa.false()))
    reason: str = Field(default="", max_length=200)

    envelope: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    reply_envelope: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    name_digest: bytes | None = Field(default=None, sa_column=sa.Column(sa.LargeBinary(32)))
    # The reference of the signature whose place this one takes once it is confirmed: its owner moved to this address.
    replaces: int | None = Field(default=None, sa_type=sa.BigInteger)
    shown_name: str | None = Field(default=None, max_length=80)
    country: str | None = Field(default=None, max_length=2)
    web_visibility: WebVisibility = Field(
        default=WebVisibility.NONE, sa_column=sa.Column(enum_column(WebVisibility), nullable=False)
    )
    addressee_visibility: AddresseeVisibility = Field(
        default=AddresseeVisibility.COUNTED, sa_column=sa.Column(enum_column(AddresseeVisibility), nullable=False)
    )
    keeps_address: bool = False
    language: str = Field(max_length=20)
    via: str = Field(default="", max_length=40)
    # Which words of the petition were signed: the key of a row of shown_text.
    text_version: str = Field(default="", max_length=32)

    signed_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # After how many tellings (models/telling.py) it was counted as it stands.
    counted_after: int = Field(default=0, sa_column=sa.Column(sa.Integer, nullable=False, server_default="0"))
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # The last mail that was caused, and how many within the day that began with `mails_since`.
    mailed_at: datetime = Field(sa_type=UtcDateTime)
    mails_since: datetime = Field(sa_type=UtcDateTime)
    mails: int = 1
    # There is one reminder, ever.
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # The run of a rule that took it out, and may put it back. No foreign key: runs go with their petition only, and
    # adding one would copy a table of a million rows.
    taken_out_by: int | None = Field(default=None, sa_type=sa.BigInteger)

    @property
    def state_to_signer(self) -> SignatureState:
        """Whose signature is set aside is not told so."""
        if self.state is SignatureState.QUARANTINED and self.state_before is not None:
            return SignatureState(self.state_before.value)
        return self.state

    @property
    def confirmed_is_set_aside(self) -> bool:
        """Its signer has confirmed it, and that did not release it."""
        return self.state is SignatureState.QUARANTINED and self.state_before is StateBefore.CONFIRMED

    @property
    def row_id(self) -> int:
        """The id of a row that is in the database."""
        if self.id is None:
            raise ValueError("the signature has no row yet")
        return self.id

    @property
    def link_ends_at(self) -> datetime:
        return self.mailed_at + LINK_LIVES
