"""Confirming: what a press on the button of the mailed link's page does, as often as it is pressed."""

import enum
from datetime import datetime, timedelta

from sqlmodel import Session

from foundation.clock import utc_now
from petitions.access import signature_to_confirm
from petitions.actions.counting import move
from petitions.actions.sign import CONFIRM_MAIL, may_mail, note_mail, put_mail
from petitions.models.envelope import Person, person_of, seal_person, shown_name
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState, StateBefore
from petitions.queries.consents import agreed_to

# Who signed before the petition closed may still press the button this long afterwards.
AFTER_CLOSING = timedelta(hours=24)
THANKS_MAIL = "petitions.thank_you"


class LinkState(enum.StrEnum):
    """What a confirm link can do at a moment."""

    READY = "ready"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"
    NOT_COUNTED = "not_counted"

    @property
    def is_over(self) -> bool:
        return self not in (LinkState.READY, LinkState.CONFIRMED)


def link_state(signature: Signature, petition: Petition, now: datetime) -> LinkState:
    """A quarantined signature looks to its signer like any other."""
    if signature.state is SignatureState.WITHDRAWN:
        return LinkState.WITHDRAWN
    if signature.state is SignatureState.INVALIDATED:
        return LinkState.NOT_COUNTED
    if signature.confirmed_at is not None:
        return LinkState.CONFIRMED
    if petition.is_closed and now - (petition.closed_at or now) > AFTER_CLOSING:
        return LinkState.TOO_LATE
    return LinkState.EXPIRED if now > signature.link_ends_at else LinkState.READY


def confirm(session: Session, *, token: str) -> tuple[Signature, Petition, LinkState]:
    """Counts at most once; the state is that of the link after this press. Raises NotFound for a link that is not ours,
    or not the newest."""
    now = utc_now()
    signature = signature_to_confirm(session, token, lock=True)
    petition = session.get_one(Petition, signature.petition_id)
    state = link_state(signature, petition, now)
    if state is LinkState.READY:
        _count_it(session, signature, now)
        state = LinkState.CONFIRMED
    return signature, petition, state


def send_new_link(session: Session, *, token: str) -> Petition:
    """For a link that has expired. The new mail's link lives as long as the first one did; the old one stays dead."""
    now = utc_now()
    signature = signature_to_confirm(session, token, lock=True)
    petition = session.get_one(Petition, signature.petition_id)
    if link_state(signature, petition, now) is LinkState.EXPIRED and may_mail(signature, now):
        signature.round += 1
        note_mail(signature, now)
        put_mail(session, CONFIRM_MAIL, signature.petition_id, signature.reference)
    return petition


def _count_it(session: Session, signature: Signature, now: datetime) -> None:
    person = person_of(signature)
    if person is None:
        raise ValueError("a signature that waits has its envelope")
    wishes = agreed_to(session, signature_id=signature.row_id)
    signature.keeps_address = any(kind.needs_the_address for kind in wishes)
    if not signature.keeps_address:
        signature.envelope = seal_person(Person(person.name, person.organisation), signature.reference)
    signature.confirmed_at = now
    if signature.state is SignatureState.QUARANTINED:
        signature.state_before = StateBefore.CONFIRMED
        return
    signature.shown_name = shown_name(person.name, signature.web_visibility)
    move(session, signature, SignatureState.CONFIRMED, now=now)
    if signature.keeps_address:
        note_mail(signature, now)
        put_mail(session, THANKS_MAIL, signature.petition_id, signature.reference)
