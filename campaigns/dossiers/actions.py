"""Ordering an edition, and keeping what was made."""

from sqlmodel import Session

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.dossiers.queries import highest_edition
from campaigns.models.campaign import Campaign
from foundation.clock import utc_now
from foundation.jobs import enqueue

LANGUAGES = ("en", "ru")


def order_edition(session: Session, *, campaign: Campaign, language: str, profile: Profile = Profile.PUBLIC) -> Dossier:
    """The next edition, made by a worker soon after the transaction has committed."""
    dossier = Dossier(
        campaign_id=campaign.id,
        profile=profile,
        language=language,
        edition=highest_edition(session, campaign_id=campaign.id, language=language, profile=profile) + 1,
        facts_version=campaign.version,
    )
    session.add(dossier)
    session.flush()  # the job refers to it
    enqueue(session, "dossiers.build_edition", once=str(dossier.id), dossier_id=dossier.id)
    return dossier


def order_public_editions(session: Session, *, campaign: Campaign) -> None:
    """In every language in which the campaign has a title."""
    for language in LANGUAGES:
        if campaign.title.get(language):
            order_edition(session, campaign=campaign, language=language)


def settle(session: Session, *, dossier_id: int, file_sha256: str, annex_sha256: str | None) -> None:
    dossier = session.get_one(Dossier, dossier_id)
    if not dossier.state.is_settled:
        dossier.state, dossier.settled_at = DossierState.READY, utc_now()
        dossier.file_sha256, dossier.annex_sha256 = file_sha256, annex_sha256
        session.add(dossier)


def give_up(session: Session, *, dossier_id: int, problem: str) -> None:
    """`problem` is a message of the catalogues."""
    dossier = session.get_one(Dossier, dossier_id)
    if not dossier.state.is_settled:
        dossier.state, dossier.settled_at, dossier.problem = DossierState.FAILED, utc_now(), problem[:300]
        session.add(dossier)
