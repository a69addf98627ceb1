"""Another sign-up with an address that waits for its first one: nobody knows yet whose of them it is."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from foundation.database import UtcDateTime, enum_column, json_column, random_id
from petitions.models.signature import LINK_LIVES, REPLACES, AddresseeVisibility, Signature, WebVisibility

MOST_WAITING = 5
MOST_OF_A_NETWORK = 2
# The round of one that was never confirmed and never will be.
DISCARDED = 0


class Retyping(SQLModel, table=True):
    """Has an envelope, a mail and a link of its own, so that typing somebody's address takes nothing away from them.

    The link that is pressed first decides: what it is about becomes the signature, and of all the others nothing is
    kept. A row without envelope is what its links are recognised by, and leads to the signature itself. `consents` are
    kind to [version of the words, language]; `network`, `score` and `reasons` are as in signature_signal.
    """

    __tablename__ = "retyping"
    __table_args__ = (
        sa.CheckConstraint("(envelope IS NULL) = (country IS NULL)", name="is_whole_or_empty"),
        sa.Index("ix_retyping_mailed_at", "mailed_at"),
        sa.Index("ix_retyping_replaces", "replaces", sqlite_where=REPLACES, postgresql_where=REPLACES),
    )

    reference: int = Field(default_factory=random_id, primary_key=True, sa_type=sa.BigInteger)
    signature_id: int = Field(foreign_key="signature.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    nonce: bytes = Field(
        default_factory=lambda: secrets.token_bytes(16), sa_column=sa.Column(sa.LargeBinary(16), nullable=False)
    )
    # Only the link of the newest mail about it works.
    round: int = 1
    envelope: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    country: str | None = Field(default=None, max_length=2)
    web_visibility: WebVisibility = Field(
        default=WebVisibility.NONE, sa_column=sa.Column(enum_column(WebVisibility), nullable=False)
    )
    addressee_visibility: AddresseeVisibility = Field(
        default=AddresseeVisibility.COUNTED, sa_column=sa.Column(enum_column(AddresseeVisibility), nullable=False)
    )
    language: str = Field(max_length=20)
    via: str = Field(default="", max_length=40)
    text_version: str = Field(default="", max_length=32)
    consents: dict[str, Any] = Field(default_factory=dict, sa_column=sa.Column(json_column(), nullable=False))
    # As in signature: the reference of the one whose place it takes.
    replaces: int | None = Field(default=None, sa_type=sa.BigInteger)
    sets_aside: bool = False
    network: int | None = Field(default=None, sa_type=sa.BigInteger)
    score: int = Field(default=0, sa_type=sa.SmallInteger)
    reasons: str = Field(default="", max_length=200)
    typed_at: datetime = Field(sa_type=UtcDateTime)
    mailed_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def is_empty(self) -> bool:
        return self.envelope is None

    @property
    def is_discarded(self) -> bool:
        return self.round == DISCARDED

    def became(self, signature: Signature) -> bool:
        """Whether the signature is what was typed here."""
        return self.is_empty and not self.is_discarded and self.typed_at == signature.signed_at

    @property
    def link_ends_at(self) -> datetime:
        return self.mailed_at + LINK_LIVES


def gives_way_to(waiting: Sequence[Retyping], network: int | None) -> Retyping | None:
    """Which of those that wait beside a signature, the oldest first, makes room for one that is typed now: none while
    there is room.

    Networks are dealt with alike, and each pushes out its own: whoever types an address from one of them, as often as
    they like, fills two places and moves nobody else. Only who comes from as many networks as there are places pushes
    out what somebody else typed, the oldest of all; its owner may type it again, and is let in again.
    """
    of_network = Counter([network, *(each.network for each in waiting)])
    if len(waiting) < MOST_WAITING and of_network[network] <= MOST_OF_A_NETWORK:
        return None
    if of_network[network] > MOST_OF_A_NETWORK:
        return next(each for each in waiting if each.network == network)
    most = max(of_network[each.network] for each in waiting)
    return next(each for each in waiting if of_network[each.network] == most)
