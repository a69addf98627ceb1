""" "It wasn't me": somebody typed an address that is not theirs, and its owner says so by one press."""

from collections.abc import Iterable

from sqlmodel import Session

from foundation.clock import utc_now
from foundation.mail.addresses import address_digest
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress_digest, suppressed_digests
from petitions.access import mail_group, signature_to_disown
from petitions.actions.withdraw import take_back
from petitions.models.envelope import person_of
from petitions.models.signature import Signature, SignatureState


def disown(session: Session, *, token: str) -> Signature:
    """Deletes what was typed, takes it out of the count, and keeps all further mail of this petition from the address.

    As often as it is pressed. Raises NotFound for a link that is not ours."""
    signature = signature_to_disown(session, token, lock=True)
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
    return signature


def disowned(session: Session, places: Iterable[tuple[int, bytes]]) -> set[tuple[int, bytes]]:
    """Those of these (petition, digest of an address) whose owner has said that it was not them."""
    asked = {(digest, mail_group(petition_id)): (petition_id, digest) for petition_id, digest in places}
    return {asked[found] for found in suppressed_digests(session, set(asked))}


def _suppress(session: Session, digest: bytes, group: str) -> None:
    suppress_digest(session, digest=digest, reason=SuppressionReason.UNSUBSCRIBED, group_key=group)
