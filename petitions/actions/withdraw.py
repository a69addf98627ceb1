"""Withdrawing: as easy as signing, possible at any time, and nothing of the person stays."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.access import signature_to_withdraw
from petitions.actions.agreements import end_consents
from petitions.actions.counting import move
from petitions.models.signals import SignatureSignal
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState, WebVisibility


def withdraw(session: Session, *, token: str) -> Signature:
    """Also for one who never confirmed: "it wasn't me". What is left is a digest and the times, so that an old link
    brings nothing back. Raises NotFound for a link that is not ours."""
    now = utc_now()
    signature = signature_to_withdraw(session, token, lock=True)
    if signature.state is SignatureState.WITHDRAWN:
        return signature
    move(session, signature, SignatureState.WITHDRAWN, now=now)
    signature.withdrawn_at = now
    signature.envelope = signature.reply_envelope = None
    signature.shown_name = signature.country = None
    signature.via = ""
    signature.reason = ""
    signature.state_before = None
    signature.taken_out_by = None
    signature.keeps_address = False
    signature.web_visibility = WebVisibility.NONE
    signature.addressee_visibility = AddresseeVisibility.COUNTED
    session.execute(sa.delete(SignatureSignal).where(col(SignatureSignal.signature_id) == signature.id))
    end_consents(session, signature_id=signature.row_id, now=now)
    return signature
