"""The mails to a signer. Their subjects and first lines name no cause and no person: others may read the mailbox."""

from typing import Any

from sqlmodel import Session

from foundation.mail.composing import compose, composer
from foundation.mail.messages import Message
from foundation.mail.setup import mail_setup
from foundation.security.links import make_token
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES
from petitions.access import WITHDRAW_PURPOSE, confirm_purpose
from petitions.models.envelope import person_of, reply_address_of
from petitions.models.signature import LINK_LIVES, Signature, SignatureState
from petitions.queries.signatures import signature_by_reference


@composer("petitions.confirm_signature")
def confirm_signature(session: Session, reference: int) -> Message | None:
    """None once there is nothing to confirm any more."""
    found = signature_by_reference(session, reference)
    if found is None or found[0].state_to_signer is not SignatureState.PENDING:
        return None
    signature = found[0]
    person = person_of(signature)
    if person is None:
        return None
    return compose(
        "petitions/confirm_signature",
        language=signature.language,
        to=person.email,
        confirm_url=_link(signature, "confirm", confirm_purpose(signature)),
        days=LINK_LIVES.days,
        **_what_every_mail_says(signature),
    )


@composer("petitions.remind")
def remind(session: Session, reference: int) -> Message | None:
    """None once it was confirmed, withdrawn or set aside meanwhile, or the petition has closed."""
    found = signature_by_reference(session, reference)
    if found is None or found[0].state is not SignatureState.PENDING or not found[1].takes_signatures:
        return None
    signature = found[0]
    person = person_of(signature)
    if person is None or not person.email:
        return None
    return compose(
        "petitions/remind",
        language=signature.language,
        to=person.email,
        confirm_url=_link(signature, "confirm", confirm_purpose(signature)),
        ends_on=signature.link_ends_at.date(),
        **_what_every_mail_says(signature),
    )


@composer("petitions.already_signed")
def already_signed(session: Session, reference: int) -> Message | None:
    """To the address as it was typed again; None when the signature does not count any more."""
    found = signature_by_reference(session, reference)
    if found is None or found[0].state_to_signer is not SignatureState.CONFIRMED:
        return None
    address = reply_address_of(found[0])
    if not address:
        return None
    return compose(
        "petitions/already_signed",
        language=found[0].language,
        to=address,
        **_what_every_mail_says(found[0]),
    )


@composer("petitions.thank_you")
def thank_you(session: Session, reference: int) -> Message | None:
    """Only to those who asked for news; of all others no address is left."""
    found = signature_by_reference(session, reference)
    if found is None or found[0].state is not SignatureState.CONFIRMED or not found[0].keeps_address:
        return None
    signature, petition = found
    person = person_of(signature)
    if person is None:
        return None
    return compose(
        "petitions/thank_you",
        language=signature.language,
        to=person.email,
        petition_url=f"{_site(signature)}/petitions/{petition.slug}",
        **_what_every_mail_says(signature),
    )


def _what_every_mail_says(signature: Signature) -> dict[str, Any]:
    return {
        "offers_to_stop": True,
        "withdraw_url": _link(signature, "withdraw", WITHDRAW_PURPOSE),
        "signed_on": signature.signed_at.date(),
    }


def _link(signature: Signature, page: str, purpose: str) -> str:
    return f"{_site(signature)}/{page}/{make_token(purpose, signature.reference, signature.nonce)}"


def _site(signature: Signature) -> str:
    """The configured address, never the one a request claimed; with the language that was signed in."""
    base = mail_setup().base_url
    speaks_another = signature.language in LANGUAGES and signature.language != DEFAULT_LANGUAGE
    return f"{base}/{signature.language}" if speaks_another else base
