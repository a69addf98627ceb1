"""What somebody may do with what is kept about them: ask, correct, move to another address, erase."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import random_id
from foundation.errors import BadInput, Conflict
from petitions.access import NOT_MORE_FROM_THERE, NOT_TO_THAT_COUNTRY, signature_of
from petitions.actions.agreements import end_consents, give_consents
from petitions.actions.counting import count_changes, counted_as
from petitions.actions.general_list import leave_list
from petitions.actions.mails import put_mail
from petitions.actions.withdraw import take_back
from petitions.mailed_links import request_to_read
from petitions.models.consent import ConsentKind
from petitions.models.data_request import REQUEST_LIVES, DataRequest
from petitions.models.envelope import Person, asked_address, name_digest, person_of, seal_asked, seal_person, shown_name
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState, WebVisibility
from petitions.models.typed import Words
from petitions.queries.my_data import member_of

MY_DATA_MAIL = "petitions.my_data"


@dataclass(frozen=True)
class Corrected:
    """`consents` are those to the two visibilities, in the words that were shown; less than the safest needs none."""

    name: str
    organisation: str
    country: str
    web_visibility: WebVisibility
    addressee_visibility: AddresseeVisibility
    consents: Mapping[ConsentKind, Words]


def ask_for_my_data(session: Session, *, petition: Petition, email: str, language: str) -> None:
    """A row and a mail for every address, known or not: nobody learns from the answer who signed."""
    request_id = random_id()
    session.add(
        DataRequest(
            id=request_id,
            petition_id=petition.id,
            envelope=seal_asked(email, request_id),
            language=language,
            made_at=utc_now(),
        )
    )
    put_mail(session, MY_DATA_MAIL, petition.id, request_id)


def too_dangerous(petition: Petition, signature: Signature, corrected: Corrected) -> tuple[str, str]:
    """The field that asks for what nobody is to do from a country, and why not; two empty words where none does."""
    if corrected.country not in petition.no_signing_from:
        return "", ""
    if corrected.country != signature.country:
        return "country", NOT_TO_THAT_COUNTRY
    if corrected.web_visibility.is_wider_than(signature.web_visibility):
        return "web_visibility", NOT_MORE_FROM_THERE
    if corrected.addressee_visibility.is_wider_than(signature.addressee_visibility):
        return "addressee_visibility", NOT_MORE_FROM_THERE
    return "", ""


def correct(session: Session, *, token: str, corrected: Corrected) -> None:
    """The counters follow; where the groups it stands in change, the signature comes to them anew. Raises Conflict when
    nothing is left to correct, BadInput for what would be too dangerous."""
    now = utc_now()
    petition, signature, person = _own_signature(session, token)
    _field, why_not = too_dangerous(petition, signature, corrected)
    if why_not:
        raise BadInput(why_not)
    is_counted = signature.state.counts
    before = counted_as(signature, -1)
    signature.envelope = seal_person(Person(corrected.name, corrected.organisation, person.email), signature.reference)
    signature.name_digest = name_digest(petition, corrected.name)
    signature.country = corrected.country
    _agree_anew(session, signature, corrected, now)
    signature.web_visibility = corrected.web_visibility
    signature.addressee_visibility = corrected.addressee_visibility
    signature.shown_name = shown_name(corrected.name, corrected.web_visibility) if is_counted else None
    after = counted_as(signature, +1)
    if is_counted and tuple(before.tallies()) != tuple(after.tallies()):
        # Together, so that the count never falls meanwhile, and no milestone with it.
        count_changes(session, [before, after], now=now)
    session.flush()


def erase(session: Session, *, token: str) -> None:
    """The signature with its ledger, the place on the general list, and the address that asked. As often as it is
    pressed."""
    request = request_to_read(session, token, lock=True)
    address = asked_address(request)
    if not address:
        return
    now = utc_now()
    petition = session.get_one(Petition, request.petition_id)
    signature = signature_of(session, petition, address, lock=True)
    if signature is not None:
        if signature.state is not SignatureState.WITHDRAWN:
            take_back(session, signature, now=now)
        session.delete(signature)
    member = member_of(session, petition.organisation_id, address)
    if member is not None:
        leave_list(session, member=member, now=now)
    request.envelope, request.erased_at = None, now
    session.add(request)
    session.flush()


def forget_requests(session: Session) -> None:
    session.execute(
        sa.delete(DataRequest)
        .where(col(DataRequest.made_at) < utc_now() - REQUEST_LIVES)
        .execution_options(synchronize_session=False)
    )


def _own_signature(session: Session, token: str) -> tuple[Petition, Signature, Person]:
    request = request_to_read(session, token, lock=True)
    petition = session.get_one(Petition, request.petition_id)
    address = asked_address(request)
    signature = signature_of(session, petition, address, lock=True) if address else None
    person = person_of(signature) if signature else None
    if signature is None or person is None or signature.state is SignatureState.INVALIDATED:
        raise Conflict("There is nothing here any more that could be changed.")
    return petition, signature, person


def _agree_anew(session: Session, signature: Signature, corrected: Corrected, now: datetime) -> None:
    """A visibility that changed ends the consent to the old one, and begins one to the new, if it needs any."""
    changed = set()
    if signature.web_visibility is not corrected.web_visibility:
        changed.add(ConsentKind.SHOW)
    if signature.addressee_visibility is not corrected.addressee_visibility:
        changed.add(ConsentKind.ADDRESSEE)
    if not changed:
        return
    with session.no_autoflush:
        end_consents(session, signature_id=signature.row_id, now=now, kinds=changed)
        fresh = {kind: words for kind, words in corrected.consents.items() if kind in changed}
        if fresh:
            give_consents(session, signature_id=signature.row_id, consents=fresh, now=now)
