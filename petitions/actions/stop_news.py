"""Getting no more news of a campaign, without taking the signature back."""

from datetime import datetime

from sqlmodel import Session

from petitions.actions.agreements import end_consents
from petitions.models.consent import ConsentKind
from petitions.models.envelope import Person, person_of, seal_person
from petitions.models.signature import Signature
from petitions.queries.consents import agreed_to


def stop_news(session: Session, *, signature: Signature, now: datetime) -> None:
    """As often as the link is pressed. Where nothing else was to come to the address, it is deleted: it was kept for
    this alone."""
    person = person_of(signature)
    if person is None:
        return
    end_consents(session, signature_id=signature.row_id, now=now, kinds={ConsentKind.UPDATES})
    held = agreed_to(session, signature_id=signature.row_id)
    if signature.keeps_address and signature.state.counts and not any(kind.needs_the_address for kind in held):
        signature.keeps_address = False
        signature.envelope = seal_person(Person(person.name, person.organisation), signature.reference)
        session.add(signature)
