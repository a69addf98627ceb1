"""Tables of an organisation's own key."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.clock import utc_now
from foundation.database import UtcDateTime, random_id
from foundation.security.sealing import seal_bytes, unseal_bytes

PURPOSE = "signing-key"


class SigningKey(SQLModel, table=True):
    """A certificate, and while the organisation has it the key that belongs to it, of which there is one at a time.

    The key is sealed and bound to its organisation and certificate; once removed, only the certificate stays, so that
    what was signed with it is still known. `signs_letters`: each approved letter is signed with it. `chain` are the
    certificates that came along, as JSON of base64.
    """

    __tablename__ = "signing_key"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "fingerprint"),
        sa.CheckConstraint("length(fingerprint) = 64", name="fingerprint_length"),
        sa.CheckConstraint("(sealed_key IS NULL) = (removed_at IS NOT NULL)", name="removed_without_key"),
        sa.Index(
            "ix_signing_key_one_at_a_time",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
        sa.Index("ix_signing_key_fingerprint", "fingerprint"),
    )

    id: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", sa_type=sa.BigInteger)
    fingerprint: str = Field(max_length=64)
    certificate: bytes = Field(sa_type=sa.LargeBinary)
    chain: str = Field(default="[]")
    sealed_key: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    signs_letters: bool = False
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    def keep_key(self, key: bytes) -> None:
        """`key` in PKCS #8."""
        self.sealed_key = seal_bytes(key, PURPOSE, self._bound_to)

    def opened_key(self) -> bytes:
        """Raises cryptography.exceptions.InvalidTag where it was sealed by another master secret or for another row."""
        return unseal_bytes(self.sealed_key or b"", PURPOSE, self._bound_to)

    def keep_chain(self, certificates: Sequence[bytes]) -> None:
        self.chain = json.dumps([b64encode(one).decode() for one in certificates])

    @property
    def chain_certificates(self) -> tuple[bytes, ...]:
        return tuple(b64decode(one) for one in json.loads(self.chain))

    @property
    def _bound_to(self) -> str:
        return f"{self.organisation_id}:{self.fingerprint}"
