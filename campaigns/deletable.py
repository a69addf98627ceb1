"""Which campaigns may be deleted, and what would go with one. What readers have seen, or what has left, stays."""

import hashlib
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, func, select

from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import Pack, PackPart
from campaigns.deliveries.models.visit import Visit
from campaigns.dossiers.models import Dossier
from campaigns.kits.models import PartnerReport
from campaigns.letters.models import Letter, LetterPrint, LetterState, LetterTally
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.portrait import Portrait
from campaigns.models.source import Source
from campaigns.news_mail.models import NewsDelivery
from campaigns.outcomes.models import Evidence
from campaigns.runs.models import LetterRun, RunLetter
from campaigns.translating.models import Translation, TranslationDraft, TranslatorLink
from campaigns.updates.models import Update, UpdatePicture, UpdateText
from foundation.web.language import mark
from outreach.models.mailings import Mailing
from petitions.models.petition import Petition
from petitions.models.signature import Signature

WAS_PUBLIC = mark("This campaign was published, so it cannot be deleted. Close it, then move it to the archive.")
HAS_SIGNATURES = mark("There are signatures under this campaign, so it cannot be deleted.")
HAS_SENT = mark("A letter was approved or sent, or a mailing was begun, so this campaign cannot be deleted.")


@dataclass(frozen=True)
class Goes:
    """How much goes with it."""

    cases: int
    events: int
    demands: int
    sources: int
    updates: int
    letters: int
    files: int
    links: int


def why_it_stays(session: Session, campaign: Campaign) -> str:
    """A message id; empty where it may be deleted."""
    if campaign.is_public or campaign.published_at is not None or campaign.closed_at is not None:
        return WAS_PUBLIC
    petition = select(Signature.reference).join(Petition, col(Petition.id) == col(Signature.petition_id))
    if session.exec(petition.where(Petition.campaign_id == campaign.id)).first() is not None:
        return HAS_SIGNATURES
    has_left = (
        select(Letter.id).where(Letter.campaign_id == campaign.id, Letter.state != LetterState.DRAFT),
        select(LetterTally.office_id).where(LetterTally.campaign_id == campaign.id),
        select(Mailing.id).where(Mailing.campaign_id == campaign.id),
        select(Visit.id).join(Delivery).where(Delivery.campaign_id == campaign.id),
        select(NewsDelivery.id).join(Update).where(Update.campaign_id == campaign.id),
    )
    return HAS_SENT if any(session.exec(wanted.limit(1)).first() is not None for wanted in has_left) else ""


def what_goes(session: Session, campaign: Campaign) -> Goes:
    def number(table: type[SQLModel]) -> int:
        of_campaign = sa.inspect(table).columns["campaign_id"] == campaign.id
        return int(session.execute(sa.select(func.count()).select_from(table).where(of_campaign)).scalar_one())

    return Goes(
        cases=number(Case),
        events=number(Event),
        demands=number(Demand),
        sources=number(Source),
        updates=number(Update),
        letters=number(Letter),
        files=len(files_of(session, campaign)),
        links=number(TranslatorLink),
    )


def mark_of_what_goes(session: Session, campaign: Campaign) -> str:
    """Another one as soon as anybody has written in it: facts, news, letters or translations."""
    news = select(Update.id).where(Update.campaign_id == campaign.id)
    rows = [
        *_as_they_are(session, Update, Update.campaign_id == campaign.id),
        *_as_they_are(session, UpdateText, col(UpdateText.update_id).in_(news)),
        *_as_they_are(session, UpdatePicture, col(UpdatePicture.update_id).in_(news)),
        *_as_they_are(session, Letter, Letter.campaign_id == campaign.id),
        *_as_they_are(session, Translation, Translation.campaign_id == campaign.id),
        *_as_they_are(session, TranslationDraft, TranslationDraft.campaign_id == campaign.id),
    ]
    looked_at = [campaign.updated_at.isoformat(), repr(what_goes(session, campaign)), *sorted(map(repr, rows))]
    return hashlib.sha256("\n".join(looked_at).encode()).hexdigest()


def _as_they_are(session: Session, table: type[SQLModel], among: Any) -> list[tuple[Any, ...]]:
    found = session.execute(sa.select(*sa.inspect(table).columns).where(among))
    return [(table.__name__, *row) for row in found]


def files_of(session: Session, campaign: Campaign) -> Set[str]:
    wanted = (
        select(Portrait.sha256).where(Portrait.campaign_id == campaign.id),
        select(Evidence.sha256).where(Evidence.campaign_id == campaign.id),
        select(UpdatePicture.sha256).join(Update).where(Update.campaign_id == campaign.id),
        select(LetterPrint.sha256).join(Letter).where(Letter.campaign_id == campaign.id),
        select(Letter.file_sha256).where(Letter.campaign_id == campaign.id),
        select(LetterRun.merged_sha256).where(LetterRun.campaign_id == campaign.id),
        select(RunLetter.pdf_sha256).join(LetterRun).where(LetterRun.campaign_id == campaign.id),
        select(RunLetter.document_sha256).join(LetterRun).where(LetterRun.campaign_id == campaign.id),
        select(PartnerReport.scan_sha256).where(PartnerReport.campaign_id == campaign.id),
        select(PackPart.sha256).join(Pack).join(Delivery).where(Delivery.campaign_id == campaign.id),
        select(Dossier.file_sha256).where(Dossier.campaign_id == campaign.id),
        select(Dossier.annex_sha256).where(Dossier.campaign_id == campaign.id),
    )
    return {sha256 for query in wanted for sha256 in session.exec(query) if sha256}
