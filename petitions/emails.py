"""The mails to a signer. Their subjects and first lines name no cause and no person: others may read the mailbox."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from foundation.accounts.models import Organisation
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Message
from foundation.mail.setup import mail_setup
from foundation.security.links import make_token
from petitions.leaving import leave_list_url
from petitions.mailed_links import MY_DATA_PURPOSE, NOT_ME_PURPOSE, WITHDRAW_PURPOSE, confirm_purpose, retyping_purpose
from petitions.models.data_request import REQUEST_LIVES, DataRequest
from petitions.models.envelope import asked_address, member_person, person_in, person_of, reply_address_of
from petitions.models.list_member import ListMember
from petitions.models.retyping import Retyping
from petitions.models.signature import LINK_LIVES, Signature, SignatureState
from petitions.queries.my_data import kept_about
from petitions.queries.signatures import signature_by_reference


@composer("petitions.confirm_signature", must_arrive=True)
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
        newest_since=signature.mailed_at,
        confirm_url=_link(signature, "confirm", confirm_purpose(signature)),
        not_me_url=_link(signature, "not-me", NOT_ME_PURPOSE),
        days=LINK_LIVES.days,
        is_one_of_several=False,
        **_what_every_mail_says(signature),
    )


@composer("petitions.confirm_beside", must_arrive=True)
def confirm_beside(session: Session, reference: int) -> Message | None:
    """The same about what was typed beside a signature that waits; None once anything of that address was confirmed."""
    retyping = session.get(Retyping, reference)
    signature = session.get(Signature, retyping.signature_id) if retyping else None
    if retyping is None or retyping.is_discarded:
        return None
    if signature is None or signature.state_to_signer is not SignatureState.PENDING:
        return None
    person = person_in(retyping.envelope, reference) if retyping.envelope is not None else person_of(signature)
    if person is None:
        return None
    token = make_token(retyping_purpose(retyping), reference, retyping.nonce)
    not_me = make_token(NOT_ME_PURPOSE, reference, retyping.nonce)
    return compose(
        "petitions/confirm_signature",
        language=retyping.language,
        to=person.email,
        newest_since=retyping.mailed_at,
        confirm_url=f"{mail_setup().site_in(retyping.language)}/confirm/{token}",
        not_me_url=f"{mail_setup().site_in(retyping.language)}/not-me/{not_me}",
        days=LINK_LIVES.days,
        is_one_of_several=True,
        **_what_every_mail_says(signature) | {"signed_on": retyping.typed_at.date()},
    )


@composer("petitions.remind")
def remind(session: Session, reference: int) -> Message | None:
    """None once it was confirmed, withdrawn or taken out meanwhile, or the petition has closed."""
    found = signature_by_reference(session, reference)
    if found is None or found[0].state_to_signer is not SignatureState.PENDING or not found[1].takes_signatures:
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
        not_me_url=_link(signature, "not-me", NOT_ME_PURPOSE),
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
    if found is None or found[0].state is not SignatureState.CONFIRMED:
        return None
    signature, petition = found
    person = person_of(signature)
    member = session.exec(select(ListMember).where(ListMember.signature_id == signature.row_id)).first()
    on_list = member_person(member) if member else None
    address = person.email if person and person.email else on_list.email if on_list else ""
    if not address:
        return None
    return compose(
        "petitions/thank_you",
        language=signature.language,
        to=address,
        wants_news=signature.keeps_address,
        list_of=session.get_one(Organisation, member.organisation_id).name if member and on_list else "",
        leave_url=leave_list_url(member, signature.language) if member and on_list else "",
        petition_url=f"{mail_setup().site_in(signature.language)}/petitions/{petition.slug}",
        **_what_every_mail_says(signature),
    )


@composer("petitions.my_data")
def my_data(session: Session, request_id: int) -> Message | None:
    """To whoever asked, also when nothing is kept; None once everything was erased."""
    request = session.get(DataRequest, request_id)
    address = asked_address(request) if request else ""
    if request is None or not address:
        return None
    kept = kept_about(session, request)
    return compose(
        "petitions/my_data",
        language=request.language,
        to=address,
        is_nothing=kept.is_nothing,
        my_data_url=_my_data_link(request),
        hours=REQUEST_LIVES // timedelta(hours=1),
    )


@composer("petitions.address_changes", must_arrive=True)
def address_changes(session: Session, request_id: int) -> Message | None:
    """To the old address; None once there is nothing left that could be moved from it."""
    request = session.get(DataRequest, request_id)
    address = asked_address(request) if request else ""
    if request is None or not address:
        return None
    signature = kept_about(session, request).signature
    if signature is None or signature.state is SignatureState.WITHDRAWN:
        return None
    return compose(
        "petitions/address_changes",
        language=request.language,
        to=address,
        my_data_url=_my_data_link(request),
        **_what_every_mail_says(signature),
    )


def _my_data_link(request: DataRequest) -> str:
    return f"{mail_setup().site_in(request.language)}/my-data/{make_token(MY_DATA_PURPOSE, request.id, request.nonce)}"


def _what_every_mail_says(signature: Signature) -> dict[str, Any]:
    return {
        "offers_to_stop": True,
        "withdraw_url": _link(signature, "withdraw", WITHDRAW_PURPOSE),
        "signed_on": signature.signed_at.date(),
    }


def _link(signature: Signature, page: str, purpose: str) -> str:
    token = make_token(purpose, signature.reference, signature.nonce)
    return f"{mail_setup().site_in(signature.language)}/{page}/{token}"
