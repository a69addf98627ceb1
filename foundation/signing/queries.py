"""What is known of organisations' keys. Only `signer_of` opens one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from sqlmodel import Session, col, select

from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.signing.certificates import Told, refuse_by_day, told
from foundation.signing.models import SigningKey
from foundation.signing.signer import Signer
from foundation.web.language import gettext, mark

RUNS_OUT_SOON = timedelta(days=60)
"""An office that issues certificates may want papers and a visit."""

CANNOT_SIGN = mark(
    "Letters are signed with the organisation's key, and it cannot be used: %(why)s An owner sets another one under"
    " “Settings”, “Signature”, or switches the signing off."
)
OTHER_SECRET = mark("It was kept with another secret key of this server.")


@dataclass(frozen=True)
class KnownKey:
    """`organisation` is its name here, which its owners did not choose when they asked for a certificate. `removed_at`:
    since when it has not used this key."""

    organisation: str
    certificate: Told
    removed_at: datetime | None = None


def key_of(session: Session, organisation_id: int, *, to_change: bool = False) -> SigningKey | None:
    """The one it has now. `to_change` holds it until the transaction ends, and the organisation before it: of two who
    come at once the second waits there, also where there is no key to be held yet."""
    if to_change:
        # Not its key: the trail, which everybody writes, points to it.
        session.get_one(Organisation, organisation_id, with_for_update={"key_share": True})
    wanted = select(SigningKey).where(
        SigningKey.organisation_id == organisation_id, col(SigningKey.removed_at).is_(None)
    )
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.exec(wanted).first()


def signer_of(session: Session, organisation_id: int) -> Signer | None:
    """With whose key the letters of this organisation are signed now; None where they are not. Raises Conflict, worded,
    when they should be and the key cannot be used."""
    row = key_of(session, organisation_id)
    if row is None or not row.signs_letters:
        return None
    _require_its_day(row)
    try:
        key = row.opened_key()
    except InvalidTag:
        raise Conflict(CANNOT_SIGN, why=gettext(OTHER_SECRET)) from None
    return Signer(row.id, row.certificate, row.chain_certificates, key)


def signs_with(session: Session, organisation_id: int) -> int | None:
    """The row of the key with which letters are signed now, held until the transaction ends. Raises Conflict, worded,
    when it has run out."""
    row = key_of(session, organisation_id, to_change=True)
    if row is None or not row.signs_letters:
        return None
    _require_its_day(row)
    return row.id


def keys_in_use(session: Session, organisation_ids: Collection[int]) -> dict[int, Told]:
    """By organisation, the certificates of those whose letters are signed now."""
    rows = session.exec(
        select(SigningKey).where(
            col(SigningKey.organisation_id).in_(organisation_ids),
            col(SigningKey.removed_at).is_(None),
            col(SigningKey.signs_letters),
        )
    )
    return {row.organisation_id: told(row.certificate) for row in rows}


def key_with_id(session: Session, key_id: int) -> KnownKey:
    row = session.get_one(SigningKey, key_id)
    return KnownKey(session.get_one(Organisation, row.organisation_id).name, told(row.certificate), row.removed_at)


def known_keys(session: Session, fingerprints: Collection[str]) -> dict[str, KnownKey]:
    """By fingerprint, those that organisations of this installation sign with or signed with formerly; of one that
    several have, whoever kept it first."""
    rows = session.exec(
        select(SigningKey, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(SigningKey.organisation_id))
        .where(col(SigningKey.fingerprint).in_(fingerprints))
        .order_by(col(SigningKey.added_at).desc(), col(SigningKey.id))
    )
    return {row.fingerprint: KnownKey(name, told(row.certificate), row.removed_at) for row, name in rows}


def runs_out_soon(certificate: Told) -> bool:
    """Or has run out already."""
    return utc_now() > certificate.valid_until - RUNS_OUT_SOON


def _require_its_day(row: SigningKey) -> None:
    try:
        refuse_by_day(told(row.certificate), now=utc_now())
    except BadInput as refusal:
        raise Conflict(CANNOT_SIGN, why=_spoken(refusal)) from None


def _spoken(refusal: BadInput) -> str:
    return gettext(refusal.words) % refusal.values if refusal.values else gettext(refusal.words)
