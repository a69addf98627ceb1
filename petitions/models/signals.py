"""What is kept of how a signature came in: keyed numbers that say only "the same as that one", and a verdict."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, enum_column
from foundation.mail.addresses import canonical_address
from foundation.security.sealing import keyed_digest
from petitions.models.look_alikes import folded, skeleton
from petitions.models.petition import Petition

# Queries use this very word, for the partial index to be seen as fitting.
LOOKS_ALIKE = sa.text("looks_alike")


class SignatureSignal(SQLModel, table=True):
    """Beside the signature, so that it can be forgotten alone. `network` is emptied first; all of it goes when
    the signature is withdrawn. `score` and the first `reasons` are those of the sign-up itself; what a crowd around it
    added is appended to the reasons. A petition at high risk keeps no number of a name.
    """

    __tablename__ = "signature_signal"
    __table_args__ = (
        # What arrived together, for setting it aside together and, newest first, for the rules of the desk.
        sa.Index("ix_signature_signal_network", "petition_id", "network", "signature_id"),
        sa.Index("ix_signature_signal_domain", "petition_id", "domain", "signature_id"),
        sa.Index(
            "ix_signature_signal_alike",
            "petition_id",
            "signature_id",
            sqlite_where=LOOKS_ALIKE,
            postgresql_where=LOOKS_ALIKE,
        ),
        # Both in it, so that a look-alike is found without looking at all who share a name.
        sa.Index("ix_signature_signal_name", "petition_id", "name_skeleton", "name_folded"),
    )

    signature_id: int = Field(foreign_key="signature.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    petition_id: int = Field(sa_type=sa.BigInteger)
    network: int | None = Field(default=None, sa_type=sa.BigInteger)
    domain: int = Field(sa_type=sa.BigInteger)
    name_skeleton: int | None = Field(default=None, sa_type=sa.BigInteger)
    name_folded: int | None = Field(default=None, sa_type=sa.BigInteger)
    looks_alike: bool = False
    score: int = Field(default=0, sa_type=sa.SmallInteger)
    reasons: str = Field(default="", max_length=200)
    seen_at: datetime = Field(sa_type=UtcDateTime)


class WindowKind(enum.StrEnum):
    NETWORK = "network"
    DOMAIN = "domain"
    FAST_CONFIRM = "fast_confirm"
    NETWORK_CONFIRM = "network_confirm"


class SignWindow(SQLModel, table=True):
    """How many came of one kind in half an hour; kept in the database so that several processes agree."""

    __tablename__ = "sign_window"

    petition_id: int = Field(foreign_key="petition.id", ondelete="CASCADE", primary_key=True, sa_type=sa.BigInteger)
    kind: WindowKind = Field(sa_column=sa.Column(enum_column(WindowKind), primary_key=True))
    key: int = Field(primary_key=True, sa_type=sa.BigInteger)
    starts_at: datetime = Field(sa_column=sa.Column(UtcDateTime, primary_key=True, index=True))
    count: int = 0


class NetworkKey(SQLModel, table=True):
    """A random key for each day, thrown away soon after: from then on nobody can find out which network a number was,
    not even with the secret of the installation."""

    __tablename__ = "network_key"

    day: date = Field(primary_key=True)
    key: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), nullable=False))


class SpentChallenge(SQLModel, table=True):
    """Challenges that were answered; kept until they end, so that an answer is good once."""

    __tablename__ = "spent_challenge"

    challenge: bytes = Field(sa_column=sa.Column(sa.LargeBinary(32), primary_key=True))
    ends_at: datetime = Field(sa_column=sa.Column(UtcDateTime, nullable=False, index=True))


def network_code(number: int) -> str:
    """Short enough to be told apart by eye; it says nothing about the address."""
    return f"{number:016x}"[:6]


def domain_of(email: str) -> str:
    """Canonical: lower case, ASCII."""
    return canonical_address(email).rpartition("@")[2]


def domain_number(petition: Petition, domain: str) -> int:
    return keyed_number(domain, "domain-of-signature", petition.digest_key)


def name_numbers(petition: Petition, name: str) -> tuple[int, int] | tuple[None, None]:
    """Of the skeleton, and of the name as it is. None where the risk forbids finding names."""
    if petition.is_high_risk:
        return None, None
    return (
        keyed_number(skeleton(name), "name-of-signature", petition.digest_key),
        keyed_number(folded(name), "name-of-signature", petition.digest_key),
    )


def keyed_number(text: str, purpose: str, key: bytes) -> int:
    """63 bits of a keyed digest: small enough for an index, large enough for a petition."""
    return int.from_bytes(keyed_digest(text, purpose, key)[:8], "big") >> 1
