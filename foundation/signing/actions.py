"""Keeping an organisation's own key, and taking it away. Letters that were signed with it stay as they are."""

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.signing.certificates import fingerprint_of
from foundation.signing.models import SigningKey
from foundation.signing.opening import OpenedFile
from foundation.signing.queries import key_of


def keep_key(session: Session, *, user: SignedIn, opened: OpenedFile, signs_letters: bool) -> SigningKey:
    """In the place of the one before it, which is destroyed. The same one a second time is one."""
    fingerprint = fingerprint_of(opened.certificate)
    before = key_of(session, user.organisation_id, to_change=True)
    if before is not None and before.fingerprint != fingerprint:
        _destroy(session, before)
    row = _known(session, user.organisation_id, fingerprint)
    if row is None:
        row = SigningKey(organisation_id=user.organisation_id, fingerprint=fingerprint, certificate=opened.certificate)
    row.keep_key(opened.key)
    row.keep_chain(opened.chain)
    row.removed_at, row.signs_letters = None, signs_letters
    session.add(row)
    session.flush()
    _record(session, user, act="signing_key.kept", detail=fingerprint)
    return row


def set_signing(session: Session, *, user: SignedIn, signs_letters: bool) -> None:
    """Whether approved letters are signed from now on. Nothing happens where there is no key."""
    row = key_of(session, user.organisation_id, to_change=True)
    if row is not None and row.signs_letters != signs_letters:
        row.signs_letters = signs_letters
        session.add(row)
        _record(session, user, act="signing_key.used" if signs_letters else "signing_key.unused")


def remove_key(session: Session, *, user: SignedIn) -> None:
    """For good. Nothing happens when it is gone already."""
    row = key_of(session, user.organisation_id, to_change=True)
    if row is not None:
        _destroy(session, row)
        _record(session, user, act="signing_key.removed", detail=row.fingerprint)


def _destroy(session: Session, row: SigningKey) -> None:
    """The certificate stays: what was signed with its key is asked about for years."""
    row.sealed_key, row.removed_at, row.signs_letters = None, utc_now(), False
    session.add(row)
    session.flush()


def _known(session: Session, organisation_id: int, fingerprint: str) -> SigningKey | None:
    same = select(SigningKey).where(
        SigningKey.organisation_id == organisation_id, SigningKey.fingerprint == fingerprint
    )
    return session.exec(same).first()


def _record(session: Session, user: SignedIn, *, act: str, detail: str = "") -> None:
    record(session, user=user, organisation_id=user.organisation_id, act=act, about="organisation", detail=detail)
