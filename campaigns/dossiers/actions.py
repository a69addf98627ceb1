"""Ordering an edition, and keeping what was made."""

import uuid
from datetime import datetime, timedelta

from sqlmodel import Session

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.dossiers.queries import highest_edition, newest_ready, newest_waiting
from campaigns.models.campaign import Campaign
from campaigns.translating.languages import languages_of_campaign
from foundation.clock import utc_now
from foundation.jobs import enqueue, enqueue_later

BUILD_JOB = "dossiers.build_edition"
# An organiser who works on the facts changes several in a row: they give one edition.
GATHER_SECONDS = 60
# A build takes seconds, and one that fails is tried again within a quarter of an hour.
LOST_AFTER = timedelta(hours=1)


def order_edition(
    session: Session, *, campaign: Campaign, language: str, profile: Profile = Profile.PUBLIC, wait: float = 0
) -> Dossier:
    """The next edition, made by a worker soon after the transaction has committed, or `wait` seconds later."""
    dossier = Dossier(
        campaign_id=campaign.id,
        profile=profile,
        language=language,
        edition=highest_edition(session, campaign_id=campaign.id, language=language, profile=profile) + 1,
        facts_version=campaign.version,
    )
    session.add(dossier)
    session.flush()  # the job refers to it
    if wait:
        _build_later(session, dossier, wait)
    else:
        enqueue(session, BUILD_JOB, once=str(dossier.id), dossier_id=dossier.id)
    return dossier


def order_again(session: Session, *, campaign: Campaign) -> None:
    """After a change that readers could see: an edition in every language, at once where there is none yet.

    One that waits to be made takes the change in, and `settle` orders another when it was being made already. The
    caller's change of the campaign's row, written here, keeps the two from passing each other by.
    """
    session.flush()
    for language in languages_of_campaign(campaign):
        if campaign.title.get(language):
            _order_in(session, campaign, language)


def _order_in(session: Session, campaign: Campaign, language: str) -> None:
    waiting = newest_waiting(session, campaign_id=campaign.id, language=language, profile=Profile.PUBLIC)
    if waiting is None:
        known = highest_edition(session, campaign_id=campaign.id, language=language, profile=Profile.PUBLIC)
        order_edition(session, campaign=campaign, language=language, wait=GATHER_SECONDS if known else 0)
    elif utc_now() - waiting.ordered_at > LOST_AFTER:
        _build_later(session, waiting, GATHER_SECONDS)


def _build_later(session: Session, dossier: Dossier, wait: float) -> None:
    enqueue_later(session, BUILD_JOB, seconds=wait, attempt=f"job-{uuid.uuid4()}", dossier_id=dossier.id)


def order_public_editions(session: Session, *, campaign: Campaign) -> None:
    """In every language in which the campaign has a title."""
    for language in languages_of_campaign(campaign):
        if campaign.title.get(language):
            order_edition(session, campaign=campaign, language=language)


def settle(
    session: Session,
    *,
    dossier_id: int,
    file_sha256: str,
    annex_sha256: str | None,
    annex_names: str,
    annex_until: datetime,
    facts_version: int,
    gathered_from: datetime,
) -> None:
    """`annex_names` and `annex_until`: whom the annex names, and up to when. `gathered_from`: when the campaign had
    last changed as its facts were read. Has it changed since, another edition is ordered."""
    dossier = session.get_one(Dossier, dossier_id)
    if dossier.state.is_settled:
        return
    dossier.state, dossier.settled_at = DossierState.READY, utc_now()
    dossier.file_sha256, dossier.annex_sha256 = file_sha256, annex_sha256
    dossier.annex_names, dossier.annex_until = annex_names, annex_until
    dossier.facts_version = facts_version
    session.add(dossier)
    campaign = session.get_one(Campaign, dossier.campaign_id, with_for_update=True)
    if campaign.is_public and campaign.unpublished is None and campaign.updated_at != gathered_from:
        session.flush()
        _order_in(session, campaign, dossier.language)


def drop_annex(session: Session, *, dossier: Dossier) -> None:
    """Somebody has left its list of names. The newest public edition is made again; older ones stay without."""
    dossier.annex_sha256, dossier.annex_names = None, ""
    session.add(dossier)
    campaign = session.get_one(Campaign, dossier.campaign_id, with_for_update=True)
    newest = newest_ready(session, campaign=campaign, language=dossier.language, profile=dossier.profile)
    if campaign.is_public and campaign.unpublished is None and newest is not None and newest.id == dossier.id:
        session.flush()
        _order_in(session, campaign, dossier.language)


def give_up(session: Session, *, dossier_id: int, problem: str) -> None:
    """`problem` is a message of the catalogues."""
    dossier = session.get_one(Dossier, dossier_id)
    if not dossier.state.is_settled:
        dossier.state, dossier.settled_at, dossier.problem = DossierState.FAILED, utc_now(), problem[:300]
        session.add(dossier)
