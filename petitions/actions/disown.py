""" "It wasn't me": somebody typed an address that is not theirs, and its owner says so by one press."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.mail.addresses import address_digest
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress_digest, suppressed_digests
from petitions.access import mail_group
from petitions.actions.counting import count_changes
from petitions.actions.retypings import discard, give_way, waiting_beside
from petitions.actions.withdraw import take_back
from petitions.mailed_links import entry_to_disown
from petitions.models.envelope import person_of
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState


@dataclass(frozen=True)
class Disowned:
    """What a mail was about: whether it is the signature, and whether with its address something else was entered that
    waits or counts, perhaps by its owner."""

    signature: Signature
    retyping: Retyping | None
    is_signature: bool
    has_others: bool


def what_is_disowned(session: Session, token: str, *, lock: bool = False) -> Disowned:
    """Raises NotFound for a link that is not ours."""
    signature, retyping = entry_to_disown(session, token, lock=lock)
    entries = session.exec(select(Retyping).where(Retyping.signature_id == signature.row_id)).all()
    if retyping is None:
        is_signature = not any(entry.became(signature) for entry in entries)
    else:
        is_signature = retyping.became(signature)
    lives = signature.state_to_signer in (SignatureState.PENDING, SignatureState.CONFIRMED)
    waits = any(not entry.is_empty and entry is not retyping for entry in entries)
    return Disowned(signature, retyping, is_signature, lives and (waits or not is_signature))


def disown(session: Session, *, token: str, only_this: bool = False) -> None:
    """Deletes what was typed, takes it out of the count, and keeps all further mail of this petition from the address.
    With `only_this`, and where something else was entered with the address, that stays as it is, and may be mailed.

    As often as it is pressed. Raises NotFound for a link that is not ours."""
    found = what_is_disowned(session, token, lock=True)
    if only_this and found.has_others:
        _disown_entry(session, found)
    else:
        _disown_all(session, found.signature)


def _disown_entry(session: Session, found: Disowned) -> None:
    now = utc_now()
    if found.is_signature:
        first = waiting_beside(session, [found.signature.row_id])[found.signature.row_id][0]
        count_changes(session, [give_way(session, found.signature, first, now=now)], now=now)
    elif found.retyping is not None:
        discard(found.retyping)
        session.add(found.retyping)


def _disown_all(session: Session, signature: Signature) -> None:
    group = mail_group(signature.petition_id)
    person = person_of(signature)
    if person is not None and person.email:
        # Under the digest of the whole installation the outbox finds it, also for a mail that waits there by now.
        _suppress(session, address_digest(person.email), group)
    if signature.email_digest is not None:
        # Confirmed without news no address is left; this digest keeps it from being written to when it signs again.
        _suppress(session, signature.email_digest, group)
    if signature.state is not SignatureState.WITHDRAWN:
        take_back(session, signature, now=utc_now())


def disowned(session: Session, places: Iterable[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
    """Those of these (petition, digest of an address) whose owner has said that it was not them."""
    asked = {(digest, mail_group(petition_id)): (petition_id, digest) for petition_id, digest in places}
    return {asked[found] for found in suppressed_digests(session, set(asked))}


def _suppress(session: Session, digest: bytes, group: str) -> None:
    suppress_digest(session, digest=digest, reason=SuppressionReason.UNSUBSCRIBED, group_key=group)
