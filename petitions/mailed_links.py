"""Finding what a link in a mail is about, with the proof that the link is ours, in one step.

With `lock`, others who would change the row wait.
"""

from collections.abc import Iterable
from contextlib import suppress

from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.errors import Gone, NotFound
from foundation.security.links import row_of_token, token_holds
from foundation.web.language import mark
from petitions.access import find_signature, lock_signatures
from petitions.models.data_request import DataRequest
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature

BAD_LINK = mark(
    "This link is not valid. Please open it exactly as it stands in the mail; "
    "if you signed more than once, use the newest mail."
)
BAD_DATA_LINK = mark("This link is not valid any more: it works for a day. Please ask for a new one.")
WITHDRAW_PURPOSE = "petitions.withdraw-signature"
NOT_ME_PURPOSE = "petitions.disown-signature"
MY_DATA_PURPOSE = "petitions.my-data"


def confirm_purpose(signature: Signature) -> str:
    """Bound to the round, so that only the newest mail confirms what was typed last."""
    return f"petitions.confirm-signature.{signature.round}"


def retyping_purpose(retyping: Retyping) -> str:
    return f"petitions.confirm-retyping.{retyping.round}"


def link_to_confirm(session: Session, token: str, *, lock: bool = False) -> tuple[Signature, Retyping | None]:
    """With what was typed beside the signature, where the link is about that."""
    found = find_signature(session, col(Signature.reference) == row_of_token(token), lock=lock)
    if found is not None and token_holds(token, confirm_purpose(found), found.reference, found.nonce):
        return found, None
    retyping = retypings_to_confirm(session, [token]).get(token)
    beside = find_signature(session, col(Signature.id) == retyping.signature_id, lock=lock) if retyping else None
    if retyping is None or beside is None:
        raise NotFound(BAD_LINK)
    return beside, retyping


def retypings_to_confirm(session: Session, tokens: Iterable[str]) -> dict[str, Retyping]:
    """By token, those whose token holds."""
    references = _by_reference(tokens)
    if not references:
        return {}
    wanted = select(Retyping).where(col(Retyping.reference).in_(references))
    return {
        token: retyping
        for retyping in session.exec(wanted.execution_options(populate_existing=True))
        for token in references[retyping.reference]
        if token_holds(token, retyping_purpose(retyping), retyping.reference, retyping.nonce)
    }


def signature_to_withdraw(session: Session, token: str, *, lock: bool = False) -> Signature:
    """The link of every mail works, also of an older one."""
    found = find_signature(session, col(Signature.reference) == row_of_token(token), lock=lock)
    if found is None or not token_holds(token, WITHDRAW_PURPOSE, found.reference, found.nonce):
        raise NotFound(BAD_LINK)
    return found


def entry_to_disown(session: Session, token: str, *, lock: bool = False) -> tuple[Signature, Retyping | None]:
    """With what was typed beside the signature, where the mail was about that."""
    reference = row_of_token(token)
    found = find_signature(session, col(Signature.reference) == reference, lock=lock)
    if found is not None and token_holds(token, NOT_ME_PURPOSE, found.reference, found.nonce):
        return found, None
    retyping = session.get(Retyping, reference)
    beside = find_signature(session, col(Signature.id) == retyping.signature_id, lock=lock) if retyping else None
    if retyping is None or beside is None or not token_holds(token, NOT_ME_PURPOSE, reference, retyping.nonce):
        raise NotFound(BAD_LINK)
    return beside, retyping


def request_to_read(session: Session, token: str, *, lock: bool = False) -> DataRequest:
    """Raises Gone a day after it was asked for."""
    wanted = select(DataRequest).where(DataRequest.id == row_of_token(token))
    found = session.exec(wanted.with_for_update() if lock else wanted).first()
    if found is None or not token_holds(token, MY_DATA_PURPOSE, found.id, found.nonce):
        raise NotFound(BAD_DATA_LINK)
    if utc_now() > found.ends_at:
        raise Gone(BAD_DATA_LINK)
    return found


def lock_to_confirm(session: Session, tokens: Iterable[str]) -> tuple[dict[str, Signature], dict[str, Retyping]]:
    """By token, those whose token holds, locked as above; and what was typed beside them, where the link is about
    that."""
    references = _by_reference(tokens)
    found = {
        token: signature
        for signature in lock_signatures(session, col(Signature.reference), references)
        for token in references[signature.reference]
        if token_holds(token, confirm_purpose(signature), signature.reference, signature.nonce)
    }
    retypings = retypings_to_confirm(session, [t for several in references.values() for t in several if t not in found])
    beside = {
        signature.row_id: signature
        for signature in lock_signatures(session, col(Signature.id), {r.signature_id for r in retypings.values()})
    }
    if retypings:
        # Only now nobody else changes them.
        retypings = retypings_to_confirm(session, retypings)
    retypings = {token: retyping for token, retyping in retypings.items() if retyping.signature_id in beside}
    return found | {token: beside[retyping.signature_id] for token, retyping in retypings.items()}, retypings


def _by_reference(tokens: Iterable[str]) -> dict[int, set[str]]:
    references: dict[int, set[str]] = {}
    for token in tokens:
        with suppress(NotFound):
            references.setdefault(row_of_token(token), set()).add(token)
    return references
