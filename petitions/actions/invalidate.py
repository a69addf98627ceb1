"""Taking a signature out of the count, with a reason, and putting it back."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import Conflict
from petitions.access import signature_at_desk
from petitions.actions.counting import Change, count_changes, moved
from petitions.actions.recording import record_act
from petitions.models.envelope import person_of, shown_name
from petitions.models.signature import Signature, SignatureState, StateBefore


def invalidate(session: Session, *, user: SignedIn, slug: str, reference: str, reason: str) -> Signature:
    """Raises Conflict when it is out of the count already, or was withdrawn."""
    petition, signature = signature_at_desk(session, user, slug, reference, May.WRITE, lock=True)
    if not signature.state.can_be_invalidated:
        raise Conflict("This signature does not count any more; there is nothing to take out.")
    count_changes(session, [take_out(signature, reason=reason)], now=utc_now())
    record_act(session, user, petition, "signature.invalidated", reason, part=f"signature:{signature.reference}")
    return signature


def restore(session: Session, *, user: SignedIn, slug: str, reference: str) -> Signature:
    """Counted again if it was confirmed, waiting again if it was not. Raises Conflict when there is nothing to undo."""
    petition, signature = signature_at_desk(session, user, slug, reference, May.WRITE, lock=True)
    if signature.state_before is None:
        raise Conflict("This signature was not taken out; there is nothing to put back.")
    count_changes(session, [put_back(signature)], now=utc_now())
    record_act(session, user, petition, "signature.restored", part=f"signature:{signature.reference}")
    return signature


def take_out(signature: Signature, *, reason: str) -> Change:
    """Without asking who does it, and without a line in the trail; the caller counts what it gives back."""
    signature.stood_aside = signature.state is SignatureState.QUARANTINED
    if not signature.stood_aside:
        signature.state_before = StateBefore(signature.state.value)
    signature.reason = reason
    signature.shown_name = None
    return moved(signature, SignatureState.INVALIDATED)


def put_back(signature: Signature) -> Change:
    """For a signature that has a state before. A confirmed one is counted and shown again as its signer wished; for the
    groups that the public is told of it comes anew."""
    before = signature.state_before
    if before is None:
        raise ValueError("there is nothing to go back to")
    change = moved(signature, SignatureState(before.value))
    signature.state_before = None
    signature.stood_aside = False
    signature.taken_out_by = None
    signature.reason = ""
    person = person_of(signature)
    if person is not None and before is StateBefore.CONFIRMED:
        signature.shown_name = shown_name(person.name, signature.web_visibility)
    return change


def undo_taking_out(signature: Signature) -> Change:
    """Exactly as it was before: what stood in the quarantine stands there again."""
    if not signature.stood_aside:
        return put_back(signature)
    signature.stood_aside = False
    signature.taken_out_by = None
    signature.reason = ""
    return moved(signature, SignatureState.QUARANTINED)
