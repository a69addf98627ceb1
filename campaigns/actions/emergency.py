"""One person publishes: where there is nobody else, or at night. It is marked, and a second person looks afterwards."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from campaigns.actions.states import go_live
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.notices.actions import tell_reviewers
from campaigns.notices.models import NoticeKind
from campaigns.notices.queries import reviewers
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict

NIGHT_BEGINS, NIGHT_ENDS = time(21), time(8)
"""On the clock of the installation: when nobody can be expected to read a mail."""


def is_night(now: datetime, zone: str) -> bool:
    local = now.astimezone(ZoneInfo(zone)).time()
    return local >= NIGHT_BEGINS or local < NIGHT_ENDS


def may_publish_alone(session: Session, *, user: SignedIn, campaign: Campaign, zone: str) -> bool:
    if campaign.state not in (CampaignState.DRAFT, CampaignState.IN_REVIEW):
        return False
    return nobody_can_look(session, user=user, campaign=campaign, zone=zone)


def nobody_can_look(session: Session, *, user: SignedIn, campaign: Campaign, zone: str) -> bool:
    """At this hour; of the campaign, or of news of it."""
    return is_night(utc_now(), zone) or not reviewers(session, campaign, besides=(user.user_id,))


def refuse_by_day(*, alone: bool) -> None:
    """Unless one person may do it alone. Raises Conflict."""
    if not alone:
        raise Conflict("By day a second person looks first, and there is one. Submit it for review.")


def publish_alone(session: Session, *, user: SignedIn, campaign: Campaign, reason: str, zone: str) -> None:
    """Raises Conflict by day while somebody else could look at it first."""
    refuse_by_day(alone=may_publish_alone(session, user=user, campaign=campaign, zone=zone))
    if campaign.submitted_at is None:
        campaign.submitted_at, campaign.submitted_by_id = utc_now(), user.user_id
    go_live(session, user=user, campaign=campaign, act="campaign.published_alone", detail=reason)
    campaign.published_in_emergency, campaign.emergency_reason = True, reason
    campaign.reviewed_at = campaign.reviewed_by_id = None
    session.add(campaign)
    tell_reviewers(session, campaign=campaign, kind=NoticeKind.PUBLISHED_ALONE, besides=user)


def review_afterwards(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    """Raises Conflict when it was reviewed already, or for the one who published it."""
    if not campaign.awaits_review_after_emergency:
        raise Conflict("This campaign was reviewed already.")
    if user.user_id == campaign.published_by_id:
        raise Conflict("A second person must look at it: you published it yourself.")
    campaign.reviewed_at, campaign.reviewed_by_id = utc_now(), user.user_id
    campaign.updated_at = utc_now()
    session.add(campaign)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="campaign.reviewed",
        about=f"campaign:{campaign.slug}",
    )
