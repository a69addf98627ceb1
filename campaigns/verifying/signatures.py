"""What is said of the signatures in a file that is not known by its hash."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from foundation.signing.queries import KnownKey, known_keys
from foundation.signing.reading import FoundSignature, Held


@dataclass(frozen=True)
class SeenSignature:
    """`key` is whose it is, where an organisation of this installation signs or signed with it. A signature that is no
    signature of a key tells nothing of its holder."""

    held: Held
    fingerprint: str
    name: str
    key: KnownKey | None = None


def attributed(session: Session, found: Sequence[FoundSignature]) -> list[SeenSignature]:
    keys = known_keys(session, {one.fingerprint for one in found if one.fingerprint})
    return [
        SeenSignature(
            one.held,
            one.fingerprint,
            one.name,
            keys.get(one.fingerprint) if one.held in (Held.INTACT, Held.CHANGED) else None,
        )
        for one in found
    ]
