"""Countries from which nobody is to sign: the organisers know best where a signature puts somebody into danger."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from petitions.access import petition_at_desk
from petitions.models.petition import Petition


def stop_signing_from(session: Session, *, user: SignedIn, slug: str, country: str) -> None:
    """From now on. Who signed from there before stays counted, and can withdraw."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    if country not in petition.no_signing_from:
        petition.no_signing_from = sorted([*petition.no_signing_from, country])
        _record(session, user, petition, "petition.signing_stopped_from", country)


def allow_signing_from(session: Session, *, user: SignedIn, slug: str, country: str) -> None:
    petition = petition_at_desk(session, user, slug, May.WRITE)
    if country in petition.no_signing_from:
        petition.no_signing_from = [each for each in petition.no_signing_from if each != country]
        _record(session, user, petition, "petition.signing_allowed_from", country)


def _record(session: Session, user: SignedIn, petition: Petition, act: str, country: str) -> None:
    session.add(petition)
    record(
        session,
        user=user,
        organisation_id=petition.organisation_id,
        act=act,
        about=f"petition:{petition.slug}",
        detail=country,
    )
