"""Countries from which nobody is to sign: the organisers know best where a signature puts somebody into danger."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act


def stop_signing_from(session: Session, *, user: SignedIn, slug: str, country: str) -> None:
    """From now on. Who signed from there before stays counted, and can withdraw."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    if country not in petition.no_signing_from:
        petition.no_signing_from = sorted([*petition.no_signing_from, country])
        record_act(session, user, petition, "petition.signing_stopped_from", country)


def allow_signing_from(session: Session, *, user: SignedIn, slug: str, country: str) -> None:
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    if country in petition.no_signing_from:
        petition.no_signing_from = [each for each in petition.no_signing_from if each != country]
        record_act(session, user, petition, "petition.signing_allowed_from", country)
