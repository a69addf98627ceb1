"""The change log as readers and the desk see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.facts.words import Words, words_of
from campaigns.models.campaign import Campaign
from campaigns.versions.models import CampaignVersion
from foundation.accounts.models import User
from foundation.accounts.trail.queries import name_for_trail

MOST_SHOWN = 50


@dataclass(frozen=True)
class Entry:
    """What readers are told of one version. `hidden`: how many lines a hold keeps back, for the desk."""

    id: int
    number: int
    at: datetime
    lines: tuple[str, ...]
    note: Words
    hidden: int
    who: str


def public_log(session: Session, campaign: Campaign, language: str) -> list[Entry]:
    """Newest first; only versions that have something to say. One query, nothing is compared."""
    return [_entry(version, campaign, language) for version in _versions(session, campaign) if version.says_something]


def desk_log(session: Session, campaign: Campaign, language: str) -> list[Entry]:
    """The same with who made it, and with the versions of which readers hear nothing at the moment."""
    versions = _versions(session, campaign)
    people = select(User).where(col(User.id).in_({version.made_by_id for version in versions}))
    names = {
        user.id: name_for_trail(session, campaign.organisation_id, user.name) for user in session.exec(people).all()
    }
    return [_entry(version, campaign, language, who=names.get(version.made_by_id or 0, "")) for version in versions]


def _versions(session: Session, campaign: Campaign) -> list[CampaignVersion]:
    return list(
        session.exec(
            select(CampaignVersion)
            .where(CampaignVersion.campaign_id == campaign.id)
            .order_by(col(CampaignVersion.made_at).desc(), col(CampaignVersion.id).desc())
            .limit(MOST_SHOWN)
        )
    )


def _entry(version: CampaignVersion, campaign: Campaign, language: str, *, who: str = "") -> Entry:
    shown = version.shown_lines
    return Entry(
        version.id,
        version.number,
        version.changed_at,
        tuple(line["text"].get(language) or line["text"]["en"] for line in shown),
        words_of(version.shown_note, language, campaign.original_language),
        len(version.lines) - len(shown),
        who,
    )
