"""Finding petitions and signatures, with the right to them, in one step.

With `lock`, others who would change the row wait.
"""

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from foundation.accounts.access import NOT_NOW, SignedIn, require
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import Gone, NotFound, NotNow
from foundation.security.links import row_of_token, token_holds
from foundation.web.language import mark
from petitions.models.data_request import DataRequest
from petitions.models.envelope import email_digest
from petitions.models.paper import PaperBatch
from petitions.models.petition import Petition, Unpublished
from petitions.models.retyping import Retyping
from petitions.models.rules import RuleRun
from petitions.models.signature import Signature

SLUG = re.compile(r"[a-z0-9-]{1,80}")
LARGEST_REFERENCE = 2**63 - 1
NO_SUCH_PETITION = mark("There is no petition at this address.")
NO_SUCH_SIGNATURE = mark("There is no such signature in this petition.")
NO_SUCH_RULE = mark("There is no such rule in this petition.")
NO_SUCH_BATCH = mark("There is no such batch in this petition.")
BAD_LINK = mark(
    "This link is not valid. Please open it exactly as it stands in the mail; "
    "if you signed more than once, use the newest mail."
)
BAD_DATA_LINK = mark("This link is not valid any more: it works for a day. Please ask for a new one.")
SEEKS_SOMEBODY = mark(
    "This petition is marked as high risk: nobody looks for names, organisations or domains of addresses in it."
)
NOT_TO_THAT_COUNTRY = mark(
    "The organisers ask people of this country not to sign: it is too dangerous. We cannot move your signature there."
)
NOT_MORE_FROM_THERE = mark(
    "The organisers think it too dangerous to be seen in this petition from your country. You can choose less here, "
    "not more."
)
WITHDRAW_PURPOSE = "petitions.withdraw-signature"
NOT_ME_PURPOSE = "petitions.disown-signature"
MY_DATA_PURPOSE = "petitions.my-data"


def petition_for_reader(session: Session, slug: str) -> Petition:
    """Raises NotFound, or NotNow for one that is off the site, at its address of before as well."""
    found = petition_at(session, slug)
    if found.unpublished is Unpublished.WHOLE or found.slug != slug:
        raise NotNow(NOT_NOW)
    return found


def petition_with_names(session: Session, slug: str) -> Petition:
    """For pages of signers' names, which go with the campaign's own."""
    found = petition_for_reader(session, slug)
    if found.unpublished is not None:
        raise NotNow(NOT_NOW)
    return found


def petition_at(session: Session, slug: str) -> Petition:
    """Whether readers see it or not; also at the address it had before it was taken off the site."""
    found = None
    if SLUG.fullmatch(slug):
        found = session.exec(select(Petition).where(Petition.slug == slug)).first()
        found = found or session.exec(select(Petition).where(Petition.slug_before == slug)).first()
    if found is None:
        raise NotFound(NO_SUCH_PETITION)
    return found


def petition_at_desk(session: Session, user: SignedIn, slug: str, act: May, *, lock: bool = False) -> Petition:
    petition = petition_at(session, slug)
    require(user, petition.organisation_id, act, petition.campaign_id)
    return lock_petition(session, petition.id) if lock else petition


def lock_petition(session: Session, petition_id: int) -> Petition:
    """As it stands now, for whoever reads a setting and writes another in its place. People go on signing."""
    wanted = select(Petition).where(Petition.id == petition_id).with_for_update(key_share=True)
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def signature_at_desk(
    session: Session, user: SignedIn, slug: str, reference: str, act: May, *, lock: bool = False
) -> tuple[Petition, Signature]:
    petition = petition_at_desk(session, user, slug, act)
    number = int(reference) if reference.isascii() and reference.isdecimal() and len(reference) < 20 else 0
    found = None
    if number <= LARGEST_REFERENCE:
        found = _find(session, col(Signature.reference) == number, col(Signature.petition_id) == petition.id, lock=lock)
    if found is None:
        raise NotFound(NO_SUCH_SIGNATURE)
    return petition, found


def rule_at_desk(
    session: Session, user: SignedIn, slug: str, rule_id: str, act: May, *, lock: bool = False
) -> tuple[Petition, RuleRun]:
    petition = petition_at_desk(session, user, slug, act)
    number = int(rule_id) if rule_id.isascii() and rule_id.isdecimal() and len(rule_id) < 19 else 0
    wanted = select(RuleRun).where(RuleRun.id == number, RuleRun.petition_id == petition.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None:
        raise NotFound(NO_SUCH_RULE)
    return petition, found


def paper_batch_at_desk(
    session: Session, user: SignedIn, slug: str, batch_id: int, act: May, *, lock: bool = False
) -> tuple[Petition, PaperBatch]:
    petition = petition_at_desk(session, user, slug, act)
    wanted = select(PaperBatch).where(PaperBatch.id == batch_id, PaperBatch.petition_id == petition.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.exec(wanted).first() if 0 < batch_id <= LARGEST_REFERENCE else None
    if found is None:
        raise NotFound(NO_SUCH_BATCH)
    return petition, found


def organisation_number(written: str) -> int:
    """An organisation's id from an address; 0, which none has, when it cannot be one."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else 0


def confirm_purpose(signature: Signature) -> str:
    """Bound to the round, so that only the newest mail confirms what was typed last."""
    return f"petitions.confirm-signature.{signature.round}"


def retyping_purpose(retyping: Retyping) -> str:
    return f"petitions.confirm-retyping.{retyping.round}"


def link_to_confirm(session: Session, token: str, *, lock: bool = False) -> tuple[Signature, Retyping | None]:
    """With what was typed beside the signature, where the link is about that."""
    found = _find(session, col(Signature.reference) == row_of_token(token), lock=lock)
    if found is not None and token_holds(token, confirm_purpose(found), found.reference, found.nonce):
        return found, None
    retyping = retypings_to_confirm(session, [token]).get(token)
    beside = _find(session, col(Signature.id) == retyping.signature_id, lock=lock) if retyping else None
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
    found = _find(session, col(Signature.reference) == row_of_token(token), lock=lock)
    if found is None or not token_holds(token, WITHDRAW_PURPOSE, found.reference, found.nonce):
        raise NotFound(BAD_LINK)
    return found


def lock_by_digests(session: Session, digests: Iterable[tuple[int, bytes]]) -> dict[tuple[int, bytes], Signature]:
    """The signatures of these (petition, digest of an address), locked in the one order that all keep to."""
    by_petition: dict[int, set[bytes]] = {}
    for petition_id, digest in digests:
        by_petition.setdefault(petition_id, set()).add(digest)
    found: dict[tuple[int, bytes], Signature] = {}
    for petition_id, several in sorted(by_petition.items()):
        wanted = (
            select(Signature)
            .where(col(Signature.petition_id) == petition_id, col(Signature.email_digest).in_(several))
            .order_by(col(Signature.id))
        )
        found |= {
            (petition_id, signature.email_digest): signature
            for signature in session.exec(_locked(wanted))
            if signature.email_digest is not None
        }
    return found


def entry_to_disown(session: Session, token: str, *, lock: bool = False) -> tuple[Signature, Retyping | None]:
    """With what was typed beside the signature, where the mail was about that."""
    reference = row_of_token(token)
    found = _find(session, col(Signature.reference) == reference, lock=lock)
    if found is not None and token_holds(token, NOT_ME_PURPOSE, found.reference, found.nonce):
        return found, None
    retyping = session.get(Retyping, reference)
    beside = _find(session, col(Signature.id) == retyping.signature_id, lock=lock) if retyping else None
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


def signature_of(session: Session, petition: Petition, email: str, *, lock: bool = False) -> Signature | None:
    """What somebody signed with this address, in any spelling of it."""
    if petition.is_anonymised:
        return None
    digest = email_digest(petition, email)
    return _find(session, col(Signature.petition_id) == petition.id, col(Signature.email_digest) == digest, lock=lock)


def lock_by_reference(session: Session, reference: int) -> Signature | None:
    return _find(session, col(Signature.reference) == reference, lock=True)


def mail_group(petition_id: int) -> str:
    """What the outbox knows all mail of a petition by."""
    return f"petition-{petition_id}"


def lock_to_confirm(session: Session, tokens: Iterable[str]) -> tuple[dict[str, Signature], dict[str, Retyping]]:
    """By token, those whose token holds, locked as above; and what was typed beside them, where the link is about
    that."""
    references = _by_reference(tokens)
    found = {
        token: signature
        for signature in _lock_several(session, col(Signature.reference), references)
        for token in references[signature.reference]
        if token_holds(token, confirm_purpose(signature), signature.reference, signature.nonce)
    }
    retypings = retypings_to_confirm(session, [t for several in references.values() for t in several if t not in found])
    beside = {
        signature.row_id: signature
        for signature in _lock_several(session, col(Signature.id), {r.signature_id for r in retypings.values()})
    }
    if retypings:
        # Only now nobody else changes them.
        retypings = retypings_to_confirm(session, retypings)
    retypings = {token: retyping for token, retyping in retypings.items() if retyping.signature_id in beside}
    return found | {token: beside[retyping.signature_id] for token, retyping in retypings.items()}, retypings


def lock_by_references(session: Session, references: Iterable[int]) -> dict[int, Signature]:
    return {found.reference: found for found in _lock_several(session, col(Signature.reference), set(references))}


def _lock_several(session: Session, column: Any, values: Collection[int]) -> Iterable[Signature]:
    wanted = select(Signature).where(column.in_(values)).order_by(col(Signature.petition_id), col(Signature.id))
    return session.exec(_locked(wanted)).all() if values else ()


def _by_reference(tokens: Iterable[str]) -> dict[int, set[str]]:
    references: dict[int, set[str]] = {}
    for token in tokens:
        with suppress(NotFound):
            references.setdefault(row_of_token(token), set()).add(token)
    return references


def _find(session: Session, *conditions: sa.ColumnElement[bool], lock: bool) -> Signature | None:
    wanted = select(Signature).where(*conditions)
    return session.exec(_locked(wanted) if lock else wanted).first()


def _locked(wanted: SelectOfScalar[Signature]) -> SelectOfScalar[Signature]:
    return wanted.with_for_update().execution_options(populate_existing=True)
