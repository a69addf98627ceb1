"""A person looks at what was set aside: released, or kept out."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import Conflict
from petitions.access import signature_at_desk
from petitions.actions.invalidate import invalidate, restore
from petitions.actions.mails import CONFIRM_MAIL, may_mail, note_mail, put_mails
from petitions.models.signature import Signature, SignatureState
from petitions.queries.quarantine import KEPT_OUT, was_mailed


def release(session: Session, *, user: SignedIn, slug: str, reference: str) -> Signature:
    """One that was never mailed gets its link now."""
    signature = _set_aside_at_desk(session, user, slug, reference)
    restore(session, user=user, slug=slug, reference=reference)
    now = utc_now()
    if signature.state.waits and not was_mailed(session, signature) and may_mail(signature, now):
        note_mail(signature, now)
        put_mails(session, [(CONFIRM_MAIL, signature.petition_id, signature.reference)])
    return signature


def keep_out(session: Session, *, user: SignedIn, slug: str, reference: str) -> Signature:
    """It leaves the list of what is to be looked at. It can be put back like any other that was taken out."""
    _set_aside_at_desk(session, user, slug, reference)
    return invalidate(session, user=user, slug=slug, reference=reference, reason=KEPT_OUT)


def _set_aside_at_desk(session: Session, user: SignedIn, slug: str, reference: str) -> Signature:
    _petition, signature = signature_at_desk(session, user, slug, reference, May.WRITE, lock=True)
    if signature.state is not SignatureState.QUARANTINED:
        raise Conflict("This signature is not set aside any more.")
    return signature
