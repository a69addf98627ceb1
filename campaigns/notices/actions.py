"""Telling owners and reviewers by mail that something waits for their eyes."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.notices.models import Notice, NoticeKind
from campaigns.notices.queries import reviewers
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream

NOTICE_MAIL = "campaigns.notice"


def tell_reviewers(
    session: Session, *, campaign: Campaign, kind: NoticeKind, besides: SignedIn, once_in: timedelta | None = None
) -> None:
    """All but the one who did it. `once_in`: whoever was told the same of this campaign so lately is not told again,
    since the first page of the desk lists every one of them."""
    told = _told_since(session, campaign, kind, utc_now() - once_in) if once_in else frozenset()
    for reviewer in reviewers(session, campaign, besides=(besides.user_id, *told)):
        notice = Notice(campaign_id=campaign.id, organiser_id=reviewer.id, kind=kind)
        session.add(notice)
        session.flush()
        put_in_outbox(session, stream=Stream.CONFIRMATION, kind=NOTICE_MAIL, subject_id=notice.id)


def _told_since(session: Session, campaign: Campaign, kind: NoticeKind, moment: datetime) -> frozenset[int]:
    found = select(Notice.organiser_id).where(
        Notice.campaign_id == campaign.id, Notice.kind == kind, col(Notice.made_at) > moment
    )
    return frozenset(session.exec(found))
