"""Moving a signature to another address: a new opt-in there, and word to the old one."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.mail.addresses import canonical_address
from petitions.access import lock_by_reference, signature_of
from petitions.actions.mails import put_mail
from petitions.actions.moves import drop_moves
from petitions.actions.sign import make_ready, sign_many
from petitions.mailed_links import request_to_read
from petitions.models.consent import Consent, ShownText
from petitions.models.envelope import Person, asked_address, person_of
from petitions.models.judgement import NOTHING_AGAINST, Signals
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed, Words

ADDRESS_CHANGES_MAIL = "petitions.address_changes"


def change_address(session: Session, *, token: str, email: str, signals: Signals = NOTHING_AGAINST) -> None:
    """The old signature goes on counting until the new address is confirmed, and is taken back then. A move that waits
    already is given up for this one. `signals` are those of the request, judged like those of any other sign-up.

    What the new address knows of the petition is not told here. Raises BadInput for the same mailbox, Conflict when
    nothing is left to move, and what `sign` raises when the petition takes no signatures."""
    request = request_to_read(session, token, lock=True)
    petition = session.get_one(Petition, request.petition_id)
    address = asked_address(request)
    signature = signature_of(session, petition, address, lock=True) if address else None
    person = person_of(signature) if signature else None
    if signature is None or person is None or not _can_move(signature):
        raise Conflict("There is nothing here any more that could be changed.")
    if canonical_address(email) == canonical_address(address):
        raise BadInput("This is the same mailbox as before.")
    drop_moves(session, signature, now=utc_now())
    signing = make_ready(petition, _as_typed(session, signature, person, email, signals))
    refusal = sign_many(session, [signing])[0]
    if refusal is not None:
        raise refusal
    # Of an address that is known, what was typed says itself whose place it takes.
    new = lock_by_reference(session, signing.row["reference"])
    if new is not None:
        new.replaces = signature.reference
        session.add(new)
    put_mail(session, ADDRESS_CHANGES_MAIL, petition.id, request.id)


def _can_move(signature: Signature) -> bool:
    """Whose signature is set aside is not told so; what was confirmed and is set aside stays so at the new address."""
    return signature.state_to_signer in (SignatureState.PENDING, SignatureState.CONFIRMED)


def _as_typed(session: Session, signature: Signature, person: Person, email: str, signals: Signals) -> Typed:
    """The same choices, by the words that were agreed to then."""
    given = session.execute(
        sa.select(col(Consent.kind), col(ShownText.words), col(Consent.language))
        .join(ShownText, col(ShownText.version) == col(Consent.text_version))
        .where(col(Consent.signature_id) == signature.row_id, col(Consent.withdrawn_at).is_(None))
    ).all()
    signed = session.get_one(ShownText, signature.text_version)
    return Typed(
        person=Person(person.name, person.organisation, email),
        country=signature.country or "",
        language=signature.language,
        signed_words=Words(signed.words, signed.language),
        consents={kind: Words(words, language) for kind, words, language in given},
        web_visibility=signature.web_visibility,
        addressee_visibility=signature.addressee_visibility,
        via=signature.via,
        signals=signals,
        replaces=signature.reference,
    )
