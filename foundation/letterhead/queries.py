"""What is known of an organisation's paper."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from foundation.letterhead.models import Letterhead, SignaturePicture
from foundation.read_once import read_once


def letterhead_of(session: Session, organisation_id: int) -> Letterhead:
    """As it was set, or the usual one, which is not saved."""

    def read() -> Letterhead:
        return session.get(Letterhead, organisation_id) or Letterhead(organisation_id=organisation_id)

    return read_once(session, ("letterhead", organisation_id), (Letterhead,), read)


def signature_pictures(session: Session, organisation_id: int) -> list[SignaturePicture]:
    of_them = select(SignaturePicture).where(SignaturePicture.organisation_id == organisation_id)
    return list(session.exec(of_them.order_by(SignaturePicture.name)))


def pictures_of(session: Session, organisation_id: int, names: Collection[str]) -> dict[str, bytes]:
    """By name, of those who have one."""
    found = select(SignaturePicture).where(
        SignaturePicture.organisation_id == organisation_id, col(SignaturePicture.name).in_(names)
    )
    return {row.name: row.content for row in session.exec(found)}
