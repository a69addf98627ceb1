"""Setting an organisation's paper. Letters that were approved keep what they were printed on."""

from base64 import b64encode

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.letterhead.models import Letterhead, Paper, SignaturePicture, Window
from foundation.letterhead.queries import letterhead_of


def set_paper(session: Session, *, user: SignedIn, paper: Paper, window: Window, is_archived: bool) -> None:
    letterhead = letterhead_of(session, user.organisation_id)
    letterhead.paper, letterhead.window, letterhead.is_archived = paper, window, is_archived
    _keep(session, user, letterhead, act="letterhead.paper_set")


def set_logo(session: Session, *, user: SignedIn, logo: bytes, media_type: str) -> None:
    letterhead = letterhead_of(session, user.organisation_id)
    letterhead.logo, letterhead.logo_type = logo, media_type
    _keep(session, user, letterhead, act="letterhead.logo_set")


def remove_logo(session: Session, *, user: SignedIn) -> None:
    letterhead = letterhead_of(session, user.organisation_id)
    if letterhead.logo is not None:
        letterhead.logo, letterhead.logo_type = None, ""
        _keep(session, user, letterhead, act="letterhead.logo_removed")


def add_signature(session: Session, *, user: SignedIn, name: str, picture: bytes) -> None:
    """A second one of the same person takes the place of the first."""
    same = select(SignaturePicture).where(
        SignaturePicture.organisation_id == user.organisation_id, SignaturePicture.name == name
    )
    packed = b64encode(picture).decode()
    row = session.exec(same).first()
    row = row or SignaturePicture(organisation_id=user.organisation_id, name=name, picture=packed)
    row.picture, row.added_at = packed, utc_now()
    session.add(row)
    record(
        session, user=user, organisation_id=user.organisation_id, act="letterhead.signature_added", about="organisation"
    )


def remove_signature(session: Session, *, user: SignedIn, signature: SignaturePicture) -> None:
    session.delete(signature)
    record(
        session,
        user=user,
        organisation_id=user.organisation_id,
        act="letterhead.signature_removed",
        about="organisation",
    )


def _keep(session: Session, user: SignedIn, letterhead: Letterhead, *, act: str) -> None:
    session.add(letterhead)
    record(session, user=user, organisation_id=user.organisation_id, act=act, about="organisation")
