"""Questions about campaigns that several pages ask."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.trail_words import about_in_words, named_in
from foundation.accounts.models import AuditEntry, User
from foundation.accounts.trail.queries import name_for_trail
from petitions.access import petition_at
from petitions.models.figures import Figures
from petitions.queries.figures import public_figures

TRAIL_SHOWN = 30


@dataclass(frozen=True)
class TrailLine:
    at: datetime
    who: str
    is_person: bool
    act: str
    detail: str


def trail_of(
    session: Session, campaign: Campaign, language: str, *, kept: re.Pattern[str] | None = None
) -> list[TrailLine]:
    """The newest acts on a campaign, newest first; what they were about in the language being spoken, unless `kept`
    finds in it what the reader is not told."""
    rows = session.exec(
        select(AuditEntry, col(User.name))
        .join(User, col(User.id) == col(AuditEntry.user_id), isouter=True)
        .where(
            AuditEntry.organisation_id == campaign.organisation_id,
            col(AuditEntry.about).in_([f"campaign:{slug}" for slug in (campaign.slug, *campaign.former_slugs)]),
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(TRAIL_SHOWN)
    ).all()
    named = named_in(session, campaign, [entry for entry, _name in rows])
    return [
        TrailLine(
            entry.at,
            name_for_trail(session, campaign.organisation_id, name) if name else "",
            bool(name),
            entry.act,
            _told(about_in_words(campaign, entry, language, named), kept),
        )
        for entry, name in rows
    ]


def _told(detail: str, kept: re.Pattern[str] | None) -> str:
    return "" if kept is not None and kept.search(detail) else detail


def steps_of_case(session: Session, case: Case) -> list[StatusEntry]:
    """In the order of the chain, held ones among them."""
    chain = select(StatusEntry).where(StatusEntry.case_id == case.id).order_by(col(StatusEntry.position))
    return list(session.exec(chain))


def figures_so_far(session: Session, campaign: Campaign) -> Figures:
    """What readers see beside the texts; nobody has signed what was never published."""
    petition = petition_at(session, campaign.slug) if campaign.is_public else None
    return public_figures(session, petition) if petition else Figures(0, 0, 0)
