"""Telling owners and reviewers by mail that something waits for their eyes."""

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.notices.models import Notice, NoticeKind
from campaigns.notices.queries import reviewers
from foundation.accounts.access import SignedIn
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream

NOTICE_MAIL = "campaigns.notice"


def tell_reviewers(session: Session, *, campaign: Campaign, kind: NoticeKind, besides: SignedIn) -> None:
    """All but the one who did it."""
    for reviewer in reviewers(session, campaign, besides=(besides.user_id,)):
        notice = Notice(campaign_id=campaign.id, organiser_id=reviewer.id, kind=kind)
        session.add(notice)
        session.flush()
        put_in_outbox(session, stream=Stream.CONFIRMATION, kind=NOTICE_MAIL, subject_id=notice.id)
