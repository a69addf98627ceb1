"""Withdrawing: as easy as signing, possible at any time, and nothing of the person stays."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.actions.agreements import end_consents
from petitions.actions.counting import move
from petitions.actions.general_list import leave_with_signature
from petitions.actions.moves import drop_moves
from petitions.actions.retypings import discard_beside
from petitions.mailed_links import signature_to_withdraw
from petitions.models.signals import SignatureSignal
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState, WebVisibility


def withdraw(session: Session, *, token: str) -> Signature:
    """Also for one who never confirmed. What is left is a digest and the times, so that an old link brings nothing
    back. Raises NotFound for a link that is not ours."""
    signature = signature_to_withdraw(session, token, lock=True)
    if signature.state is not SignatureState.WITHDRAWN:
        take_back(session, signature, now=utc_now())
    return signature


def take_back(session: Session, signature: Signature, *, now: datetime) -> None:
    """For a signature that is not withdrawn yet."""
    move(session, signature, SignatureState.WITHDRAWN, now=now)
    signature.withdrawn_at = now
    signature.envelope = signature.reply_envelope = None
    signature.shown_name = signature.country = signature.name_digest = None
    signature.via = ""
    signature.reason = ""
    signature.state_before = None
    signature.stood_aside = False
    signature.counted_after = 0
    signature.taken_out_by = None
    signature.keeps_address = False
    signature.replaces = None
    signature.web_visibility = WebVisibility.NONE
    signature.addressee_visibility = AddresseeVisibility.COUNTED
    session.flush()  # what follows is written beside the unit of work
    discard_beside(session, [signature.row_id])
    drop_moves(session, signature, now=now)
    session.execute(sa.delete(SignatureSignal).where(col(SignatureSignal.signature_id) == signature.row_id))
    leave_with_signature(session, signature_id=signature.row_id, now=now)
    end_consents(session, signature_id=signature.row_id, now=now)
